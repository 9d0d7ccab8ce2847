import { expect, test } from 'vitest';
import { launcher } from '../project.ts';
import { Terminal } from '../terminal.ts';
import { liveWorkspace, noKeys } from './live.ts';
import { plainProgram } from './programs.ts';
import { chunk, completion, event, json, startStandIn } from './stand-in.ts';

/** The full screen and the plain session with a provider: who answers is said everywhere, and points stay as they are. */

const key = 'sk-canary-8f2e41b79c';
const ctrlO = '\x0f';

function islands() {
  return startStandIn((seen, response) => {
    if (!seen.body.includes('"stream":true')) return json(response, 200, completion('Five large islands.'));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(
      `${event(chunk('Honshu '))}${event(chunk('and four.'))}${event(chunk(null, 'stop'))}data: [DONE]\n\n`,
    );
  });
}

function start(folder: string, state: string, args: readonly string[] = []): Terminal {
  return new Terminal(process.execPath, [launcher, 'start', '--workshop', folder, ...args], {
    columns: 100,
    rows: 30,
    env: { ...noKeys, AGENTLINGS_HOME: state },
  });
}

test('saves run live, grades stay simulated, and every screen says who answers', async () => {
  await using server = await islands();
  const { host } = new URL(server.origin);
  using live = liveWorkspace([`base_url: ${server.origin}/v1`], `AGENTLINGS_API_KEY=${key}\n`);
  const { workspace } = live;
  const exercise = ['exercises', '00-hello-model', 'exercise.ts'] as const;
  await using terminal = start(workspace.folder, workspace.state);
  const badge = `live: ${host}`;
  await terminal.see('Welcome to Agentlings');
  expect(terminal.rows()[0]).toContain(badge);
  terminal.press('?');
  await terminal.see('who answers runs and the playground');
  expect(terminal.rows()[0]).toContain(badge);
  terminal.press('?', ':', ...'hello-model', 'enter');
  await terminal.see('watch on');
  workspace.write(plainProgram, ...exercise);
  await terminal.see('Five large islands.');
  await terminal.see(`answered by ${host}`);
  await terminal.see('(gpt-4o-mini-2024-07-18)');
  await terminal.see('Tokens: 12 sent, 5 came back.');
  expect(terminal.rows()[0]).toContain(badge);
  expect(server.seen).toHaveLength(1);

  terminal.press('g');
  await terminal.see(/of \d+ points/);
  await terminal.see('simulated model');
  expect(server.seen).toHaveLength(1);

  terminal.press('L');
  await terminal.see('The simulated model answers from now on.');
  expect(terminal.rows()[0]).not.toContain('live');
  terminal.press('r');
  await terminal.see(/run #3 · done · .* · simulated/);
  expect(server.seen).toHaveLength(1);
  expect(terminal.raw).not.toContain('canary');
});

test('the playground asks the provider, says its model, and explains what it refuses', async () => {
  let refuse = false;
  await using server = await startStandIn((_seen, response) => {
    if (refuse) return json(response, 401, { error: { message: 'Incorrect API key provided' } });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`${event(chunk('Honshu.'))}${event(chunk(null, 'stop'))}data: [DONE]\n\n`);
  });
  const { host } = new URL(server.origin);
  using live = liveWorkspace([`base_url: ${server.origin}/v1`], `AGENTLINGS_API_KEY=${key}\n`);
  const { workspace } = live;
  await using terminal = start(workspace.folder, workspace.state);
  await terminal.see('Welcome to Agentlings');
  terminal.press('t');
  await terminal.see(`${host} answers`);
  terminal.press(...'Which is the largest?', 'enter');
  await terminal.see('messages (2)');
  await terminal.see('Honshu.');
  expect(terminal.screenText()).toContain(`${host} gpt-4o-mini-2024-07-18`);

  refuse = true;
  terminal.press(...'And the next?', 'enter');
  await terminal.see('error');
  await terminal.see(/key/);
  terminal.press(ctrlO);
  await terminal.see('the simulated model answers');
  terminal.press(ctrlO);
  await terminal.see(`${host} answers`);
  expect(terminal.raw).not.toContain('canary');
});

test('a mistake in the configuration is said, and the simulated model answers', async () => {
  using live = liveWorkspace(['preset: olama']);
  const { workspace } = live;
  await using terminal = start(workspace.folder, workspace.state);
  await terminal.see('Provider not used');
  expect(terminal.rows()[0]).toContain('simulated model');
  terminal.press('L');
  await terminal.see('Provider not used');
  expect(terminal.rows()[0]).toContain('simulated model');
});

test('the plain session says who answers, and its playground asks the provider', async () => {
  await using server = await islands();
  const { host } = new URL(server.origin);
  using live = liveWorkspace([`base_url: ${server.origin}/v1`], `AGENTLINGS_API_KEY=${key}\n`);
  const input = 'playground\nWhich islands?\n/quit\nplayground --simulated\n/quit\nquit\n';
  const { stdout, exitCode } = await live.workspace.run(['start', '--plain'], { env: noKeys, input });
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`${host} answers run and playground`);
  expect(stdout).toContain(`The playground. ${host} answers.`);
  expect(stdout).toContain('assistant: Honshu and four.');
  expect(stdout).toContain(`(${host} gpt-4o-mini-2024-07-18, stop,`);
  expect(stdout).toContain('The playground. The simulated model answers.');
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${key}`);
  expect(stdout).not.toContain('canary');
});
