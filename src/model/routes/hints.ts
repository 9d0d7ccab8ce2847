/**
 * What to do instead, for people whose client asks for something that isn't here. The service has these addresses, so
 * nothing is wrong with the program: it only can't run against this endpoint as it is.
 */

/** How a client library is told to use Chat Completions. */
interface Client {
  readonly name: string;
  /** In the `User-Agent` header. */
  readonly agent: RegExp;
  readonly instead: string;
}

const clients: readonly Client[] = [
  {
    name: 'the AI SDK',
    agent: /(?:^|\s)ai(?:\/|-sdk)/i,
    instead: "write `openai.chat('gpt-4o-mini')` in place of `openai('gpt-4o-mini')`",
  },
  {
    name: 'the Agents SDK',
    agent: /^Agents\//i,
    instead: "call `setOpenAIAPI('chat_completions')` before you run an agent",
  },
  {
    name: 'LangChain',
    agent: /langchain/i,
    instead: 'write `new ChatOpenAI({ useResponsesApi: false })`, and leave built-in tools out',
  },
];

const ownClient: Client = {
  name: 'the openai package',
  agent: /^(?:Async)?OpenAI\//i,
  instead: 'call `client.chat.completions.create` in place of `client.responses.create`',
};

const speaks = 'Inside Agentlings the model speaks Chat Completions only';

/** For who comes from the Responses API: what their client needs, or what each client needs when it can't be told. */
function responsesHint(userAgent: string): string {
  const client = clients.find(({ agent }) => agent.test(userAgent));
  if (client !== undefined) return `${speaks}. With ${client.name} ${client.instead}.`;
  // Other libraries send requests through the openai package, so it may be theirs.
  const all = [ownClient, ...clients].map(({ name, instead }) => `With ${name} ${instead}.`);
  return `${speaks}. ${all.join(' ')}`;
}

const others: readonly (readonly [RegExp, string])[] = [
  [
    /\/embeddings$/,
    'Inside Agentlings there are no embeddings yet. To find texts, compare words, or ask the model to choose: `POST /chat/completions` with the texts in the message.',
  ],
  [
    /\/moderations$/,
    'Inside Agentlings nothing is moderated. To try a guardrail, ask the model for a verdict with `POST /chat/completions` and a `json_schema`.',
  ],
  [
    /\/completions$/,
    `${speaks}: put the prompt into \`messages\` and call \`client.chat.completions.create\`.`,
  ],
  [
    /\/(?:assistants|threads|conversations|vector_stores|files|uploads|batches|fine_tuning|evals|images|audio|videos|realtime|containers|skills)(?:\/|$)/,
    `${speaks}, and lists its models at \`GET /models\`.`,
  ],
];

/**
 * The hint for an address that isn't here; empty when nothing is known that would help.
 * @param userAgent the `User-Agent` header
 */
export function hintFor(path: string, userAgent = ''): string {
  const plain = path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  if (plain !== path && known.test(plain)) {
    return `The address is \`${plain}\`, without the extra slash. Inside Agentlings take the base URL as OPENAI_BASE_URL says it.`;
  }
  if (stored.test(plain)) return storedHint;
  if (plain.endsWith('/chat/completions')) {
    return 'Inside Agentlings it is `/chat/completions` after what OPENAI_BASE_URL says, which ends with /v1 already.';
  }
  if (/\/responses(?:\/|$)/.test(plain)) return responsesHint(userAgent);
  return others.find(([address]) => address.test(plain))?.[1] ?? '';
}

const known = /^\/v1\/(?:chat\/completions|models(?:\/[^/]+)?)$/;
const stored = /\/chat\/completions\/[^/]+(?:\/messages)?$/;

/** For who looks for completions that were stored. */
export const storedHint =
  'Inside Agentlings no completion is stored: `store: true` is accepted and keeps nothing. What was sent and answered is in the Wire tab, and in the object that `create` returned.';
