import { describe, expect, test } from 'vitest';
import { type ChatRequest, chatRequestSchema } from '../chat/request.ts';
import type { Reply } from '../types.ts';
import { testKnowledge } from './knowledge.fixture.ts';
import { loadKnowledge } from './knowledge.ts';
import { simulatedModel } from './responder.ts';

/** What the simulated model says, asked without the wire. */
const model = simulatedModel(loadKnowledge(testKnowledge));
type Said = readonly [role: string, content: string];

function requestOf(messages: readonly unknown[], more: Partial<ChatRequest> = {}): ChatRequest {
  return chatRequestSchema.parse({ model: 'gpt-4o', temperature: 0, messages, ...more });
}

async function answer(request: ChatRequest, seed = 'seed'): Promise<Reply> {
  const answered = await model(request, { seed, index: 0, choice: 0 });
  const [reply] = answered.kind === 'reply' ? answered.choices : [];
  if (reply === undefined) throw new Error('no reply');
  return reply;
}

async function ask(...said: readonly Said[]): Promise<string> {
  return (await answer(requestOf(said.map(([role, content]) => ({ role, content }))))).content ?? '';
}

describe('who it is', () => {
  test('a plain assistant without a system message, its role with one, and a simulation with both', async () => {
    expect(await ask(['user', 'Who are you?'])).toMatch(/plain assistant/);
    const role = await ask(['system', 'You are a museum guide. Be kind.'], ['user', 'Who are you?']);
    expect(role).toMatch(/museum guide/);
    expect(role).toMatch(/simulated model/);
    expect(role).not.toMatch(/plain assistant/);
  });
});

describe('memory', () => {
  const told: readonly Said[] = [
    ['user', 'My name is Robin, I am vegan and my budget is €900.'],
    ['assistant', 'Noted.'],
  ];

  test('recalls what was told in the messages, and only there', async () => {
    expect(await ask(...told, ['user', 'What is my name?'])).toContain('Robin');
    expect(await ask(...told, ['user', 'What is my budget?'])).toContain('€900');
    expect(await ask(...told, ['user', 'What is my diet?'])).toContain('vegan');
    expect(await ask(['user', 'What is my budget?'])).not.toContain('900');
  });

  test('however it is typed', async () => {
    const said: Said = ['user', 'Hi, I’m   Ada. i am VEGAN, by the way.'];
    expect(await ask(said, ['assistant', 'Hi!'], ['user', 'What is my name?'])).toContain('Ada');
    expect(await ask(said, ['assistant', 'Hi!'], ['user', 'What is my diet?'])).toContain('VEGAN');
  });

  test('a later word replaces an earlier one', async () => {
    expect(await ask(...told, ['user', 'Call me Alex. What is my name?'])).toContain('Alex');
  });

  test('a summary keeps what was told, and is enough to recall it and the destination', async () => {
    const summary = await ask(
      ...told,
      ['user', 'When should I visit Morocco?'],
      ['assistant', 'In spring.'],
      ['user', 'Summarise our conversation so far.'],
    );
    const system: Said = ['system', `You are a travel assistant. So far: ${summary}`];
    expect(await ask(system, ['user', 'What is my name?'])).toContain('Robin');
    expect(await ask(system, ['user', 'What should I eat there?'])).toMatch(/tagine|msemen/);
    expect(await ask(['user', 'What should I eat there?'])).toMatch(/which (destination|place)/i);
  });

  test.each<readonly [string, (transcript: string) => readonly Said[]]>([
    [
      'the system message asks for it',
      (text) => [
        ['system', 'Sum this conversation up. Keep names.'],
        ['user', text],
      ],
    ],
    [
      'the system message gives the role',
      (text) => [
        ['system', 'You are a summarizer. Keep names.'],
        ['user', text],
      ],
    ],
    [
      'the system message tells the work',
      (text) => [
        ['system', 'You compress conversations.'],
        ['user', text],
      ],
    ],
    ['the user message asks for it', (text) => [['user', `Sum up this conversation:\n${text}`]]],
    ['in other words', (text) => [['user', `Write a concise summary of this conversation:\n${text}`]]],
  ])(
    'what was told lives through two summaries of a conversation in one message: %s',
    async (_how, asked) => {
      const first = await ask(
        ...asked(
          'user: When should I visit Japan? My name is Robin, by the way.\nassistant: Hello, Robin. In spring.\nuser: What is my name?\nassistant: Your name is Robin.',
        ),
      );
      expect(first).toContain("The user's name is Robin.");
      expect(first).toContain('Japan');
      const second = await ask(
        ...asked(`Earlier summary: ${first}\nuser: What should I pack?\nassistant: Slip-on shoes.`),
      );
      const system: Said = ['system', `You are a travel assistant.\nSo far: ${second}`];
      expect(await ask(system, ['user', 'What is my name?'])).toContain('Robin');
    },
  );
});

