import type { ChatMessage } from '../contract/request.ts';
import { textOf, toolCallsOf } from '../messages.ts';
import type { Knowledge } from './knowledge.ts';
import { contentWords, lastPosition, mentions, normalize, score } from './match.ts';
import { remember, toldValue } from './memory.ts';
import { fromAskedTask, fromRoleTask } from './tasks.ts';

/** A conversation as the simulated model reads it: the whole message list, and nothing else. */
export interface Conversation {
  readonly system: string;
  /** The user's messages in order. */
  readonly user: readonly string[];
  /** The latest user message. */
  readonly question: string;
  /** Everything before the latest user message. */
  readonly earlier: readonly { readonly role: string; readonly text: string }[];
  /** Results of tools since the latest user message. */
  readonly toolResults: readonly string[];
  /** The functions called since the latest user message. */
  readonly called: readonly { readonly name: string; readonly arguments: string }[];
}

/** Of a longer message only the beginning and the end are read; half of it each, in UTF-16 units. */
const attention = 20_000;

export function readConversation(messages: readonly ChatMessage[]): Conversation {
  const all = messages.map((message) => ({ role: message.role, text: attend(textOf(message)) }));
  const byRole = (...roles: readonly string[]) =>
    all.filter(({ role }) => roles.includes(role)).map(({ text }) => text);
  const user = byRole('user');
  const lastUser = messages.findLastIndex((message) => message.role === 'user');
  const since = messages.slice(lastUser + 1);
  return {
    system: byRole('system', 'developer').join('\n'),
    user,
    question: user.at(-1) ?? '',
    earlier: all.slice(0, Math.max(0, lastUser)),
    toolResults: since.flatMap((message) =>
      message.role === 'tool' || message.role === 'function' ? [attend(textOf(message))] : [],
    ),
    called: since.flatMap(toolCallsOf),
  };
}

function attend(text: string): string {
  if (text.length <= attention) return text;
  return `${text.slice(0, attention / 2)}\n${text.slice(-attention / 2)}`;
}

/** Chooses one of several phrasings; equal labels in equal requests choose equally. */
export type Choose = (phrasings: readonly string[], label: string) => string;

/** What the simulated model has to say, before manner and nonce. Every step looks at the messages that were sent. */
export function answerFrom(conversation: Conversation, knowledge: Knowledge, choose: Choose): string {
  const question = normalize(conversation.question);
  const isQuestion = conversation.question.trim().endsWith('?');
  return (
    fromTools(conversation) ??
    // Before recall: a conversation that shall be summed up may have the question "What is my name?" in it.
    fromAskedTask(conversation, knowledge, choose) ??
    // A role like "editor" works on whatever text it gets, but a question is answered first of all.
    (isQuestion ? undefined : fromRoleTask(conversation, knowledge, choose)) ??
    fromRecall(conversation, question, knowledge, choose) ??
    fromSubject(conversation, question, knowledge, choose) ??
    fromTopic(conversation, question, knowledge, choose) ??
    fromTelling(conversation, knowledge, choose) ??
    fromRoleTask(conversation, knowledge, choose) ??
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
  const known = remember(knowledge, [
    ...conversation.earlier.map(({ role, text }) => ({ byUser: role === 'user', text })),
    { byUser: true, text: conversation.question },
  ]);
  const sentences = asked.map((fact) => {
    const value = known.get(fact.id);
    return value === undefined
      ? choose(fact.unknown, `unknown ${fact.id}`)
      : choose(fact.recalled, `recalled ${fact.id}`).replaceAll('{value}', () => value);
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
  const subject = named ?? subjectOf(conversation, knowledge);
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
      return value === undefined
        ? []
        : [choose(fact.noted, `noted ${fact.id}`).replaceAll('{value}', () => value)];
    })
    .join(' ');
}

function fromTopic(
  { system }: Conversation,
  question: string,
  knowledge: Knowledge,
  choose: Choose,
): string | undefined {
  const best = knowledge.topics
    .map((topic) => ({ topic, points: score(question, topic.match) }))
    .reduce<{ topic: Knowledge['topics'][number]; points: number } | undefined>(
      (found, each) => (each.points > (found?.points ?? 0) ? each : found),
      undefined,
    );
  if (best === undefined) return undefined;
  const { match, replies, plain } = best.topic;
  const phrasings = system.trim() === '' ? (plain ?? replies) : replies;
  return choose(phrasings, `topic ${match[0]}`).replaceAll('{role}', () => roleIn(system));
}

/** The role that a system message gives: what follows "You are a". */
function roleIn(system: string): string {
  return /you are (?:an? |the )?([^.,;:\n]{3,60})/i.exec(system)?.[1]?.trim() ?? 'assistant';
}

function fromTelling(conversation: Conversation, knowledge: Knowledge, choose: Choose): string | undefined {
  const notes = personalNotes(conversation, knowledge, choose);
  return notes === '' ? undefined : notes;
}

function fromFallback({ question, system }: Conversation, knowledge: Knowledge, choose: Choose): string {
  const words = contentWords(question, 4).join(', ') || 'that';
  const phrasings =
    knowledge.fallback.length > 0
      ? knowledge.fallback
      : ['I am a simulated model, and I have no notes about {words}.'];
  return choose(phrasings, 'fallback')
    .replaceAll('{words}', () => words)
    .replaceAll('{role}', () => roleIn(system));
}

function bestAspect(question: string, knowledge: Knowledge): string | undefined {
  const scored = Object.entries(knowledge.aspects)
    .map(([id, { match }]) => ({ id, points: score(question, match) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
  return scored[0]?.id;
}

/**
 * What the conversation is about: the subject that the user named last, else the one that the system message or a reply
 * named, when it named no other.
 */
export function subjectOf(conversation: Conversation, knowledge: Knowledge): Subject | undefined {
  const byUser = latestSubject(conversation.user, knowledge);
  if (byUser !== undefined) return byUser;
  const others = [conversation.system, ...conversation.earlier.map(({ text }) => text)].reverse();
  for (const text of others) {
    const named = subjectsIn(text, knowledge);
    if (named.length === 1) return named[0];
  }
  return undefined;
}

type Subject = Knowledge['subjects'][number];

function subjectsIn(text: string, knowledge: Knowledge): readonly Subject[] {
  const normalized = normalize(text);
  return knowledge.subjects
    .filter((subject) => subject.match.some((phrase) => mentions(normalized, phrase)))
    .sort((a, b) => lastPosition(normalized, b.match) - lastPosition(normalized, a.match));
}

/** The subject that was named last, over all the texts. */
function latestSubject(texts: readonly string[], knowledge: Knowledge): Subject | undefined {
  for (const text of [...texts].reverse()) {
    const [found] = subjectsIn(text, knowledge);
    if (found !== undefined) return found;
  }
  return undefined;
}
