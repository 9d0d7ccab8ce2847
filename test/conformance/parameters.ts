import type OpenAI from 'openai';

type Body = Readonly<Record<string, unknown>>;

/** What the endpoint makes of one documented parameter of Chat Completions. */
export interface ParameterRow {
  readonly name: string;
  /** `honoured`: it changes the answer; `accepted`: it is checked and recorded, and changes no simulated words. */
  readonly treatment: 'honoured' | 'accepted' | 'refused';
  /** What it does here, in one line, for people. */
  readonly says: string;
  /** More of a request in which the parameter is right; absent where no request may have it. */
  readonly right?: Body;
  /** Of what is honoured: a sentence of the test, and whether two answers show it. */
  readonly shows?: (answers: Answers) => boolean;
  /** Requests that are refused, each as more of a request; the table tells how. */
  readonly wrong: readonly Body[];
}

/** The answer with the parameter, the one without, and another one with. */
export interface Answers {
  readonly with: Answer;
  readonly without: Answer;
  readonly again: Answer;
}

/** A completion, or the parts of a stream. */
export type Answer = OpenAI.ChatCompletion & { readonly events: readonly OpenAI.ChatCompletionChunk[] };

const text = ({ choices }: Answer) => choices[0]?.message.content ?? '';
const finish = ({ choices }: Answer) => choices[0]?.finish_reason;
const legacyCall = ({ choices }: Answer) => choices[0]?.message.function_call?.name;
const calls = ({ choices }: Answer) => choices[0]?.message.tool_calls ?? [];

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather in a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } };
const audio = { type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } };
const asksWeather = {
  messages: [{ role: 'user', content: 'What is the weather in Lisbon?' }],
  tools: [weather],
};
const schema = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
};
const jsonSchema = { type: 'json_schema', json_schema: { name: 'reply', strict: true, schema } };
const reasoning = { model: 'gpt-5-mini' };

