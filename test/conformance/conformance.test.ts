import { readFileSync } from 'node:fs';
import path from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from '../../src/model/endpoint.ts';
import { checked, documentation, type ModelInfo, models, refusals } from '../../src/model/models.ts';
import { keepDocument } from '../document.ts';
import { root } from '../project.ts';
import { type Answer, type ParameterRow, parameterRows } from './parameters.ts';

/**
 * Every parameter that the official SDK declares for Chat Completions, sent to the endpoint over loopback: right, where
 * it shows what it does, and wrong. What came back is the table in docs/endpoint.md.
 */
let endpoint: Endpoint;
let client: OpenAI;

beforeAll(async () => {
  const knowledge = ['general.yaml', 'travel.yaml'].map((file) =>
    path.join(root, 'lessons', 'knowledge', file),
  );
  endpoint = await startEndpoint({ token: 'sk-test', seed: 'conformance', knowledge });
  client = new OpenAI({ baseURL: endpoint.baseURL, apiKey: 'sk-test', maxRetries: 0 });
});
afterAll(() => endpoint.close());

/** Properties of `ChatCompletionCreateParamsBase`, as the installed SDK declares them. */
function declaredParameters(): readonly string[] {
  const file = path.join(root, 'node_modules/openai/resources/chat/completions/completions.d.ts');
  const declaration = /export interface ChatCompletionCreateParamsBase \{\n(.*?)\n\}/s.exec(
    readFileSync(file, 'utf8'),
  )?.[1];
  return [...(declaration ?? '').matchAll(/^ {4}(\w+)\??:/gm)].map(([, name = '']) => name);
}

function bodyWith(more: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: "What's the best time to visit Japan?" }],
    ...more,
  };
}

async function send(body: Readonly<Record<string, unknown>>): Promise<Response> {
  return fetch(`${endpoint.baseURL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-test', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** The answer as the SDK reads it. */
async function answerTo(body: Readonly<Record<string, unknown>>): Promise<Answer> {
  const request = body as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming;
  if (body.stream !== true) return { ...(await client.chat.completions.create(request)), events: [] };
  const events: OpenAI.ChatCompletionChunk[] = [];
  const stream = client.chat.completions.stream({ ...request, stream: true });
  stream.on('chunk', (chunk) => events.push(chunk));
  return { ...(await stream.finalChatCompletion()), events };
}

test('every parameter that the SDK declares has a row, and no other has', () => {
  const declared = declaredParameters();
  expect(declared.length).toBeGreaterThan(30);
  expect(parameterRows.map(({ name }) => name).sort()).toEqual([...declared].sort());
});

describe.each(parameterRows)('$name', ({ name, treatment, right, shows, wrong }) => {
  if (right !== undefined)
    test('is taken and recorded where it is right', async () => {
      const body = bodyWith(right);
      const response = await send(body);
      expect(response.status).toBe(200);
      await response.text();
      expect(endpoint.exchanges.at(-1)?.request).toMatchObject({ [name]: body[name] });
    });

  if (treatment === 'honoured')
    test('changes the answer', async () => {
      const body = bodyWith(right ?? {});
      const answers = {
        with: await answerTo(body),
        without: await answerTo(bodyWith({})),
        again: await answerTo(body),
      };
      expect(shows?.(answers)).toBe(true);
    });

  test('is refused where it is wrong, by its name', async () => {
    for (const each of wrong) {
      const response = await send(bodyWith(each));
      expect(response.status, JSON.stringify(each).slice(0, 100)).toBeGreaterThanOrEqual(400);
      const { error } = (await response.json()) as { error: { param: string | null; type: string } };
      expect(error.type).toBe('invalid_request_error');
      const named =
        error.param === null || declaredParameters().includes(/^\w+/.exec(error.param)?.[0] ?? '');
      expect(named, JSON.stringify(error)).toBe(true);
    }
  });
});

test('a parameter that nobody documents is refused', async () => {
  const response = await send(bodyWith({ creativity: 11 }));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: { param: 'creativity', code: 'unknown_parameter', type: 'invalid_request_error' },
  });
});

/** `temperature: 2.1`: 400 `decimal_above_max_value`. */
async function refusedBy({ name, wrong }: ParameterRow): Promise<string> {
  const told: string[] = [];
  for (const more of wrong) {
    const response = await send(bodyWith(more));
    const { error } = (await response.json()) as { error: { code: string | null } };
    told.push(
      `${shownBody(name, more)}: ${response.status}${error.code === null ? '' : ` \`${error.code}\``}`,
    );
  }
  return told.join('<br>');
}

function shownBody(name: string, more: Readonly<Record<string, unknown>>): string {
  const { model, [name]: value, ...others } = more;
  const text = JSON.stringify(value);
  const shown = `\`${text.length > 40 ? `${text.slice(0, 36)}…` : text}\``;
  const beside = Object.keys(others).map((key) => ` with \`${key}\``);
  const of = model === undefined || name === 'model' ? '' : ` to \`${String(model)}\``;
  return `${shown}${beside.join('')}${of}`;
}

test('docs/endpoint.md has the table of what the endpoint does today', async () => {
  const rows: string[] = [];
  for (const row of parameterRows) {
    rows.push(`| \`${row.name}\` | ${row.treatment} | ${row.says} | ${await refusedBy(row)} |`);
  }
  const parameters = [
    '| Parameter | Here it is | What it does | Refused, for example |',
    '|---|---|---|---|',
    ...rows,
  ];
  const known = [
    '| Model | Other names | Window | Longest reply | Price | Reasons | Refuses | Switched off at OpenAI |',
    '|---|---|---|---|---|---|---|---|',
    ...models.map(modelRow),
  ];
  const refused = [
    '| Short | What is refused | Documented |',
    '|---|---|---|',
    ...Object.entries(refusals).map(
      ([name, { says, documented }]) => `| \`${name}\` | ${says} | ${link(documented)} |`,
    ),
  ];
  const facts = [
    `Looked up on ${checked}:`,
    '',
    ...Object.entries(documentation).map(([fact, source]) => `- ${factNames[fact] ?? fact}: ${link(source)}`),
  ];
  await keepDocument('docs/endpoint.md', { parameters, models: known, refusals: refused, sources: facts });
});

const factNames: Readonly<Record<string, string>> = {
  contextWindow: 'windows',
  maxOutputTokens: 'longest replies',
  price: 'prices, in dollars for a million tokens of prompt and of completion',
  shutdown: 'when a model is switched off',
  reasoning: 'who reasons, and with which efforts',
  names: 'the names: `ChatModel` in the types of the `openai` package',
};

function modelRow({ id, aliases = [], ...model }: ModelInfo): string {
  const { contextWindow, maxOutputTokens, price, reasoning, refuses = [], shutdown = '' } = model;
  const cells = [
    `\`${id}\``,
    aliases.map((alias) => `\`${alias}\``).join(', '),
    contextWindow.toLocaleString('en'),
    maxOutputTokens.toLocaleString('en'),
    price === undefined ? '' : `$${price.input} / $${price.output}`,
    reasoning === undefined ? 'no' : `${reasoning.efforts.join(', ') || 'yes'}${toolsText(reasoning.tools)}`,
    refuses.map((refusal) => `\`${refusal}\``).join(', '),
    shutdown,
  ];
  return `| ${cells.join(' | ')} |`;
}

function toolsText(tools: NonNullable<ModelInfo['reasoning']>['tools']): string {
  if (tools === undefined) return '';
  return tools === 'without reasoning' ? '; tools with `none` only' : '; tools with `none` or unset';
}

function link(address: string): string {
  return `[${new URL(address).hostname}](${address})`;
}