describe('manner', () => {
  const question: Said = ['user', "What's the best time to visit Japan?"];

  test('ends and begins every reply as the system message quotes it', async () => {
    const text = await ask(
      ['system', 'Start every reply with “Listen:” and always end with "Safe travels, {friend}!"'],
      question,
    );
    expect(text).toMatch(/^Listen: .*Safe travels, \{friend\}!$/s);
    expect(await ask(['system', 'Sign off with: The Captain.'], question)).toMatch(/The Captain$/);
  });

  test('bullets are lines of their own', async () => {
    const text = await ask(['system', 'Answer in bullet points.'], question);
    expect(text.split('\n').length).toBeGreaterThan(1);
    for (const line of text.split('\n')) expect(line).toMatch(/^- /);
  });

  test('a haiku has short lines', async () => {
    const lines = (await ask(['system', 'You write haiku.'], question)).split('\n');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line.split(' ').length).toBeLessThanOrEqual(5);
  });

  test('another language greets in it, and says that the notes are English', async () => {
    expect(await ask(['system', 'Respond in Spanish.'], question)).toMatch(/^¡.*inglés: /);
  });

  test('of capital letters none is left small', async () => {
    const text = await ask(['system', 'Write in all caps.'], question);
    expect(text).toBe(text.toUpperCase());
  });
});

describe('work on texts', () => {
  test('a draft is sent back until it has been revised', async () => {
    const reviewer: Said = ['system', 'You are a reviewer. Reply APPROVED, or say what to change.'];
    const writer: Said = ['system', 'You are a writer.'];
    const task: Said = ['user', 'Write about lighthouses on windy islands.'];
    const draft = await ask(writer, task);
    expect(draft).toMatch(/lighthouses/);
    const feedback = await ask(reviewer, ['user', draft]);
    expect(feedback).toMatch(/^REVISE/);
    expect(feedback).not.toContain('APPROVED');
    const better = await ask(writer, task, ['assistant', draft], ['user', `Feedback: ${feedback}`]);
    expect(await ask(reviewer, ['user', better])).toMatch(/^APPROVED/);
  });

  test('routes to the option whose description fits', async () => {
    const system: Said = [
      'system',
      'You are a triage agent. Answer with one specialist:\n- billing: invoices, payments, refunds\n- technical: errors, crashes, login',
    ];
    expect(await ask(system, ['user', 'I was charged twice, I want my payment back.'])).toMatch(/billing/);
    expect(await ask(system, ['user', 'The app crashed again.'])).toMatch(/technical/);
  });

  test('outlines, edits, brainstorms with the words that are there', async () => {
    expect(await ask(['user', 'Write an outline for an article about beekeeping.'])).toMatch(
      /^1\. .*beekeeping/ms,
    );
    expect(await ask(['system', 'You are an editor.'], ['user', 'Bees is busy insects.'])).toContain(
      'Bees is busy insects.',
    );
    expect(await ask(['user', 'Brainstorm names for a bakery'])).toMatch(/bakery/);
  });

  test('a question to a persona that writes is still answered', async () => {
    expect(
      await ask(['system', 'You are a travel writer.'], ['user', 'When should I go to Iceland?']),
    ).toMatch(/September/);
  });

  test('what it has no notes on, it says so, in the question’s words', async () => {
    expect(await ask(['user', 'Explain quantum chromodynamics.'])).toMatch(
      /(?=.*chromodynamics)(?=.*(simulat|notes))/s,
    );
  });
});

