import { expect, test } from 'vitest';
import { liveWorkspace } from './live.ts';
import { completion, json, models, pathOf, startStandIn } from './stand-in.ts';

/** The doctor's lines about the provider. */

function doctor({ workspace }: ReturnType<typeof liveWorkspace>) {
  return workspace.run(['doctor'], {
    env: { AGENTLINGS_PROVIDER: '', AGENTLINGS_BASE_URL: '', AGENTLINGS_MODEL: '' },
  });
}

test('all is well: who, the key masked, how many models, and one call', async () => {
  await using server = await startStandIn((seen, response) =>
    pathOf(seen) === '/v1/models'
      ? json(response, 200, models('gpt-4o', 'gpt-4o-mini'))
      : json(response, 200, completion('OK')),
  );
  using live = liveWorkspace(
    ['preset: openai', `base_url: ${server.origin}/v1`],
    'OPENAI_API_KEY=sk-canary-in-the-doctor\n',
  );
  const { stdout, exitCode } = await doctor(live);
  expect(stdout).toContain(`ok       provider    OpenAI at ${server.origin}/v1`);
  expect(stdout).toContain('ok       key         OPENAI_API_KEY from .env: sk-…ctor');
  expect(stdout).toMatch(/ok +reachable +answered in \d+ ms, it lists 2 models/);
  expect(stdout).toMatch(/ok +model +gpt-4o-mini is there/);
  expect(stdout).toMatch(/ok +live call +gpt-4o-mini answered in \d+ ms/);
  expect(exitCode).toBe(0);
  expect(server.seen).toHaveLength(2);
});

test('a model that will be shut down, or is not there, and a key that is refused', async () => {
  await using ending = await startStandIn((seen, response) =>
    pathOf(seen) === '/v1/models'
      ? json(response, 200, {
          object: 'list',
          data: [{ id: 'gpt-4o-mini', object: 'model', shutdown_date: '2027-01-14' }],
        })
      : json(response, 200, completion('OK')),
  );
  await using refusing = await startStandIn((seen, response) =>
    pathOf(seen) === '/v1/models'
      ? json(response, 200, models('gpt-4o-mini-next'))
      : json(response, 401, { error: { message: 'No.', code: 'invalid_api_key' } }),
  );
  using first = liveWorkspace([`base_url: ${ending.origin}/v1`]);
  using second = liveWorkspace([`base_url: ${refusing.origin}/v1`], 'AGENTLINGS_API_KEY=not-the-right-one\n');
  const soon = await doctor(first);
  expect(soon.stdout).toContain('gpt-4o-mini is there until 2027-01-14');
  expect(soon.exitCode).toBe(0);
  const wrong = await doctor(second);
  expect(wrong.exitCode).toBe(1);
  expect(wrong.stdout).toMatch(/note +model +gpt-4o-mini is not there/);
  expect(wrong.stdout.replace(/\s+/g, ' ')).toContain('models: { gpt-4o-mini: gpt-4o-mini-next }');
  expect(wrong.stdout).toMatch(/PROBLEM +live call +status 401/);
  expect(wrong.stdout.replace(/\s+/g, ' ')).toContain("doesn't accept the key in AGENTLINGS_API_KEY");
});

test('nothing configured, a mistake in the file, and nobody there', async () => {
  const gone = await startStandIn(() => undefined);
  await gone[Symbol.asyncDispose]();
  using none = liveWorkspace([]);
  using mistaken = liveWorkspace(['preset: opnai']);
  using dead = liveWorkspace(['preset: ollama', `base_url: ${gone.origin}/v1`]);
  expect((await doctor(none)).stdout).toMatch(
    /ok +provider +none is configured: the simulated model answers/,
  );
  const wrong = await doctor(mistaken);
  expect([wrong.exitCode, wrong.stdout.replace(/\s+/g, ' ')]).toEqual([
    1,
    expect.stringContaining('agentlings.yaml:2: "provider.preset": write one of openai'),
  ]);
  const refused = await doctor(dead);
  expect(refused.stdout).toMatch(/PROBLEM +reachable +no/);
  expect(refused.stdout.replace(/\s+/g, ' ')).toContain('Is Ollama running? Start its app');
});
