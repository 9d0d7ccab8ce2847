import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { liveWorkspace } from './live.ts';
import { catchingProgram, plainProgram, streamProgram } from './programs.ts';
import { chunk, completion, event, json, startStandIn } from './stand-in.ts';

/** What goes wrong on the way, through the real `run` command. */

test('a compressed answer arrives as text', async () => {
  await using server = await startStandIn((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(JSON.stringify(completion('Shikoku, 四国.'))));
  });
  using live = liveWorkspace([`base_url: ${server.origin}/v1`]);
  expect((await live.run(plainProgram)).stdout).toBe('Shikoku, 四国.\n');
});

test('a server that stalls is given up after the configured time', async () => {
  await using server = await startStandIn(() => undefined);
  using live = liveWorkspace([`base_url: ${server.origin}/v1`, 'timeouts: { idle_seconds: 0.5 }']);
  const { stdout, stderr } = await live.run(catchingProgram);
  expect(stdout).toContain('InternalServerError 504');
  expect(stderr).toContain('fell silent: nothing came for 0.5 s.');
});

test('a stream that stalls half-way is cut, and so is one that the server cuts', async () => {
  const silent = await startStandIn((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event(chunk('Hok')));
  });
  await using _silent = silent;
  await using cutting = await startStandIn((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event(chunk('Hon')), () => response.destroy());
  });
  using slow = liveWorkspace([`base_url: ${silent.origin}/v1`, 'timeouts: { idle_seconds: 0.5 }']);
  using cut = liveWorkspace([`base_url: ${cutting.origin}/v1`]);
  const stalled = await slow.run(streamProgram);
  expect(stalled.stdout).toMatch(/^Hok\|(?!whole)/);
  expect(stalled.stderr).toContain('fell silent');
  const broken = await cut.run(streamProgram);
  expect(broken.stdout).toMatch(/^Hon\|(?!whole)/);
  expect(broken.stderr).toContain('broke the connection off before the answer was complete');
  expect(broken.stderr).toContain('See the lesson streaming, "When a stream breaks off".');
});

test('a web page is no answer of a model', async () => {
  await using server = await startStandIn((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Log in to the Wi-Fi</title>');
  });
  using live = liveWorkspace([`base_url: ${server.origin}`]);
  const { stderr } = await live.run(catchingProgram);
  expect(stderr).toContain('a web page instead of JSON came from 127.0.0.1:');
  expect(stderr).toContain('whether your Wi-Fi wants you to log in');
});

test('nobody listens: Ollama is not running', async () => {
  const server = await startStandIn(() => undefined);
  await server[Symbol.asyncDispose]();
  using live = liveWorkspace(['preset: ollama', `base_url: ${server.origin}/v1`]);
  const { stdout, stderr } = await live.run(catchingProgram);
  expect(stdout).toContain('InternalServerError 502');
  expect(stderr).toContain('(ECONNREFUSED). Is Ollama running?');
  expect(stderr).toContain('1 request, sent to Ollama, which answered none');
  expect(stderr).toContain('With --simulated the program runs without a provider.');
});

test('with nothing configured the simulated model answers, --live says how to configure, a key alone is not enough', async () => {
  using live = liveWorkspace([]);
  const env = { OPENAI_API_KEY: 'sk-canary-surrounding' };
  const simulated = await live.run(plainProgram, [], env);
  expect(simulated.exitCode).toBe(0);
  expect(simulated.stderr).toContain('1 request, answered by the simulated model');
  const wanted = await live.run(plainProgram, ['--live'], env);
  expect(wanted.exitCode).toBe(2);
  expect(wanted.stderr).toContain('No provider is configured');
  expect(wanted.stderr).toContain('preset: ollama');
});

test('the configured provider is asked by default, --simulated forbids it, and both at once are a mistake', async () => {
  await using server = await startStandIn((_, response) =>
    json(response, 200, completion('From the stand-in.')),
  );
  using live = liveWorkspace([`base_url: ${server.origin}/v1`]);
  expect((await live.run(plainProgram, [])).stdout).toBe('From the stand-in.\n');
  const { stdout, stderr } = await live.run(plainProgram, ['--simulated']);
  expect(stdout).not.toContain('stand-in');
  expect(stderr).toContain('answered by the simulated model');
  expect(server.seen).toHaveLength(1);
  expect((await live.run(plainProgram, ['--live', '--simulated'])).exitCode).toBe(2);
});

test('a grade never asks the provider', async () => {
  await using server = await startStandIn((_, response) => json(response, 200, completion('x')));
  using live = liveWorkspace([`base_url: ${server.origin}/v1`]);
  const { stdout } = await live.workspace.run(['grade', 'hello-model', '--solutions']);
  expect(stdout).toContain('Graded with the simulated model');
  expect(server.seen).toHaveLength(0);
});
