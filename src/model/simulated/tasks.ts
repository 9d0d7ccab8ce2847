import type { Choose, Conversation } from './conversation.ts';
import type { Knowledge } from './knowledge.ts';
import { sentencesOf } from './manner.ts';
import { mentions, normalize, normalizePhrase, salientWords } from './match.ts';
import { remember } from './memory.ts';
import { bestOption, optionsIn } from './options.ts';

type Task = Knowledge['tasks'][number];

/**
 * Work on a text that a message begins by asking for. It is done by rule, with words and sentences of the text itself,
 * and no more is claimed.
 */
export function fromAskedTask(
  conversation: Conversation,
  knowledge: Knowledge,
  choose: Choose,
): string | undefined {
  const { question } = conversation;
  const task = knowledge.tasks.find(({ match }) => match.some((phrase) => begins(question, phrase)));
  return task && work(task, materialOf(conversation), conversation, knowledge, choose);
}

/** The work of the role that the system message gives, on the user's message. */
export function fromRoleTask(
  conversation: Conversation,
  knowledge: Knowledge,
  choose: Choose,
): string | undefined {
  const task = knowledge.tasks.find((each) => hasRole(conversation.system, each));
  return task && work(task, conversation.question, conversation, knowledge, choose);
}

function work(
  task: Task,
  text: string,
  conversation: Conversation,
  knowledge: Knowledge,
  choose: Choose,
): string {
  const phrasings = wasRevised(conversation) ? (task.revised ?? task.replies) : task.replies;
  return fill(choose(phrasings, `task ${task.id}`), text, conversation, knowledge);
}

const opening =
  /^(?:please|now|then|ok|okay|can you|could you|would you|i want you to|let us|lets|help me|your task is to)\s+/;

function begins(question: string, phrase: string): boolean {
  let text = normalize(question.slice(0, 200)).trimStart();
  while (opening.test(text)) text = text.replace(opening, '');
  return text.startsWith(normalize(phrase).trimStart());
}

function hasRole(system: string, task: Task): boolean {
  const role = normalize(sentencesOf(system)[0] ?? '');
  return task.roles.some((word) => mentions(role, word));
}

/** What is worked on: the text after the request, or the message, or the conversation so far. */
function materialOf({ question, earlier }: Conversation): string {
  const after = /[:\n]\s*(\S[\s\S]*)$/.exec(question.trim())?.[1];
  if (after !== undefined && after.length > 20) return after;
  const said = earlier.filter(({ role }) => role === 'user' || role === 'assistant').map(({ text }) => text);
  return /\b(?:conversation|chat|above|so far|we (?:said|talked)|this|that|it)\b/i.test(question) &&
    said.length > 0
    ? said.join('\n')
    : question;
}

function wasRevised({ question, earlier }: Conversation): boolean {
  return [question, ...earlier.map(({ text }) => text)].some((text) =>
    /\b(?:revised|revision|reworked)\b/i.test(text),
  );
}

function fill(template: string, text: string, conversation: Conversation, knowledge: Knowledge): string {
  // What an earlier agent has put between quotation marks is what its text is about.
  const marked = [...text.matchAll(/“([^”\n]{2,40})”/g)].map(([, word = '']) => word);
  const salient = salientWords(text, 12).filter((word) => !isTaskWord(word, knowledge));
  const words = [...new Set([...marked, ...salient])];
  const [first = 'the question', second = 'the people in it', third = 'the next step'] = words;
  const chosen = () => {
    const options = optionsIn(`${conversation.system}\n${conversation.question}`);
    return (bestOption(options, text) ?? options[0])?.name ?? first;
  };
  const values: Readonly<Record<string, () => string>> = {
    topic: () => words.slice(0, 3).join(' ') || 'this',
    first: () => first,
    second: () => second,
    third: () => third,
    gist: () => gist(text, conversation, knowledge),
    text: () => text.trim(),
    choice: chosen,
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name]?.() ?? whole);
}

function isTaskWord(word: string, knowledge: Knowledge): boolean {
  return knowledge.tasks.some((task) => task.match.some((phrase) => mentions(normalizePhrase(phrase), word)));
}

/** Of a longer text the rest is not read. */
const maxLines = 300;

/** What the user told about themselves, and the first sentences of what was said. */
function gist(text: string, { earlier }: Conversation, knowledge: Knowledge): string {
  const spoken = [
    ...earlier.map((message) => ({ byUser: message.role === 'user', text: message.text })),
    ...text.split(/\n+/, maxLines).map((line) => ({ byUser: true, text: line })),
  ];
  const facts = [...remember(knowledge, spoken)].map(([id, value]) => `The user's ${id} is ${value}.`);
  const sentences = text
    .split(/\n+/, maxLines)
    .map((line) => sentencesOf(line.replace(/^\s*(?:[-*•]|(?:user|assistant|system)\s*:)\s*/i, ''))[0] ?? '')
    .filter((sentence) => sentence.split(' ').length > 2);
  return [...facts, ...new Set(sentences)].slice(0, facts.length + 4).join(' ') || text.trim();
}