/** By name, in the order of the SDK's declaration but for the two that every request has. */
export const parameterRows: readonly ParameterRow[] = [
  {
    name: 'model',
    treatment: 'honoured',
    says: 'the response names it, with `simulated` and a word of the run behind it; its window and limits hold',
    right: { model: 'gpt-4.1-mini' },
    shows: (answers) => answers.with.model.startsWith('gpt-4.1-mini-simulated-'),
    wrong: [{ model: 'no-such-model' }, { model: 7 }],
  },
  {
    name: 'messages',
    treatment: 'honoured',
    says: 'all of them, in their order, are everything that the simulated model knows; a tool message may have a `name`',
    right: {
      messages: [
        { role: 'user', content: 'My name is Robin.' },
        { role: 'assistant', content: 'Hello.' },
        { role: 'user', content: 'What is my name?' },
      ],
    },
    shows: (answers) => text(answers.with).includes('Robin'),
    wrong: [
      { messages: [] },
      { messages: [{ role: 'robot', content: 'Hi' }] },
      { messages: [{ role: 'user', content: 'a'.repeat(1_200_000) }] },
      { model: 'gpt-4', messages: [{ role: 'user', content: [image] }] },
      { messages: [{ role: 'user', content: [audio] }] },
    ],
  },
  {
    name: 'audio',
    treatment: 'accepted',
    says: 'settings of a voice that never speaks: see `modalities`',
    right: { audio: { voice: 'alloy', format: 'wav' } },
    wrong: [{ audio: 'alloy' }],
  },
  {
    name: 'frequency_penalty',
    treatment: 'accepted',
    says: 'from -2 to 2; reasoning models take 0 only',
    right: { frequency_penalty: 0.5 },
    wrong: [{ frequency_penalty: 2.5 }, { ...reasoning, frequency_penalty: 0.5 }],
  },
  {
    name: 'function_call',
    treatment: 'honoured',
    says: 'deprecated: `none`, `auto`, or a function of `functions` by its name',
    right: { functions: [weather.function], function_call: { name: 'get_weather' } },
    shows: (answers) => legacyCall(answers.with) === 'get_weather',
    wrong: [
      { function_call: 'maybe' },
      { function_call: 'auto' },
      { functions: [weather.function], function_call: { name: 'get_fish' } },
    ],
  },
  {
    name: 'functions',
    treatment: 'honoured',
    says: 'deprecated: called like `tools`, one at a time, with `function_call` and its finish reason',
    right: { messages: asksWeather.messages, functions: [weather.function] },
    shows: (answers) =>
      legacyCall(answers.with) === 'get_weather' && finish(answers.with) === 'function_call',
    wrong: [
      { functions: [] },
      { functions: [{ name: 'f', parameters: { type: 'array' } }] },
      { functions: [weather.function], tools: [weather] },
    ],
  },
  {
    name: 'logit_bias',
    treatment: 'accepted',
    says: 'from -100 to 100 for each token; refused by reasoning models',
    right: { logit_bias: { '1734': -100 } },
    wrong: [{ logit_bias: { '1734': 101 } }, { ...reasoning, logit_bias: { '1734': 1 } }],
  },
  {
    name: 'logprobs',
    treatment: 'honoured',
    says: 'made-up probabilities of the right form, one for each token',
    right: { logprobs: true },
    shows: (answers) =>
      (answers.with.choices[0]?.logprobs?.content ?? []).length > 0 &&
      answers.without.choices[0]?.logprobs === null,
    wrong: [{ logprobs: 'yes' }, { ...reasoning, logprobs: true }],
  },
  {
    name: 'max_completion_tokens',
    treatment: 'honoured',
    says: 'cuts the reply, by the real tokenizer',
    right: { max_completion_tokens: 3 },
    shows: (answers) => finish(answers.with) === 'length' && answers.with.usage?.completion_tokens === 3,
    wrong: [{ max_completion_tokens: 0 }, { max_completion_tokens: 1_000_000 }],
  },
  {
    name: 'max_tokens',
    treatment: 'honoured',
    says: 'the older name of the same limit; refused by reasoning models',
    right: { max_tokens: 3 },
    shows: (answers) => finish(answers.with) === 'length' && answers.with.usage?.completion_tokens === 3,
    wrong: [
      { max_tokens: '3' },
      { ...reasoning, max_tokens: 3 },
      { max_tokens: 3, max_completion_tokens: 3 },
    ],
  },
  {
    name: 'metadata',
    treatment: 'accepted',
    says: 'at most 16 pairs of short texts',
    right: { metadata: { room: 'blue' } },
    wrong: [{ metadata: { room: 7 } }],
  },
  {
    name: 'modalities',
    treatment: 'accepted',
    says: '`text`; no model here speaks',
    right: { modalities: ['text'] },
    wrong: [{ modalities: ['text', 'audio'] }, { modalities: ['smell'] }],
  },
  {
    name: 'moderation',
    treatment: 'accepted',
    says: 'nothing is moderated',
    right: { moderation: { model: 'omni-moderation-latest' } },
    wrong: [{ moderation: 'strict' }],
  },
  {
    name: 'n',
    treatment: 'honoured',
    says: 'so many choices, which differ above temperature 0',
    right: { n: 2 },
    shows: (answers) =>
      answers.with.choices.length === 2 &&
      answers.with.choices[0]?.message.content !== answers.with.choices[1]?.message.content,
    wrong: [{ n: 0 }, { n: 129 }],
  },
  {
    name: 'parallel_tool_calls',
    treatment: 'honoured',
    says: '`false`: one call at a time',
    right: {
      ...asksWeather,
      messages: [{ role: 'user', content: 'What is the weather in Lisbon, and what is it in Porto?' }],
      parallel_tool_calls: false,
    },
    shows: (answers) => calls(answers.with).length === 1,
    wrong: [{ parallel_tool_calls: false }, { model: 'o4-mini', ...asksWeather, parallel_tool_calls: false }],
  },
  {
    name: 'prediction',
    treatment: 'accepted',
    says: 'no token counts as predicted',
    right: { prediction: { type: 'content', content: 'Spring' } },
    wrong: [{ prediction: 'Spring' }],
  },
  {
    name: 'presence_penalty',
    treatment: 'accepted',
    says: 'from -2 to 2; reasoning models take 0 only',
    right: { presence_penalty: 0.5 },
    wrong: [{ presence_penalty: -3 }, { ...reasoning, presence_penalty: 0.5 }],
  },
  {
    name: 'prompt_cache_key',
    treatment: 'accepted',
    says: 'nothing is cached: `cached_tokens` is 0',
    right: { prompt_cache_key: 'room' },
    wrong: [{ prompt_cache_key: 7 }],
  },
  {
    name: 'prompt_cache_options',
    treatment: 'accepted',
    says: 'nothing is cached; breakpoints in messages are taken too',
    right: { prompt_cache_options: { mode: 'explicit', ttl: '30m' } },
    wrong: [{ prompt_cache_options: 'auto' }, { prompt_cache_options: { mode: 'auto' } }],
  },
  {
    name: 'prompt_cache_retention',
    treatment: 'accepted',
    says: 'nothing is cached',
    right: { prompt_cache_retention: '24h' },
    wrong: [{ prompt_cache_retention: '1h' }, { model: 'gpt-5.5', prompt_cache_retention: 'in_memory' }],
  },
  {
    name: 'reasoning_effort',
    treatment: 'accepted',
    says: 'by reasoning models, with the values that each knows; with `none` they take a `temperature`',
    right: { ...reasoning, reasoning_effort: 'low' },
    wrong: [{ reasoning_effort: 'low' }, { model: 'gpt-6-luna', reasoning_effort: 'minimal' }],
  },
  {
    name: 'response_format',
    treatment: 'honoured',
    says: 'JSON that conforms to the schema; in JSON mode with the keys, or by the schema, that the messages ask for',
    right: { response_format: jsonSchema },
    shows: (answers) => typeof JSON.parse(text(answers.with)).answer === 'string',
    wrong: [
      { response_format: { type: 'json_object' } },
      { response_format: { type: 'xml' } },
      {
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'reply', strict: true, schema: { ...schema, required: [] } },
        },
      },
      { response_format: { type: 'json_schema', json_schema: { name: 'reply', schema: { type: 'array' } } } },
      { model: 'gpt-4-turbo', response_format: jsonSchema },
    ],
  },
  {
    name: 'safety_identifier',
    treatment: 'accepted',
    says: 'any text',
    right: { safety_identifier: 'user-1' },
    wrong: [{ safety_identifier: 7 }],
  },
  {
    name: 'seed',
    treatment: 'honoured',
    says: 'equal requests with an equal seed get equal replies',
    right: { seed: 7 },
    shows: (answers) => text(answers.with) === text(answers.again),
    wrong: [{ seed: 0.5 }],
  },
  {
    name: 'service_tier',
    treatment: 'honoured',
    says: 'the response names it: `priority` for `fast` too, else `flex` or `default`; nothing is faster',
    right: { service_tier: 'fast' },
    shows: (answers) =>
      answers.with.service_tier === 'priority' && answers.without.service_tier === 'default',
    wrong: [{ service_tier: 'gold' }],
  },
  {
    name: 'stop',
    treatment: 'honoured',
    says: 'the reply ends before it; up to four texts; refused by reasoning models',
    right: { temperature: 0, stop: [' '] },
    shows: (answers) => text(answers.with).length > 0 && !text(answers.with).includes(' '),
    wrong: [{ stop: ['a', 'b', 'c', 'd', 'e'] }, { ...reasoning, stop: 'x' }],
  },
  {
    name: 'store',
    treatment: 'accepted',
    says: 'nothing is stored: every exchange is in the Wire tab',
    right: { store: true },
    wrong: [{ store: 'yes' }],
  },
  {
    name: 'stream',
    treatment: 'honoured',
    says: 'server-sent events, the last one `[DONE]`',
    right: { stream: true },
    shows: (answers) => answers.with.events.length > 2 && answers.without.events.length === 0,
    wrong: [{ stream: 'yes' }],
  },
  {
    name: 'stream_options',
    treatment: 'honoured',
    says: '`include_usage`: a last chunk with the usage',
    right: { stream: true, stream_options: { include_usage: true } },
    shows: (answers) => (answers.with.events.at(-1)?.usage?.total_tokens ?? 0) > 0,
    wrong: [{ stream_options: { include_usage: true } }],
  },
  {
    name: 'temperature',
    treatment: 'honoured',
    says: '0 repeats itself, more varies the phrasing; reasoning models take 1 only',
    right: { temperature: 0 },
    shows: (answers) => text(answers.with) === text(answers.again),
    wrong: [{ temperature: 2.1 }, { ...reasoning, temperature: 0 }],
  },
  {
    name: 'tool_choice',
    treatment: 'honoured',
    says: '`none`, `auto`, `required`, one by its name, or `allowed_tools`',
    right: { messages: [{ role: 'user', content: 'Hello.' }], tools: [weather], tool_choice: 'required' },
    shows: (answers) => calls(answers.with).length > 0,
    wrong: [
      { tool_choice: 'required' },
      { tools: [weather], tool_choice: { type: 'function', function: { name: 'get_fish' } } },
      {
        tools: [weather],
        tool_choice: {
          type: 'allowed_tools',
          allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'get_fish' } }] },
        },
      },
    ],
  },
  {
    name: 'tools',
    treatment: 'honoured',
    says: 'chosen by name and description; functions are called with arguments that conform to the schema, custom tools with a text of the question, whatever their grammar',
    right: asksWeather,
    shows: (answers) => calls(answers.with).length === 1 && finish(answers.with) === 'tool_calls',
    wrong: [
      { tools: [{ type: 'function', function: { name: 'get weather' } }] },
      { tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'array' } } }] },
      { tools: [{ type: 'function', function: { name: 'f', description: 'd'.repeat(1_025) } }] },
      { model: 'gpt-6-luna', tools: [weather] },
    ],
  },
  {
    name: 'top_logprobs',
    treatment: 'honoured',
    says: 'so many made-up alternatives for each token',
    right: { logprobs: true, top_logprobs: 2 },
    shows: (answers) => answers.with.choices[0]?.logprobs?.content?.[0]?.top_logprobs.length === 2,
    wrong: [{ top_logprobs: 2 }, { logprobs: true, top_logprobs: 21 }],
  },
  {
    name: 'top_p',
    treatment: 'honoured',
    says: '0 repeats itself; reasoning models take 1 only',
    right: { top_p: 0 },
    shows: (answers) => text(answers.with) === text(answers.again),
    wrong: [{ top_p: 1.1 }, { ...reasoning, top_p: 0.5 }],
  },
  {
    name: 'user',
    treatment: 'accepted',
    says: 'any text',
    right: { user: 'user-1' },
    wrong: [{ user: 7 }],
  },
  {
    name: 'verbosity',
    treatment: 'accepted',
    says: 'by reasoning models; others take `medium` only',
    right: { ...reasoning, verbosity: 'low' },
    wrong: [{ verbosity: 'low' }, { ...reasoning, verbosity: 'silent' }],
  },
  {
    name: 'web_search_options',
    treatment: 'refused',
    says: 'no model here searches the web',
    wrong: [{ web_search_options: {} }],
  },
];
