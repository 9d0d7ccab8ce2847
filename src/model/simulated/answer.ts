import type { ChatMessage } from '../contract/request.ts';
import { textOf } from '../messages.ts';
import type { Knowledge } from './knowledge.ts';
import { contentWords, lastPosition, mentions, normalize, score } from './match.ts';
import { remember, toldValue } from './memory.ts';

/** A conversation as the simulated model reads it: the whole message list, and nothing else. */
export interface Conversation {
  readonly system: string;
  /** The user's messages in order. */
  readonly user: readonly string[];
  /** The latest user message. */
  readonly question: string;
  /** Results of tools since the latest user message. */
  readonly toolResults: readonly string[];
}

export function readConversation(messages: readonly ChatMessage[]): Conversation {
  const byRole = (...roles: readonly string[]) =>
    messages.filter((message) => roles.includes(message.role)).map(textOf);
  const user = byRole('user');
  const lastUser = messages.findLastIndex((message) => message.role === 'user');
  return {
    system: byRole('system', 'developer').join('\n'),
    user,
    question: user.at(-1) ?? '',
    toolResults: messages
      .slice(lastUser + 1)
      .flatMap((message) => (message.role === 'tool' ? [textOf(message)] : [])),
  };
}

/** Chooses one of several phrasings; equal labels in equal requests choose equally. */
export type Choose = (phrasings: readonly string[], label: string) => string;

/** What the simulated model has to say, before manner and nonce. Every step looks at the messages that were sent. */
export function answerFrom(conversation: Conversation, knowledge: Knowledge, choose: Choose): string {
  const question = normalize(conversation.question);
  return (
    fromTools(conversation) ??
    fromRecall(conversation, question, knowledge, choose) ??
    fromSubject(conversation, question, knowledge, choose) ??
    fromTopic(question, knowledge, choose) ??
    fromTelling(conversation, knowledge, choose) ??
    fromFallback(conversation, knowledge, choose)
  );
}

function fromTools({ toolResults }: Conversation): string | undefined {
  if (toolResults.length === 0) return undefined;
  return `Here is what I found out: ${toolResults.join('; ')}.`;
}

function fromRecall(
  conversation: Conversation,
  question: string,
  knowledge: Knowledge,
  choose: Choose,
): string | undefined {
  const asked = knowledge.facts.filter((fact) => fact.asked.some((phrase) => mentions(question, phrase)));
  if (asked.length === 0) return undefined;
  const known = remember(knowledge, conversation.user);
  const sentences = asked.map((fact) => {
    const value = known.get(fact.id);
    return value === undefined
      ? choose(fact.unknown, `unknown ${fact.id}`)
      : choose(fact.recalled, `recalled ${fact.id}`).replaceAll('{value}', value);
  });
  const subject = /\bwhere\b/.test(question) ? latestSubject(conversation.user, knowledge) : undefined;
  return [...sentences, ...(subject === undefined ? [] : [`And you asked me about ${subject.name}.`])].join(
    ' ',
  );
}

function fromSubject(
  conversation: Conversation,
  question: string,
  knowledge: Knowledge,
  choose: Choose,
): string | undefined {
  const aspect = bestAspect(question, knowledge);
  const named = latestSubject([conversation.question], knowledge);
  if (aspect === undefined && named === undefined) return undefined;
  const subject = named ?? latestSubject(conversation.user, knowledge);
  if (subject === undefined) {
    const ask = knowledge.whichSubject ?? [];
    return ask.length === 0 ? undefined : choose(ask, 'which');
  }
  const notes = subject.notes[aspect ?? 'about'] ?? subject.notes.about;
  if (notes === undefined) return undefined;
  const text = choose(notes, `${subject.name} ${aspect ?? 'about'}`);
  const personal = personalNotes(conversation, knowledge, choose);
  return personal === '' ? text : `${personal} ${text}`;
}

/** What the user told in this very message is acknowledged before the question is answered. */
function personalNotes(conversation: Conversation, knowledge: Knowledge, choose: Choose): string {
  return knowledge.facts
    .flatMap((fact) => {
      const value = toldValue(fact, conversation.question);
      return value === undefined ? [] : [choose(fact.noted, `noted ${fact.id}`).replaceAll('{value}', value)];
    })
    .join(' ');
}

function fromTopic(question: string, knowledge: Knowledge, choose: Choose): string | undefined {
  const best = knowledge.topics
    .map((topic) => ({ topic, points: score(question, topic.match) }))
    .reduce<{ topic: Knowledge['topics'][number]; points: number } | undefined>(
      (found, each) => (each.points > (found?.points ?? 0) ? each : found),
      undefined,
    );
  return best === undefined ? undefined : choose(best.topic.replies, `topic ${best.topic.match[0]}`);
}

function fromTelling(conversation: Conversation, knowledge: Knowledge, choose: Choose): string | undefined {
  const notes = personalNotes(conversation, knowledge, choose);
  return notes === '' ? undefined : notes;
}

function fromFallback({ question, system }: Conversation, knowledge: Knowledge, choose: Choose): string {
  const words = contentWords(question, 4).join(', ') || 'that';
  const role = /you are (?:an?|the) ([^.,;\n]{3,60})/i.exec(system)?.[1]?.trim() ?? 'assistant';
  const phrasings =
    knowledge.fallback.length > 0
      ? knowledge.fallback
      : ['I am a simulated model, and I have no notes about {words}.'];
  return choose(phrasings, 'fallback').replaceAll('{words}', words).replaceAll('{role}', role);
}

function bestAspect(question: string, knowledge: Knowledge): string | undefined {
  const scored = Object.entries(knowledge.aspects)
    .map(([id, { match }]) => ({ id, points: score(question, match) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
  return scored[0]?.id;
}

/** The subject that was named last, over all the texts. */
function latestSubject(
  texts: readonly string[],
  knowledge: Knowledge,
): Knowledge['subjects'][number] | undefined {
  for (const text of [...texts].reverse()) {
    const normalized = normalize(text);
    const found = knowledge.subjects
      .filter((subject) => subject.match.some((phrase) => mentions(normalized, phrase)))
      .sort((a, b) => lastPosition(normalized, b.match) - lastPosition(normalized, a.match));
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}