describe('tools', () => {
  const tool = (name: string, description: string, properties: Record<string, unknown>) => ({
    type: 'function' as const,
    function: {
      name,
      description,
      parameters: { type: 'object', properties, required: Object.keys(properties) },
    },
  });
  const tools = [
    tool('get_weather', 'Current weather of a city', { city: { type: 'string' } }),
    tool('get_order', 'Looks an order up', { order_id: { type: 'string' } }),
    tool('convert', 'Converts an amount of money', {
      amount: { type: 'number' },
      from: { type: 'string' },
      to: { type: 'string' },
    }),
  ];
  const calls = async (content: string, more: Partial<ChatRequest> = {}) =>
    (await answer(requestOf([{ role: 'user', content }], { tools, ...more }))).toolCalls?.map((call) => [
      call.name,
      JSON.parse(call.arguments),
    ]) ?? [];

  test('arguments come from the question', async () => {
    expect(await calls('Where is order A-1042?')).toEqual([['get_order', { order_id: 'A-1042' }]]);
    expect(await calls('Convert 250 EUR to JPY')).toEqual([
      ['convert', { amount: 250, from: 'EUR', to: 'JPY' }],
    ]);
    expect(await calls('What is the weather in Lisbon and Porto?')).toEqual([
      ['get_weather', { city: 'Lisbon' }],
      ['get_weather', { city: 'Porto' }],
    ]);
  });

  test('of tools for one thing the one is called that does what is asked', async () => {
    const id = { order_id: { type: 'string' } };
    const both = [tool('cancel_order', 'Cancels an order', id), tool('get_order', 'Looks an order up', id)];
    const called = async (content: string) => (await calls(content, { tools: both })).map(([name]) => name);
    expect(await called('Where is my order A-1001?')).toEqual(['get_order']);
    expect(await called('Please cancel my order A-1001.')).toEqual(['cancel_order']);
  });

  test('tool_choice is honoured', async () => {
    expect(await calls('Hello!')).toEqual([]);
    expect(await calls('Hello!', { tool_choice: 'required' })).toHaveLength(1);
    expect(await calls('Weather in Rome?', { tool_choice: 'none' })).toEqual([]);
    const named = { type: 'function', function: { name: 'get_order' } } as const;
    expect((await calls('Weather in Rome?', { tool_choice: named }))[0]?.[0]).toBe('get_order');
    const allowed: ChatRequest['tool_choice'] = {
      type: 'allowed_tools',
      allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'get_order' } }] },
    };
    expect(await calls('Weather in Rome?', { tool_choice: allowed })).toEqual([]);
  });

  test('without parallel calls it makes one after the other, then answers with all results', async () => {
    const messages: unknown[] = [{ role: 'user', content: 'What is the weather in Lisbon and Porto?' }];
    const asked: string[] = [];
    let reply = await answer(requestOf(messages, { tools, parallel_tool_calls: false }));
    while ((reply.toolCalls ?? []).length > 0 && asked.length < 5) {
      const [call] = reply.toolCalls ?? [];
      if (call === undefined) break;
      expect(reply.toolCalls).toHaveLength(1);
      asked.push(JSON.parse(call.arguments).city);
      const { id, ...called } = call;
      messages.push(
        { role: 'assistant', content: null, tool_calls: [{ id, type: 'function', function: called }] },
        { role: 'tool', tool_call_id: id, content: `${asked.at(-1)}: ${asked.length + 20} degrees` },
      );
      reply = await answer(requestOf(messages, { tools, parallel_tool_calls: false }));
    }
    expect(asked).toEqual(['Lisbon', 'Porto']);
    expect(reply.content).toMatch(/Lisbon: 21 degrees.*Porto: 22 degrees/);
  });
});

