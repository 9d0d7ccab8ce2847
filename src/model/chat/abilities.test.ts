import { describe, expect, test } from 'vitest';
import { models, type Refusal, refusals } from '../models.ts';
import { ApiFailure } from './errors.ts';
import { validateRequest } from './validate.ts';

type Json = Record<string, unknown>;
const user = { role: 'user', content: 'Answer in JSON.' };

function refusal(
  model: string,
  more: Json,
): { status: number; param: string | null; code: string | null; message: string } | undefined {
  try {
    validateRequest({ model, messages: [user], ...more });
    return undefined;
  } catch (error) {
    if (error instanceof ApiFailure) return { status: error.status, ...error.error };
    throw error;
  }
}

const parts = (...content: readonly Json[]) => ({
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Look, in JSON.' }, ...content] }],
});
const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA', detail: 'original' } };
const audio = { type: 'input_audio', input_audio: { data: 'AA', format: 'wav' } };
const tools = [{ type: 'function', function: { name: 'f' } }];
const format = (type: string) => ({
  response_format: { type, ...(type === 'json_schema' && { json_schema: { name: 'x' } }) },
});

/** Of each refusal a request that has it, and how the service says no. */
const refused: Readonly<Record<Refusal, readonly [Json, Json]>> = {
  chat: [
    {},
    { status: 404, param: 'model', message: expect.stringContaining('only supported in v1/responses') },
  ],
  images: [
    parts(image),
    {
      param: 'messages.[0].content.[1].type',
      message: expect.stringMatching(/image_url is only supported by certain models/),
    },
  ],
  in_memory: [
    { prompt_cache_retention: 'in_memory' },
    { param: 'prompt_cache_retention', code: 'unsupported_value' },
  ],
  json_object: [
    format('json_object'),
    {
      param: 'response_format',
      message: expect.stringContaining("of type 'json_object' is not supported with this model"),
    },
  ],
  json_schema: [
    format('json_schema'),
    {
      param: 'response_format',
      message: expect.stringContaining("of type 'json_schema' is not supported with this model"),
    },
  ],
  parallel_tool_calls: [
    { tools, parallel_tool_calls: true },
    { param: 'parallel_tool_calls', code: 'unsupported_parameter' },
  ],
  sampling: [{ temperature: 0.5 }, { message: 'Model incompatible request argument supplied: temperature' }],
  system: [
    { messages: [{ role: 'system', content: 'x' }, user] },
    { param: 'messages[0].role', code: 'unsupported_value' },
  ],
  text_alone: [{}, { param: 'model', message: expect.stringContaining('contain audio') }],
  tools: [
    { tools },
    { param: 'tools', message: expect.stringMatching(/^tools is not supported in this model/) },
  ],
};

describe.each(Object.keys(refusals) as Refusal[])('%s', (name) => {
  const [body, said] = refused[name];
  const refusing = models.filter(({ refuses }) => refuses?.includes(name));

  test.each(refusing.map(({ id }) => id))('is refused by %s', (id) => {
    // What the model needs in any case.
    const more =
      name !== 'text_alone' && refusing.every(({ refuses }) => refuses?.includes('text_alone'))
        ? parts(audio)
        : {};
    expect(refusal(id, { ...more, ...body })).toBeDefined();
  });

  test('is refused as the service does', () => {
    const [first] = refusing;
    expect(refusal(first?.id ?? '', body)).toMatchObject({ status: 400, ...said });
  });

  if (name !== 'chat' && name !== 'text_alone')
    test('is taken by others', () => {
      expect(refusal('gpt-4o', body)).toBeUndefined();
    });
});

test('audio is heard by the models that want it, and by no others', () => {
  expect(refusal('gpt-audio-mini', parts(audio))).toBeUndefined();
  expect(refusal('gpt-4o', parts(audio))).toMatchObject({
    status: 400,
    param: 'messages.[0].content.[1].type',
    message: expect.stringContaining('input_audio'),
  });
});

test('images are shown by users only', () => {
  const call = {
    role: 'assistant',
    tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
  };
  const shows = (role: string, more: Json = {}) => ({ role, content: [image], ...more });
  expect(refusal('gpt-4o', { messages: [user, call, shows('tool', { tool_call_id: 'c' })] })).toMatchObject({
    param: 'messages[2]',
    code: 'invalid_value',
    message: expect.stringContaining("this message with role 'tool' contains an image URL"),
  });
  expect(refusal('gpt-4o', { messages: [shows('system'), user] })).toMatchObject({ param: 'messages[0]' });
});

