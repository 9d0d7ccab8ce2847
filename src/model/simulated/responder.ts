import { createHash } from 'node:crypto';
import { nonceFraction, nonceWords } from '../nonce.ts';
import type { ChatRequest, Reply, Responder, ResponderContext } from '../types.ts';
import { answerFrom, subjectOf } from './answer.ts';
import { type Choose, type Conversation, readConversation } from './conversation.ts';
import { conformingJson } from './json.ts';
import type { Knowledge } from './knowledge.ts';
import { mannersOf, speak } from './manner.ts';
import { chooseToolCalls } from './tools.ts';

/**
 * The simulated model. What it answers follows from the whole message list, the parameters and the attempt's seed, and
 * every reply carries words derived from them, so a reply can't be known beforehand. At temperature 0 equal requests
 * get equal replies; above, phrasings vary with the request's position, unless the request sets `seed`.
 */
export function simulatedModel(knowledge: Knowledge): Responder {
  return (request, context) => ({ kind: 'reply', choices: [replyTo(request, context, knowledge)] });
}

function replyTo(request: ChatRequest, context: ResponderContext, knowledge: Knowledge): Reply {
  const said = createHash('sha256').update(JSON.stringify(request.messages)).digest('hex');
  const variation = variationOf(request, context);
  const choose: Choose = (phrasings, label) => {
    const index = Math.floor(nonceFraction(context.seed, said, variation, label) * phrasings.length);
    return phrasings[index] ?? '';
  };
  const conversation = readConversation(request.messages);
  const calls = chooseToolCalls(request, conversation, context.seed, said);
  if (calls.length > 0) return { content: null, toolCalls: calls };

  const nonce = nonceWords(context.seed, said, variation);
  const format = request.response_format;
  if (format?.type === 'json_schema' || format?.type === 'json_object') {
    const schema = format.type === 'json_schema' ? (format.json_schema.schema ?? {}) : undefined;
    const answer = answerFrom(conversation, knowledge, choose);
    return { content: JSON.stringify(conformingJson(schema, { conversation, answer, nonce })) };
  }
  const answer = answerFrom(conversation, knowledge, choose);
  const carrier = choose(carriersFor(conversation, knowledge), 'nonce');
  const manners = mannersOf(knowledge, conversation.system);
  return {
    content: speak(
      answer,
      carrier.replaceAll('{nonce}', () => nonce),
      manners,
      choose,
    ),
  };
}

/** The sentences that may carry the nonce in this conversation. */
function carriersFor(conversation: Conversation, knowledge: Knowledge): readonly string[] {
  const about = subjectOf(conversation, knowledge) !== undefined;
  const fitting = about ? [...knowledge.subjectNonces, ...knowledge.nonces] : knowledge.nonces;
  return fitting.length > 0 ? fitting : ['My words of the day are {nonce}.'];
}

/** What makes equal requests differ: nothing at temperature 0, else the `seed` parameter or the request's position. */
function variationOf(request: ChatRequest, { index, choice }: ResponderContext): string {
  const temperature = request.temperature ?? 1;
  if (temperature === 0 || request.top_p === 0) return 'fixed';
  return typeof request.seed === 'number'
    ? `seed ${request.seed} ${choice}`
    : `${temperature} ${index} ${choice}`;
}
