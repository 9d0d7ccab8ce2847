import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlCommand } from './curl.ts';
import { exchange } from './transcript.fixture.ts';

const body = {
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: `It's "$HOME" \`ls\` \\ 日本\n🙂` }],
};

test.runIf(process.platform !== 'win32')(
  'a shell gives curl exactly what was sent, and the key of its own environment',
  () => {
    const sent = {
      ...exchange(0, body),
      headers: { 'content-type': 'application/json', authorization: '[redacted]' },
    };
    const printing = `curl() { for each in "$@"; do printf '%s\\0' "$each"; done; }\n${curlCommand(sent)}`;
    const output = execFileSync('sh', ['-c', printing], {
      env: { OPENAI_API_KEY: 'sk-mine', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', HOME: '/nowhere' },
      encoding: 'utf8',
    });
    expect(output.split('\0').slice(0, -1)).toEqual([
      '-sS',
      '-X',
      'POST',
      'http://127.0.0.1:1/v1/chat/completions',
      '-H',
      'Authorization: Bearer sk-mine',
      '-H',
      'content-type: application/json',
      '--data-binary',
      JSON.stringify(body),
    ]);
    expect(curlCommand(sent)).not.toContain('redacted');
  },
);