describe('what is new', () => {
  test.each([
    { service_tier: 'fast' },
    parts(image),
    {
      messages: [
        {
          role: 'system',
          content: [{ type: 'text', text: 'x', prompt_cache_breakpoint: { mode: 'explicit' } }],
        },
        user,
      ],
    },
    parts({ ...image, prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' } }),
    {
      prompt_cache_options: { mode: 'explicit', ttl: '30m' },
      prompt_cache_key: 'a',
      prompt_cache_retention: '24h',
    },
  ])('%j is taken', (more) => {
    expect(refusal('gpt-4o-mini', more)).toBeUndefined();
  });

  test.each([
    [{ service_tier: 'slow' }, 'service_tier'],
    [parts({ ...image, image_url: { url: 'x', detail: 'huge' } }), 'messages[0].content[1].image_url.detail'],
    [
      parts({ ...image, prompt_cache_breakpoint: { mode: 'implicit' } }),
      'messages[0].content[1].prompt_cache_breakpoint.mode',
    ],
    [{ prompt_cache_options: { ttl: '24h' } }, 'prompt_cache_options.ttl'],
    [{ prompt_cache_options: { modus: 'explicit' } }, 'prompt_cache_options.modus'],
  ])('%j is not', (more, param) => {
    expect(refusal('gpt-4o-mini', more)).toMatchObject({ status: 400, param });
  });
});

describe('who may be called', () => {
  const custom = { type: 'custom', custom: { name: 'c' } };
  const named = (type: string, name: string) => ({ type, [type]: { name } });
  const allowed = (mode: string, ...all: readonly Json[]) => ({
    type: 'allowed_tools',
    allowed_tools: { mode, tools: all },
  });
  const chosen = (tool_choice: unknown) => refusal('gpt-4o', { tools: [...tools, custom], tool_choice });

  test.each([
    named('function', 'f'),
    named('custom', 'c'),
    allowed('auto', named('function', 'f')),
    allowed('required', named('custom', 'c'), named('function', 'f')),
  ])('%j is', (choice) => {
    expect(chosen(choice)).toBeUndefined();
  });

  test.each([
    [named('function', 'g'), "Tool choice 'g' not found in 'tools' parameter."],
    [named('function', 'c'), "Tool choice 'c' not found in 'tools' parameter."],
    [
      allowed('auto', named('function', 'f'), named('function', 'g')),
      "Tool choice 'g' not found in 'tools' parameter.",
    ],
  ])('%j is not offered', (choice, message) => {
    expect(chosen(choice)).toMatchObject({ status: 400, param: 'tool_choice', message });
  });

  test.each([
    allowed('auto'),
    allowed('none', named('function', 'f')),
    { type: 'allowed_tools' },
    allowed('auto', { type: 'function' }),
    allowed('auto', { name: 'f' }),
  ])('%j is malformed', (choice) => {
    expect(chosen(choice)).toMatchObject({ status: 400, param: expect.stringContaining('tool_choice') });
  });

  test('deprecated functions are called by their names, and not together with tools', () => {
    const functions = [{ name: 'f' }];
    expect(refusal('gpt-4o', { functions, function_call: { name: 'f' } })).toBeUndefined();
    expect(refusal('gpt-4o', { functions, function_call: { name: 'g' } })).toMatchObject({
      param: 'function_call',
      message:
        "Invalid value for 'function_call': no function named g was specified in the 'functions' parameter.",
    });
    expect(refusal('gpt-4o', { function_call: 'auto' })).toMatchObject({ param: 'function_call' });
    expect(refusal('gpt-4o', { functions, tools })).toMatchObject({ param: 'functions' });
  });
});

test('a tool message may have a name, as agent loops send it', () => {
  const call = {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
  };
  const answer = { role: 'tool', tool_call_id: 'c', content: 'x' };
  expect(refusal('gpt-4o', { messages: [user, call, { ...answer, name: 'get_weather' }] })).toBeUndefined();
  expect(refusal('gpt-4o', { messages: [user, call, { ...answer, name: 'a b' }] })).toMatchObject({
    param: 'messages[2].name',
  });
  expect(refusal('gpt-4o', { messages: [user, call, { ...answer, status: 'ok' }] })).toMatchObject({
    code: 'unknown_parameter',
  });
});

test('a model that nobody has is refused with the name of one that is like it', () => {
  expect(refusal('gpt-4o-mni', {})).toMatchObject({
    status: 404,
    code: 'model_not_found',
    message: expect.stringMatching(
      /^The model `gpt-4o-mni` does not exist or you do not have access to it\. .*`gpt-4o-mini`/,
    ),
  });
  expect(refusal('x'.repeat(100_000), {})?.message.length).toBeLessThan(500);
});
