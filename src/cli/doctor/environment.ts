import { chosenEditor, findEditor, thisSystem } from '../screen/editor-command.ts';
import { type Finding, ok, remark } from './finding.ts';

const noted = [
  'AGENTLINGS_HOME',
  'EDITOR',
  'VISUAL',
  'NO_COLOR',
  'FORCE_COLOR',
  'NODE_OPTIONS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'OPENAI_API_KEY',
  'AGENTLINGS_PROVIDER',
  'AGENTLINGS_BASE_URL',
  'AGENTLINGS_MODEL',
  'NODE_USE_ENV_PROXY',
  'NODE_EXTRA_CA_CERTS',
] as const;

/** Variables that change what happens here; of a key only its ends are shown. */
export function environmentFindings(env: NodeJS.ProcessEnv): readonly Finding[] {
  const set = noted.flatMap((name) => {
    const value = env[name];
    return value === undefined || value === '' ? [] : [`${name}=${masked(name, value)}`];
  });
  return [ok('variables', set.length === 0 ? 'none that matter here' : set.join(' ')), editorFinding(env)];
}

function editorFinding(env: NodeJS.ProcessEnv): Finding {
  const chosen = chosenEditor(env);
  const found = chosen === undefined ? undefined : findEditor(chosen.command, thisSystem(env));
  if (chosen !== undefined && found !== undefined) return ok('editor', chosen.command);
  if (chosen?.by !== undefined) {
    const advice = `There is no such program, so the key e can't open a file. ${chosen.by} names it.`;
    return remark('editor', chosen.command, advice);
  }
  return remark(
    'editor',
    'EDITOR is not set',
    'The key e opens a file only with EDITOR set, for example `EDITOR="code --wait"`. Any editor beside the terminal does too.',
  );
}

/** `sk-…9f2c`: enough to tell two keys apart, too little to use one. Addresses lose their user and password. */
export function masked(name: string, value: string): string {
  if (/KEY|TOKEN|SECRET|PASSWORD/i.test(name)) {
    return value.length < 12 ? '…' : `${value.slice(0, 3)}…${value.slice(-4)}`;
  }
  return value.replace(/\/\/[^/@\s]*@/g, '//…@');
}
