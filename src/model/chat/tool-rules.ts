import { badRequest } from './errors.ts';
import type { ChatRequest } from './request.ts';

/**
 * What a request says of who may be called, and how: only of what it offers.
 * @throws ApiFailure
 */
export function requireToolChoice(request: ChatRequest): void {
  const {
    tools,
    tool_choice: choice,
    parallel_tool_calls: parallel,
    functions,
    function_call: called,
  } = request;
  if (tools === undefined && choice !== undefined && choice !== 'none')
    throw onlyWith('tool_choice', 'tools');
  if (tools === undefined && parallel !== undefined) throw onlyWith('parallel_tool_calls', 'tools');
  if (functions === undefined && called !== undefined) throw onlyWith('function_call', 'functions');
  if (tools !== undefined && functions !== undefined) {
    throw badRequest(
      "Invalid value for 'functions': 'functions' is deprecated and can't be used together with 'tools'.",
      'functions',
      null,
    );
  }
  requireKnownTools(request);
  if (typeof called === 'object' && functions?.some(({ name }) => name === called.name) !== true) {
    throw badRequest(
      `Invalid value for 'function_call': no function named ${called.name} was specified in the 'functions' parameter.`,
      'function_call',
      null,
    );
  }
}

function onlyWith(name: string, other: string): Error {
  return badRequest(
    `Invalid value for '${name}': '${name}' is only allowed when '${other}' are specified.`,
    name,
    null,
  );
}

/** Tools that are demanded or allowed by name must be among those that are offered, and of the same kind. */
function requireKnownTools({ tools = [], tool_choice: choice }: ChatRequest): void {
  if (typeof choice !== 'object') return;
  const offered = new Set(tools.map(keyOf));
  const named = choice.type === 'allowed_tools' ? choice.allowed_tools.tools : [choice];
  const unknown = named.find((tool) => !offered.has(keyOf(tool)));
  if (unknown === undefined) return;
  throw badRequest(`Tool choice '${nameOf(unknown)}' not found in 'tools' parameter.`, 'tool_choice', null);
}

type NamedTool =
  | { readonly type: 'function'; readonly function: { readonly name: string } }
  | { readonly type: 'custom'; readonly custom: { readonly name: string } };

function nameOf(tool: NamedTool): string {
  return tool.type === 'function' ? tool.function.name : tool.custom.name;
}

function keyOf(tool: NamedTool): string {
  return `${tool.type} ${nameOf(tool)}`;
}

/**
 * Each tool message answers a call of the assistant message before it, and each call is answered.
 * @throws ApiFailure
 */
export function requireAnsweredCalls({ messages }: ChatRequest): void {
  let open = new Map<string, number>();
  let answering = false;
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') {
      if (!answering) {
        throw badRequest(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          `messages.[${index}].role`,
          null,
        );
      }
      if (!open.delete(message.tool_call_id)) {
        throw badRequest(
          `Invalid parameter: 'tool_call_id' of '${message.tool_call_id}' not found in 'tool_calls' of previous message.`,
          `messages.[${index}].tool_call_id`,
          null,
        );
      }
      continue;
    }
    requireAllAnswered(open);
    const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
    open = new Map(calls.map((call) => [call.id, index]));
    answering = calls.length > 0;
    if (message.role === 'assistant') requireSomething(message, index);
  }
  requireAllAnswered(open);
}

function requireAllAnswered(open: ReadonlyMap<string, number>): void {
  const [first] = open;
  if (first === undefined) return;
  throw badRequest(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open.keys()].join(', ')}`,
    `messages.[${first[1] + 1}].role`,
    null,
  );
}

type AssistantMessage = Extract<ChatRequest['messages'][number], { role: 'assistant' }>;

/** An assistant message says something, calls something, or refuses. */
function requireSomething(message: AssistantMessage, index: number): void {
  const { content, tool_calls, function_call, refusal, audio } = message;
  if (
    [content, tool_calls, function_call, refusal, audio].some(
      (value) => value !== null && value !== undefined,
    )
  )
    return;
  throw badRequest(
    `Invalid value for 'content': expected a string, got null.`,
    `messages.[${index}].content`,
    null,
  );
}
