import { nonceHex } from '../nonce.ts';
import type { ChatRequest, ToolCall } from '../types.ts';
import type { Conversation } from './answer.ts';
import { conformingJson } from './json.ts';
import { contentWords, mentions, normalize } from './match.ts';

type FunctionTool = Extract<NonNullable<ChatRequest['tools']>[number], { type: 'function' }>['function'];

/**
 * The function calls that the simulated model makes: those tools whose name or description shares words with the
 * question, as `tool_choice` allows. Once results are there, it answers instead of calling again.
 */
export function chooseToolCalls(
  request: ChatRequest,
  conversation: Conversation,
  seed: string,
  said: string,
): readonly ToolCall[] {
  const tools = (request.tools ?? []).flatMap((tool) => (tool.type === 'function' ? [tool.function] : []));
  const choice = request.tool_choice ?? 'auto';
  if (tools.length === 0 || choice === 'none' || conversation.toolResults.length > 0) return [];
  const fitting = tools.filter((tool) => fits(tool, conversation.question));
  const chosen = choose(tools, fitting, choice);
  const several = request.parallel_tool_calls === false ? chosen.slice(0, 1) : chosen;
  return several.map((tool, index) => ({
    id: `call_${nonceHex(24, seed, said, 'call', index)}`,
    name: tool.name,
    arguments: JSON.stringify(
      conformingJson(tool.parameters ?? { type: 'object', properties: {} }, {
        conversation,
        answer: conversation.question,
        nonce: contentWords(conversation.question, 2).join(' ') || tool.name,
      }),
    ),
  }));
}

function choose(
  tools: readonly FunctionTool[],
  fitting: readonly FunctionTool[],
  choice: NonNullable<ChatRequest['tool_choice']>,
): readonly FunctionTool[] {
  if (typeof choice === 'object') {
    const named = choice.type === 'function' ? choice.function.name : undefined;
    return tools.filter((tool) => tool.name === named);
  }
  if (choice === 'required' && fitting.length === 0) return tools.slice(0, 1);
  return fitting;
}

function fits(tool: FunctionTool, question: string): boolean {
  const asked = normalize(question);
  const words = contentWords(`${tool.name.replaceAll('_', ' ')} ${tool.description ?? ''}`, 20);
  return words.some((word) => mentions(asked, word));
}
