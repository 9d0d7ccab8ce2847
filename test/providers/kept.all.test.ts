import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { liveWorkspace } from './live.ts';
import { catchingProgram, plainProgram, streamProgram } from './programs.ts';
import { chunk, completion, event, json, startStandIn } from './stand-in.ts';

/** What of a live run is kept: answers on a cassette, and how much was spent. */

const key = 'sk-canary-8f2e41b79c';

function islands() {
  return startStandIn((seen, response) => {
    if (!seen.body.includes('"stream":true')) return json(response, 200, completion('Five large islands.'));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(
      `${event(chunk('Five '))}${event(chunk('islands.'))}${event(chunk(null, 'stop'))}data: [DONE]\n\n`,
    );
  });
}

test('a live run is recorded, and answers again when the provider is gone', async () => {
  const server = await islands();
  using live = liveWorkspace([`base_url: ${server.origin}/v1`], `AGENTLINGS_API_KEY=${key}\n`);
  const cassette = live.workspace.file('room.jsonl');
  const first = await live.run(plainProgram, ['--live', '--record', cassette]);
  const second = await live.run(streamProgram, ['--live', '--record', cassette]);
  expect(first.stderr).toContain('Recorded 1 exchange');
  expect(second.stdout).toBe('Five islands.|whole\n');
  await server[Symbol.asyncDispose]();

  const gone = await live.run(plainProgram, ['--live']);
  expect(gone.stderr).toContain('Key, quota, network or model');
  const again = await live.run(plainProgram, ['--replay', cassette]);
  expect(again).toMatchObject({ exitCode: 0, stdout: first.stdout });
  expect(again.stderr).toContain('answered by the cassette room.jsonl');
  expect(readFileSync(cassette, 'utf8')).not.toContain('canary');
});

test('a model that only the provider knows is recorded and answers again', async () => {
  const server = await startStandIn((_seen, response) =>
    json(response, 200, completion('Five large islands.', 'llama3.2:3b')),
  );
  using live = liveWorkspace([`base_url: ${server.origin}/v1`], `AGENTLINGS_API_KEY=${key}\n`);
  const cassette = live.workspace.file('room.jsonl');
  const program = plainProgram.replace("'gpt-4o-mini'", "'llama3.2:3b', reasoning_effort: 'low'");
  const first = await live.run(program, ['--live', '--record', cassette]);
  expect(first).toMatchObject({ exitCode: 0, stdout: 'Five large islands.\n' });
  await server[Symbol.asyncDispose]();
  const again = await live.run(program, ['--replay', cassette]);
  expect(again).toMatchObject({ exitCode: 0, stdout: first.stdout });
  expect((await live.run(program, ['--simulated'])).stderr).toContain('llama3.2:3b');
});

test('only a live run can be recorded', async () => {
  using live = liveWorkspace([]);
  const cassette = live.workspace.file('room.jsonl');
  const { exitCode, stderr } = await live.run(plainProgram, ['--simulated', '--record', cassette]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Only a live run can be recorded');
});

test('a request that could pass a limit is not sent, and the program is told why', async () => {
  await using server = await islands();
  using live = liveWorkspace(
    [`base_url: ${server.origin}/v1`, 'spending:', '  per_day_tokens: 90'],
    `AGENTLINGS_API_KEY=${key}\n`,
  );
  // It allows 50 tokens for the answer: the first fits, and with what it took a second one doesn't.
  const first = await live.run(catchingProgram);
  expect(first.stdout).toBe('Five large islands.\n');
  expect(first.stderr).toContain('Today: 17 tokens');
  await live.run(catchingProgram);
  const refused = await live.run(catchingProgram);
  expect(refused.stdout).toContain(
    'RateLimitError 429 Not sent: this request could pass the limit of 90 tokens',
  );
  expect(refused.stdout).toContain('per_day_tokens');
  expect(server.seen).toHaveLength(2);
});
