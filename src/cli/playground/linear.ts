import { newSeed } from '../../grading/seed.ts';
import { type PlaygroundAnswer, PlaygroundSession } from '../../model/playground/session.ts';
import { type ParameterName, parameterNames } from '../../model/playground/settings.ts';
import type { ProviderConfiguration } from '../../provider/types.ts';
import { toAnsi } from '../../render/ansi.ts';
import { toHarmless, toHarmlessSource } from '../../render/sanitize.ts';
import { renderTranscript } from '../../render/transcript.ts';
import { fileNameAt } from '../../tui/playground/changes.ts';
import { answerFacts } from '../../tui/playground/view/conversation.ts';
import { nearest } from '../../workshop/lookup.ts';
import type { Lesson, Workshop } from '../../workshop/types.ts';
import { colorsOf, outputColumns, writeOut } from '../output.ts';
import { plainTheme } from '../plain-theme.ts';
import { onInterrupt } from '../signals.ts';
import type { Ask } from './ask.ts';
import { LinearConversation } from './conversation.ts';
import { liveAsk } from './live-ask.ts';

export interface LinearOptions {
  readonly workshop: Workshop;
  /** The lesson that prepares it, if any. */
  readonly lesson?: Lesson;
  /** Whether somebody sits there: then a prompt is shown, and replies come at a pace that can be seen. */
  readonly interactive: boolean;
  readonly seed?: string;
  /** Who answers in place of the simulated model. */
  readonly provider?: ProviderConfiguration;
  /** Folder of progress and logs. */
  readonly state: string;
}

/**
 * The playground in linear text, for pipes, screen readers and terminals that can't place a cursor. Each line is what
 * the user says next; a line that begins with `/` is a command. Ends with `/quit`, or with the lines.
 */
export async function linearPlayground(lines: AsyncIterator<string>, options: LinearOptions): Promise<void> {
  const { workshop, lesson, interactive, seed = newSeed(), provider, state } = options;
  const session = new PlaygroundSession({
    seed,
    knowledge: workshop.knowledge,
    paceMs: interactive ? 25 : 0,
  });
  const ask: Ask =
    provider === undefined
      ? (request, how) => session.ask(request, how)
      : (request, how) => liveAsk(provider, state, request, how);
  const conversation = new LinearConversation(workshop.root, lesson);
  await say(`${opening(lesson, provider?.name)}\n${help()}`);
  try {
    for (;;) {
      if (interactive) await writeOut('\nyou> ');
      const { value, done } = await lines.next();
      if (done === true) break;
      const line = value.trim();
      if (line === '') continue;
      if (line === '/quit' || line === '/q') break;
      await obey(line, conversation, ask);
    }
  } finally {
    await session.close();
  }
}

function opening(lesson: Lesson | undefined, provider: string | undefined): string {
  const who = toHarmless(provider ?? 'The simulated model');
  const prepared = lesson?.playground === undefined ? '' : ` It is prepared by the lesson "${lesson.title}".`;
  const ask = lesson?.playground?.ask;
  return [
    `The playground. ${who} answers.${prepared}`,
    'What you type is sent as the next message, with all the messages before it.',
    ...(lesson?.playground === undefined
      ? ['Try: say "My name is Robin", then ask "What is my name?", then /delete 1 and /again.']
      : []),
    ...(ask === undefined ? [] : [`The lesson suggests that you ask: ${toHarmless(ask)}`]),
  ].join('\n');
}

type Obey = (rest: string, conversation: LinearConversation, asker: Ask) => string | Promise<string>;

interface Command {
  readonly usage: string;
  readonly what: string;
  readonly obey: Obey;
}

const values: Readonly<Record<ParameterName, readonly [string, string]>> = {
  model: ['NAME', 'which model is asked'],
  temperature: ['0.5', 'from 0 to 2; "default" is not sent'],
  max_tokens: ['N', 'the most tokens of a reply'],
  top_p: ['N', 'from 0 to 1'],
  stream: ['on|off', 'whether the reply comes in pieces'],
};

