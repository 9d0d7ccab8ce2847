import { isLegacy } from '../chat/calls.ts';
import { nonceHex } from '../nonce.ts';
import type { ChatRequest, ToolCall } from '../types.ts';
import type { Conversation } from './conversation.ts';
import { conformingJson } from './json.ts';
import { contentWords, mentions, normalize } from './match.ts';
import { properNames } from './values.ts';

/** What may be called: a function, whose arguments are JSON, or a custom tool, whose input is any text. */
interface Callable {
  readonly name: string;
  readonly description?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly custom: boolean;
}

/**
 * The function calls that the simulated model makes next: of those that the question asks for, the ones it has not made
 * since the question, all at once or one after the other as `parallel_tool_calls` says. None are left: it answers.
 */
export function chooseToolCalls(
  request: ChatRequest,
  conversation: Conversation,
  seed: string,
  said: string,
): readonly ToolCall[] {
  const { tools, mode } = offered(request);
  if (tools.length === 0 || mode === 'none') return [];
  // What is demanded has been done once a result is there; to demand again would never end.
  const demanded = mode === 'required' && conversation.called.length === 0;
  const fitting = fittingTools(tools, conversation.question);
  const chosen = demanded && fitting.length === 0 ? tools.slice(0, 1) : fitting;
  const made = new Set(conversation.called.map((call) => `${call.name} ${compact(call.arguments)}`));
  const left = chosen
    .flatMap((tool) => argumentsOf(tool, conversation).map((text) => ({ name: tool.name, arguments: text })))
    .filter((call) => !made.has(`${call.name} ${call.arguments}`));
  const next = request.parallel_tool_calls === false || isLegacy(request) ? left.slice(0, 1) : left;
  return next.map((call, index) => ({ id: `call_${nonceHex(24, seed, said, 'call', index)}`, ...call }));
}

interface Offer {
  readonly tools: readonly Callable[];
  readonly mode: 'auto' | 'none' | 'required';
}

/** The tools that `tool_choice` leaves, or the functions that `function_call` does, and whether one must be called. */
function offered(request: ChatRequest): Offer {
  if (isLegacy(request)) return offeredFunctions(request);
  const { tools = [], tool_choice: choice = 'auto' } = request;
  const all = tools.map((tool) =>
    tool.type === 'function' ? { ...tool.function, custom: false } : { ...tool.custom, custom: true },
  );
  if (typeof choice === 'string') return { tools: all, mode: choice };
  const named = choice.type === 'allowed_tools' ? choice.allowed_tools.tools : [choice];
  const allowed = new Set(
    named.map((tool) =>
      tool.type === 'function' ? `function ${tool.function.name}` : `custom ${tool.custom.name}`,
    ),
  );
  return {
    tools: all.filter(({ name, custom }) => allowed.has(`${custom ? 'custom' : 'function'} ${name}`)),
    mode: choice.type === 'allowed_tools' ? choice.allowed_tools.mode : 'required',
  };
}

function offeredFunctions({ functions = [], function_call: choice = 'auto' }: ChatRequest): Offer {
  const all = functions.map((each) => ({ ...each, custom: false }));
  if (typeof choice === 'string') return { tools: all, mode: choice };
  return { tools: all.filter(({ name }) => name === choice.name), mode: 'required' };
}

/** Verbs that every question implies. */
const asking = new Set([
  'get',
  'find',
  'look',
  'lookup',
  'search',
  'check',
  'fetch',
  'list',
  'show',
  'read',
  'query',
]);

/** The tools whose name shares a word with the question; when there is none, those whose description does. */
function fittingTools(tools: readonly Callable[], question: string): readonly Callable[] {
  const asked = normalize(question);
  const hits = (text: string) => contentWords(text, 30).filter((word) => mentions(asked, word));
  const byName = tools
    .map((tool) => {
      const words = hits(spaced(tool.name));
      const [verb = ''] = normalize(spaced(tool.name)).trim().split(' ');
      // `cancel_order` is no answer to "Where is my order?", and `get_order` is.
      const unasked = !asking.has(verb) && !mentions(asked, verb);
      return { tool, words, fit: words.length * 2 + Number(asking.has(verb)) - (unasked ? 2 : 0) };
    })
    .filter(({ words }) => words.length > 0);
  const best = byName.filter(({ words, fit }) =>
    byName.every((other) => other.fit <= fit || !other.words.some((word) => words.includes(word))),
  );
  if (best.length > 0) return best.map(({ tool }) => tool);
  const scored = tools.map((tool) => ({
    tool,
    points: hits(tool.description ?? '').length * 2 + hits(spaced(parameterNames(tool).join(' '))).length,
  }));
  const most = Math.max(...scored.map(({ points }) => points));
  return most === 0 ? [] : scored.filter(({ points }) => points === most).map(({ tool }) => tool);
}

/** `getWeather` and `get_weather` as words. */
function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');
}

function parameterNames(tool: Callable): readonly string[] {
  const properties = tool.parameters?.properties;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

const place = /^(?:city|place|location|destination|country|town|name|person|product)$/i;

/** JSON for a call, or a custom tool's input; several when the question names several places and the tool takes one of them. */
function argumentsOf(tool: Callable, conversation: Conversation): readonly string[] {
  if (tool.custom) return [inputFrom(conversation.question)];
  const names = properNames(conversation.question);
  const single = parameterNames(tool).filter((name) => place.test(name)).length === 1;
  const each = single && names.length > 1 ? names.map((name) => [name]) : [undefined];
  const texts = each.map((own) =>
    JSON.stringify(
      conformingJson(tool.parameters ?? { type: 'object', properties: {} }, {
        // Arguments follow from what was asked, not from what other calls found out.
        conversation: { ...conversation, toolResults: [] },
        answer: conversation.question,
        nonce: contentWords(conversation.question, 2).join(' ') || tool.name,
        names: own,
      }),
    ),
  );
  return [...new Set(texts)];
}

const longestInput = 2_000;

/** What a question hands on to a tool that takes any text: what stands in quotes or in a code block, or all of it. */
function inputFrom(question: string): string {
  const code = /```\w{0,20}\n([^`]{1,2000})```|`([^`\n]{1,500})`|["“]([^"”\n]{1,500})["”]/.exec(question);
  return (code?.[1] ?? code?.[2] ?? code?.[3] ?? question).trim().slice(0, longestInput);
}

/** Arguments as they would be sent, whatever white space a program that resends them put in. */
function compact(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
