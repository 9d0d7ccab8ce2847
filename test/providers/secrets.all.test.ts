import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { liveWorkspace } from './live.ts';
import { curiousProgram } from './programs.ts';
import { chunk, event, pathOf, startStandIn } from './stand-in.ts';

/** A server that says the key that it was sent, wherever it can: a wrong key is often repeated in the refusal. */
function parrot() {
  return startStandIn((seen, response) => {
    const key = String(seen.headers.authorization).replace('Bearer ', '');
    const says = `${key} ${encodeURIComponent(key)} ${Buffer.from(key).toString('base64')}`;
    const headers = { 'x-request-id': says, 'set-cookie': `key=${key}`, 'x-ratelimit-limit-requests': key };
    if (pathOf(seen).endsWith('/models')) {
      response.writeHead(401, { 'content-type': 'text/plain', ...headers });
      response.end(`Bad key ${says}`);
    } else if (seen.body.includes('"stream":true')) {
      response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
      const bytes = Buffer.from(event(chunk(says, 'stop')) + event({ error: { code: 401, message: says } }));
      // In two pieces, with the cut in the middle of the key.
      const cut = bytes.indexOf(key) + 5;
      response.write(bytes.subarray(0, cut), () =>
        response.end(Buffer.concat([bytes.subarray(cut), Buffer.from('data: [DONE]\n\n')])),
      );
    } else {
      response.writeHead(401, { 'content-type': 'application/json', ...headers });
      response.end(
        JSON.stringify({
          error: {
            message: `Incorrect API key provided: ${says}`,
            type: 'invalid_request_error',
            code: 'invalid_api_key',
          },
        }),
      );
    }
  });
}

test.each(['.env', 'environment'])(
  'the key (from %s) is nowhere but in the request to the provider',
  async (place) => {
    const key = 'sk-canary+8f2e/41b7=9c';
    await using server = await parrot();
    using live = liveWorkspace(
      place === '.env' ? [`base_url: ${server.origin}/v1`] : [],
      place === '.env' ? `AGENTLINGS_API_KEY=${key}\n` : '',
    );
    const env: Record<string, string> =
      place === '.env' ? {} : { AGENTLINGS_BASE_URL: `${server.origin}/v1`, AGENTLINGS_API_KEY: key };
    const { stdout, stderr } = await live.run(
      curiousProgram(live.workspace.folder),
      ['--live', '--wire'],
      env,
    );
    expect(server.seen).toHaveLength(3);
    expect(server.seen.every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
    expect(stderr).toContain("doesn't accept the key in AGENTLINGS_API_KEY");
    const doctor = await live.workspace.run(['doctor'], {
      env: { AGENTLINGS_HOME: live.workspace.state, ...env },
    });
    expect(doctor.stdout).toContain('AGENTLINGS_API_KEY from');
    const kept = filesBelow(live.workspace.state).map((file) => readFileSync(file, 'utf8'));
    for (const text of [stdout, stderr, doctor.stdout, doctor.stderr, ...kept]) {
      for (const form of [key, encodeURIComponent(key), Buffer.from(key).toString('base64'), 'canary']) {
        expect(text).not.toContain(form);
      }
    }
  },
);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}
