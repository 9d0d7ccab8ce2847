import { expect, test } from 'vitest';
import { liveWorkspace } from './live.ts';
import { catchingProgram, plainProgram, streamProgram } from './programs.ts';
import { chunk, completion, event, json, models, pathOf, startStandIn } from './stand-in.ts';

/** The dialect and the faults of each provider, through the real `run` command. */

test('OpenAI: the key is put in, the token stays here, and the end says who answered and what it cost', async () => {
  await using server = await startStandIn((_, response) => json(response, 200, completion('Honshu.')));
  using live = liveWorkspace(
    ['preset: openai', `base_url: ${server.origin}/v1`],
    'OPENAI_API_KEY=sk-canary-openai-1\n',
  );
  const { stdout, stderr, exitCode } = await live.run(plainProgram);
  expect([stdout, exitCode]).toEqual(['Honshu.\n', 0]);
  expect(stderr).toContain('1 request, answered by OpenAI (gpt-4o-mini-2024-07-18)');
  expect(stderr).toContain('Tokens: 12 sent, 5 came back. Estimated cost: $0.000005.');
  const [request] = server.seen;
  expect(request?.url).toBe('/v1/chat/completions');
  expect(request?.headers.authorization).toBe('Bearer sk-canary-openai-1');
  expect(Object.keys(request?.headers ?? {}).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
  expect(JSON.parse(request?.body ?? '')).toMatchObject({ model: 'gpt-4o-mini' });
});

test('Azure: the deployment is in the path, the version in the query, the key in its own header', async () => {
  await using server = await startStandIn((_, response) => json(response, 200, completion('Kyushu.')));
  using live = liveWorkspace(
    [
      'preset: azure-openai',
      `base_url: ${server.origin}`,
      'api_version: "2024-10-21"',
      'models: { gpt-4o-mini: mini-west }',
    ],
    'AZURE_OPENAI_API_KEY=azure-canary-1\n',
  );
  const { stdout } = await live.run(plainProgram);
  expect(stdout).toBe('Kyushu.\n');
  const [request] = server.seen;
  expect(request?.url).toBe('/openai/deployments/mini-west/chat/completions?api-version=2024-10-21');
  expect(request?.headers['api-key']).toBe('azure-canary-1');
  expect(request?.headers.authorization).toBeUndefined();
});

test('Azure: a filtered prompt names its category and is nobody’s bug, the body stays Azure’s own', async () => {
  const message =
    "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.";
  const result = {
    violence: { filtered: true, severity: 'medium' },
    hate: { filtered: false, severity: 'safe' },
    jailbreak: { detected: false, filtered: false },
  };
  const error = {
    message,
    type: null,
    param: 'prompt',
    code: 'content_filter',
    status: 400,
    innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: result },
  };
  await using server = await startStandIn((_, response) => json(response, 400, { error }));
  using live = liveWorkspace(
    ['preset: azure-openai', `base_url: ${server.origin}`],
    'AZURE_OPENAI_API_KEY=azure-canary-1\n',
  );
  const { stdout, stderr } = await live.run(catchingProgram);
  expect(stdout).toContain(`BadRequestError 400 ${message}`);
  expect(stderr).toContain(
    'The model said something else (request 1): The content filter of Azure OpenAI refused what was sent (violence)',
  );
});

test('Ollama: no key is sent, a model that is not pulled is explained, and the running ones are named', async () => {
  await using server = await startStandIn((seen, response) =>
    pathOf(seen) === '/v1/models'
      ? json(response, 200, models('llama3.1:8b', 'qwen3:4b'))
      : json(response, 404, {
          error: { message: "model 'llama3.2' not found", type: 'not_found_error', param: null, code: null },
        }),
  );
  using live = liveWorkspace(['preset: ollama', `base_url: ${server.origin}/v1`]);
  const { stdout, stderr } = await live.run(catchingProgram);
  expect(stdout).toContain("NotFoundError 404 model 'llama3.2' not found");
  expect(stderr).toContain(
    'Key, quota, network or model (request 1): The model llama3.2 is not there at Ollama. Fetch it with `ollama pull llama3.2`.',
  );
  expect(stderr).toContain('models: { gpt-4o-mini: llama3.1:8b }');
  expect(server.seen[0]?.headers.authorization).toBeUndefined();
  expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({ model: 'llama3.2', max_tokens: 50 });
});

test('OpenRouter: no credit', async () => {
  await using server = await startStandIn((_, response) =>
    json(response, 402, {
      error: { code: 402, message: 'Insufficient credits. Add more using https://openrouter.ai/credits' },
    }),
  );
  using live = liveWorkspace(
    ['preset: openrouter', `base_url: ${server.origin}/api/v1`],
    'OPENROUTER_API_KEY=sk-or-canary-1\n',
  );
  const { stdout, stderr } = await live.run(catchingProgram);
  expect(stdout).toContain('APIError 402 Insufficient credits');
  expect(stderr).toContain('There is no credit left at OpenRouter');
  expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({ model: 'openai/gpt-4o-mini' });
});