describe('JSON', () => {
  const json = async (content: string, schema: Record<string, unknown>, system = 'Help.') => {
    const messages = [
      { role: 'system', content: system },
      { role: 'user', content },
    ];
    const response_format = { type: 'json_schema', json_schema: { name: 'x', schema } } as const;
    return JSON.parse((await answer(requestOf(messages, { response_format }))).content ?? '');
  };

  test('numbers by their names, each once', async () => {
    const properties = {
      nights: { type: 'integer' },
      guests: { type: 'integer' },
      price: { type: 'number' },
    };
    expect(await json('A room for 2 guests, 3 nights, at 99.5 each', { type: 'object', properties })).toEqual(
      {
        nights: 3,
        guests: 2,
        price: 99.5,
      },
    );
  });

  test('an enum value by what the system message says of it', async () => {
    const schema = {
      type: 'object',
      properties: { route: { type: 'string', enum: ['sales', 'support', 'other'] } },
    };
    const system = 'Route the request. sales: prices and offers. support: errors and crashes.';
    expect(await json('It crashed with an error', schema, system)).toEqual({ route: 'support' });
    expect(await json('Do you have an offer?', schema, system)).toEqual({ route: 'sales' });
  });

  test('json_object has the keys that were asked for', async () => {
    const messages = [{ role: 'user', content: 'Lisbon as JSON with the keys "city" and "note".' }];
    const reply = await answer(requestOf(messages, { response_format: { type: 'json_object' } }));
    expect(Object.keys(JSON.parse(reply.content ?? ''))).toEqual(['city', 'note']);
  });
});

describe('numbers that a person would give', () => {
  const number = async (name: string, schema: Record<string, unknown>, content = 'Plan it.') => {
    const given = { type: 'object', properties: { [name]: schema } };
    const response_format = { type: 'json_schema', json_schema: { name: 'x', schema: given } } as const;
    const reply = await answer(requestOf([{ role: 'user', content }], { response_format }));
    return JSON.parse(reply.content ?? '')[name];
  };
  // As zod writes `.int()`, `.int32()` and `.positive()`.
  const whole = { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
  const short = { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647 };
  const positive = { type: 'integer', exclusiveMinimum: 0, maximum: Number.MAX_SAFE_INTEGER };

  test.each([
    ['x', whole],
    ['nights', whole],
    ['age', short],
    ['year', positive],
    ['quantity', positive],
    ['userId', short],
  ])('%s', async (name, schema) => {
    for (const mood of ['Plan it.', 'A great, lovely, perfect place!', 'Terrible and dirty.']) {
      const given = await number(name, schema, mood);
      expect(Number.isInteger(given)).toBe(true);
      expect(given).toBeGreaterThanOrEqual(1);
      expect(given).toBeLessThan(10_000);
    }
  });

  test('within the bounds that somebody meant', async () => {
    expect(await number('year', { type: 'integer', minimum: 1900, maximum: 1999 })).toBe(1900);
    expect(await number('at', { type: 'integer', minimum: 1_700_000_000_000 })).toBe(1_700_000_000_000);
    expect(await number('confidence', { type: 'number', minimum: 0, maximum: 1 })).toBe(0.8);
    expect(await number('guests', whole, 'A table for 5 guests')).toBe(5);
  });
});

test('json_object follows a schema in the prompt', async () => {
  const schema = {
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: 'integer' } },
    required: ['city', 'days'],
  };
  const messages = [
    { role: 'system', content: `Answer in JSON by this schema: ${JSON.stringify(schema)}` },
    { role: 'user', content: 'Four days in Lisbon, that is 4 days' },
  ];
  const reply = await answer(requestOf(messages, { response_format: { type: 'json_object' } }));
  expect(JSON.parse(reply.content ?? '')).toEqual({ city: 'Lisbon', days: 4 });
});
