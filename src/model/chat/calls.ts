import type { ChatRequest, ToolCall } from '../types.ts';

/** A whole call as a response has it, and in a stream its beginning, without the text. */
export interface CallForm {
  readonly whole: (call: ToolCall) => Record<string, unknown>;
  /** More of the call's text. */
  readonly more: (piece: string) => Record<string, unknown>;
}

const functionCall: CallForm = {
  whole: ({ id, name, arguments: text }) => ({ id, type: 'function', function: { name, arguments: text } }),
  more: (piece) => ({ function: { arguments: piece } }),
};

/** The input of a custom tool is any text, not JSON. */
const customCall: CallForm = {
  whole: ({ id, name, arguments: text }) => ({ id, type: 'custom', custom: { name, input: text } }),
  more: (piece) => ({ custom: { input: piece } }),
};

/** The form of a call in a response, which is that of the tool that the request offers by its name. */
export function formOf(call: ToolCall, { tools = [] }: ChatRequest): CallForm {
  const custom = tools.some((tool) => tool.type === 'custom' && tool.custom.name === call.name);
  return custom ? customCall : functionCall;
}

/** Whether calls are told of in `function_call`, one at a time, as the request's deprecated `functions` want it. */
export function isLegacy({ functions, tools }: ChatRequest): boolean {
  return functions !== undefined && tools === undefined;
}

/** Whether the request itself demands a call by its name; it ends with "stop" then, as the reference says. */
export function isForced({ tool_choice: choice, function_call: called }: ChatRequest): boolean {
  return (typeof choice === 'object' && choice.type !== 'allowed_tools') || typeof called === 'object';
}
