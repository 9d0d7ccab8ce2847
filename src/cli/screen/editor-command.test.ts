import { expect, test } from 'vitest';
import { chosenEditor, findEditor, type Places } from './editor-command.ts';

function system(platform: NodeJS.Platform, path: string, programs: readonly string[]): Places {
  return { platform, env: { PATH: path }, isProgram: (file) => programs.includes(file) };
}

const mac = system('darwin', '/usr/local/bin:/usr/bin', [
  '/usr/bin/vim',
  '/usr/local/bin/code',
  '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
  "/Users/ada/it's mine/ed",
]);
const windows = system('win32', 'C:\\Windows\\System32;C:\\Program Files\\Git\\cmd', [
  'C:\\Program Files\\Microsoft VS Code\\bin\\code.CMD',
  'C:\\Program Files\\Microsoft VS Code\\Code.exe',
  'C:\\Windows\\System32\\notepad.EXE',
]);
const vsCode = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';

test.each([
  ['vim', '/usr/bin/vim', [], 'vim'],
  ['  vim  -n  +1 ', '/usr/bin/vim', ['-n', '+1'], 'vim'],
  ['code --wait', '/usr/local/bin/code', ['--wait'], 'code'],
  [`${vsCode} --wait`, vsCode, ['--wait'], 'code'],
  [vsCode, vsCode, [], 'code'],
  [`"${vsCode}" --wait`, vsCode, ['--wait'], 'code'],
  [`'${vsCode}' -n "a b"`, vsCode, ['-n', 'a b'], 'code'],
  [`${vsCode.replaceAll(' ', '\\ ')} --wait`, vsCode, ['--wait'], 'code'],
  ["/Users/ada/it's mine/ed --x", "/Users/ada/it's mine/ed", ['--x'], 'ed'],
] as const)('on macOS %s', (command, program, options, name) => {
  expect(findEditor(command.trim(), mac)).toEqual({ program, options, name });
});

test.each([
  ['notepad', 'C:\\Windows\\System32\\notepad.EXE', [], 'notepad'],
  [
    'C:\\Program Files\\Microsoft VS Code\\bin\\code --wait',
    'C:\\Program Files\\Microsoft VS Code\\bin\\code.CMD',
    ['--wait'],
    'code',
  ],
  [
    '"C:\\Program Files\\Microsoft VS Code\\Code.exe" --wait',
    'C:\\Program Files\\Microsoft VS Code\\Code.exe',
    ['--wait'],
    'code',
  ],
  [
    'C:\\Program Files\\Microsoft VS Code\\Code.exe',
    'C:\\Program Files\\Microsoft VS Code\\Code.exe',
    [],
    'code',
  ],
] as const)('on Windows %s', (command, program, options, name) => {
  expect(findEditor(command, windows)).toEqual({ program, options, name });
});

test.each(['nosuch', '/usr/bin/nosuch --wait', '"unclosed', '', "'", '\\'])(
  'no such editor: %s',
  (command) => {
    expect(findEditor(command, mac)).toBeUndefined();
    expect(findEditor(command, windows)).toBeUndefined();
  },
);

test('VISUAL comes before EDITOR, and both before the editor whose terminal this is', () => {
  const all = { VISUAL: 'code', EDITOR: 'vim', TERM_PROGRAM: 'zed' };
  expect(chosenEditor(all)).toEqual({ command: 'code', by: 'VISUAL' });
  expect(chosenEditor({ ...all, VISUAL: ' ' })).toEqual({ command: 'vim', by: 'EDITOR' });
  expect(chosenEditor({ TERM_PROGRAM: 'zed' })).toEqual({ command: 'zed' });
  expect(chosenEditor({})).toBeUndefined();
});