const commands: Readonly<Record<string, Command>> = {
  system: {
    usage: '/system TEXT',
    what: 'the system message; without a text it is taken away',
    obey: (rest, conversation) => conversation.setSystem(rest),
  },
  ...Object.fromEntries(parameterNames.map((name) => [nameTyped(name), parameter(name)])),
  settings: {
    usage: '/settings',
    what: 'all of them',
    obey: (_, conversation) => conversation.settingsListed(),
  },
  messages: {
    usage: '/messages',
    what: 'the list as the next request sends it',
    obey: (_, conversation) => conversation.listed(),
  },
  delete: {
    usage: '/delete N',
    what: 'take message N out of the list',
    obey: (rest, conversation) => conversation.delete(rest),
  },
  edit: {
    usage: '/edit N TEXT',
    what: 'change message N, whoever said it',
    obey: (rest, conversation) => {
      const [, position = '', text = ''] = /^(\S*)\s*(.*)$/s.exec(rest) ?? [];
      return conversation.edit(position, text);
    },
  },
  again: { usage: '/again', what: 'drop the last reply and ask again', obey: again },
  wire: {
    usage: '/wire',
    what: 'what the latest request sent, and what came back',
    obey: (_, conversation) => wireText(conversation.answer),
  },
  save: {
    usage: '/save FILE',
    what: 'save it as a TypeScript program that runs',
    obey: (rest, conversation) => conversation.save(rest === '' ? fileNameAt(Date.now()) : rest),
  },
  reset: {
    usage: '/reset',
    what: 'a new conversation',
    obey: (_, conversation) => conversation.reset(),
  },
  help: { usage: '/help', what: 'this list', obey: () => help() },
};

function nameTyped(name: ParameterName): string {
  return name.replace('_', '-');
}

function parameter(name: ParameterName): Command {
  const [value, what] = values[name];
  return {
    usage: `/${nameTyped(name)} ${value}`,
    what,
    obey: (rest, conversation) => conversation.set(name, rest),
  };
}

function help(): string {
  const all = [...Object.values(commands), { usage: '/quit', what: 'end' }];
  const width = Math.max(...all.map(({ usage }) => usage.length));
  return ['Commands:', ...all.map(({ usage, what }) => `  ${usage.padEnd(width)}  ${what}`)].join('\n');
}

async function obey(line: string, conversation: LinearConversation, asker: Ask): Promise<void> {
  if (!line.startsWith('/') || line.startsWith('//')) {
    conversation.say(line.startsWith('//') ? line.slice(1) : line);
    return ask(conversation, asker);
  }
  const [, name = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  const command = commands[name.replace('_', '-')];
  if (command !== undefined) {
    const text = await command.obey(rest, conversation, asker);
    return text === '' ? undefined : say(text);
  }
  const close = nearest(name, Object.keys(commands)).map((each) => `/${each}`);
  const suggestion = close.length > 0 ? ` Did you mean ${close.join(' or ')}?` : '';
  return say(
    `There is no command "/${toHarmless(name)}".${suggestion} /help shows them all; // begins a message with /.`,
  );
}

async function again(_: string, conversation: LinearConversation, asker: Ask): Promise<string> {
  conversation.dropReply();
  if (conversation.messages.length === 0) return 'There is nothing to ask yet: type a message first.';
  await ask(conversation, asker);
  return '';
}

/** Asks, and tells the reply as it comes; Ctrl-C stops it. */
async function ask(conversation: LinearConversation, asker: Ask): Promise<void> {
  const stop = new AbortController();
  const release = onInterrupt(() => stop.abort());
  let begun = false;
  const writing: Promise<void>[] = [];
  await conversation
    .ask(asker, stop.signal, (text) => {
      writing.push(writeOut(`${begun ? '' : 'assistant: '}${toHarmlessSource(text)}`));
      begun = true;
    })
    .finally(release);
  await Promise.all(writing);
  const { answer } = conversation;
  if (answer !== undefined) await say(`${begun ? '\n' : ''}${endText(answer)}`);
}

function endText(answer: PlaygroundAnswer): string {
  const { problem, live } = answer;
  const notes = (live?.notes ?? []).map((note) => `\n${toHarmless(note)}`).join('');
  if (problem === undefined) return `(${answerFacts(answer, ',').replaceAll(' ,', ',')})${notes}`;
  const explained = live?.explanation === undefined ? '' : `\n${toHarmless(live.explanation)}`;
  const kinds = [problem.status, problem.code].filter((kind) => kind !== undefined && kind !== null);
  return `Error ${toHarmless(kinds.join(' '))}: ${toHarmless(problem.message)}${explained}${notes}\nYour message stays in the list; /again asks again.`;
}

function wireText(answer: PlaygroundAnswer | undefined): string {
  const exchange = answer?.exchange;
  if (exchange === undefined) return 'Nothing has been asked yet.';
  const color = colorsOf(process.stdout);
  const lines = renderTranscript([exchange], { width: outputColumns(), ...plainTheme(color) });
  return lines.map((line) => toAnsi(line, { color }).trimEnd()).join('\n');
}

function say(text: string): Promise<void> {
  return writeOut(`${text}\n`);
}