test('OpenRouter: comments pass, and an error in the middle of a stream is told', async () => {
  const failing = {
    ...chunk('', 'error'),
    error: { code: 502, message: 'Provider disconnected unexpectedly' },
  };
  await using server = await startStandIn((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`: OPENROUTER PROCESSING\n\n${event(chunk('Hon'))}${event(failing)}data: [DONE]\n\n`);
  });
  using live = liveWorkspace(
    ['preset: openrouter', `base_url: ${server.origin}/api/v1`],
    'OPENROUTER_API_KEY=sk-or-canary-1\n',
  );
  const { stdout, stderr } = await live.run(streamProgram);
  expect(stdout).toBe('Hon|APIError\n');
  expect(stderr).toContain(
    'OpenRouter has trouble of its own (502): Provider disconnected unexpectedly. Try again.',
  );
});

test('GitHub Models: a quota of the day says when it is free again, and Retry-After passes through', async () => {
  await using server = await startStandIn((_, response) =>
    json(
      response,
      429,
      {
        error: {
          code: 'RateLimitReached',
          message:
            'Rate limit of 150 per 86400s exceeded for UserByModelByDay. Please wait 24367 seconds before retrying.',
        },
      },
      { 'retry-after': '24367', 'x-ratelimit-type': 'UserByModelByDay' },
    ),
  );
  using live = liveWorkspace(
    ['preset: github-models', `base_url: ${server.origin}/inference`],
    'GITHUB_TOKEN=github_pat_canary\n',
  );
  const { stdout, stderr } = await live.run(
    `${catchingProgram.replace('console.log(error.constructor.name', "console.log(error.headers.get('retry-after'), error.constructor.name")}`,
  );
  expect(stdout).toContain('24367 RateLimitError 429');
  expect(stderr).toContain(
    'Your quota of the day at GitHub Models is used up (UserByModelByDay). It is free again in 6 h 47 min.',
  );
  expect(pathOf(server.seen[0] ?? { method: '', url: '', headers: {}, body: '' })).toBe(
    '/inference/chat/completions',
  );
});

test('vLLM: its error without an envelope names the model that is served', async () => {
  await using server = await startStandIn((seen, response) =>
    pathOf(seen) === '/v1/models'
      ? json(response, 200, models('Qwen/Qwen3-4B'))
      : json(response, 404, {
          object: 'error',
          message: 'The model `gpt-4o-mini` does not exist.',
          type: 'NotFoundError',
          param: null,
          code: 404,
        }),
  );
  using live = liveWorkspace(['preset: vllm', `base_url: ${server.origin}/v1`]);
  const { stderr } = await live.run(catchingProgram);
  expect(stderr).toContain(
    'The model gpt-4o-mini is not there at vLLM. It has Qwen/Qwen3-4B. Name the one that you want in agentlings.yaml: models: { gpt-4o-mini: Qwen/Qwen3-4B }.',
  );
});

test('LM Studio: nothing is loaded', async () => {
  await using server = await startStandIn((seen, response) =>
    pathOf(seen) === '/v1/models'
      ? json(response, 200, models())
      : json(response, 404, {
          error: {
            message: 'No models loaded. Please load a model in the developer page.',
            type: 'invalid_request_error',
            param: 'model',
            code: 'model_not_found',
          },
        }),
  );
  using live = liveWorkspace(['preset: lm-studio', `base_url: ${server.origin}/v1`]);
  const { stderr } = await live.run(catchingProgram);
  expect(stderr).toContain(
    'The model gpt-4o-mini is not there at LM Studio. Load a model in LM Studio first.',
  );
});

test('a reasoning model refuses a parameter: your code, with the section that is about it', async () => {
  const message =
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
  await using server = await startStandIn((_, response) =>
    json(response, 400, {
      error: { message, type: 'invalid_request_error', param: 'max_tokens', code: 'unsupported_parameter' },
    }),
  );
  using live = liveWorkspace([`base_url: ${server.origin}/v1`, "models: { '*': thinker-1 }"]);
  const { stderr } = await live.run(catchingProgram);
  expect(stderr).toContain('Your code (request 1): thinker-1 at 127.0.0.1:');
  expect(stderr).toContain(
    'refuses the parameter `max_tokens`. It is a reasoning model: write max_completion_tokens',
  );
  expect(stderr).toContain('See the lesson chat-completions, "Parameters".');
});

test('a request is adapted to the model that stands in for another, and that is told', async () => {
  await using server = await startStandIn((_seen, response) =>
    json(response, 200, completion('Five large islands.', 'gpt-6-luna')),
  );
  using live = liveWorkspace([
    `base_url: ${server.origin}/v1`,
    'models:',
    '  gpt-4o-mini:',
    '    name: gpt-6-luna',
    '    add: { reasoning_effort: none }',
    '    rename: { max_tokens: max_completion_tokens }',
  ]);
  const { stdout, stderr } = await live.run(catchingProgram);
  expect(stdout).toBe('Five large islands.\n');
  expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
    model: 'gpt-6-luna',
    messages: [{ role: 'user', content: 'Which islands belong to Japan?' }],
    max_completion_tokens: 50,
    reasoning_effort: 'none',
  });
  expect(stderr).toContain('Requests for gpt-4o-mini went out as gpt-6-luna with reasoning_effort: "none"');
});
