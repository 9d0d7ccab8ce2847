import {
  apiFailure,
  containsNumber,
  count,
  type Evidence,
  fail,
  fold,
  grader,
  listMessages,
  outputWithout,
  quote,
  quoteOutput,
  type Random,
  reply,
  requireAccepted,
  requireCleanEnd,
  requirePrintedInOrder,
  requireRequest,
  roleOf,
  type SentRequest,
  textOf,
  wordsFor,
} from '#grading';

/** More messages of the conversation than this are compacted. */
const mark = 6;
/** The newest messages stay as they are. */
const kept = 2;

const openings = [
  'I want to go to Japan, and my booking code is {code}.',
  'Please note my booking code {code}. I travel with a child.',
  'Hello! {code} is my booking code. When should I visit Portugal?',
] as const;

const questions = [
  'What about budget tips?',
  'And what should I eat there?',
  'How do I get around without a car?',
  'Which sights should I not miss?',
  'What should I pack for two weeks?',
  'Is it safe to travel alone there?',
  'Where do people swim in the evening?',
  'How early do I have to book trains?',
  'Which phrases should I learn first?',
] as const;

const hiddenOpenings = [
  'We move to Trieste in March, and the file number is {code}.',
  'The number of my case is {code}; it is about a lost cello.',
] as const;

const hiddenQuestions = [
  'Which tram goes up the hill, and how often?',
  'Can a cello travel on a seat of its own?',
  'Who repairs string instruments near the harbour?',
  'What does a month of storage cost?',
  'Do we need a customs form for sheet music?',
  'When is the conservatory closed?',
  'How warm are rooms there in winter?',
  'Which forms are due in the first week?',
  'Where can one rehearse after ten at night?',
  'Is there a choir that takes beginners?',
] as const;

const codeIn = (text: string) => /\b[A-Z]{2}-\d{4}\b/.exec(text)?.[0];

/** Turns of the user; the first tells a fact that nobody can guess. */
function conversation(
  { integer, pick, sample }: Random,
  turns: number,
  texts: { readonly openings: readonly [string, ...string[]]; readonly questions: readonly string[] } = {
    openings,
    questions,
  },
): readonly string[] {
  const letter = () => String.fromCharCode(65 + integer(26));
  const code = `${letter()}${letter()}-${1000 + integer(9000)}`;
  return [pick(texts.openings).replace('{code}', code), ...sample(texts.questions, turns - 1)];
}

type Word = () => string;
type Failure = 'error' | 'empty' | 'cut';

interface Plan {
  readonly args: readonly string[];
  readonly messy?: boolean;
  /** How the summaries fail that are asked for before these turns, counted from 1. */
  readonly failures?: Readonly<Record<number, Failure>>;
}

const plainReply = (word: Word) => `The ${word()} is worth a detour, and so is the ${word()} behind it.`;
const messyReply = (word: Word) =>
  `\n  1. "${word()}": naïve, but 50% off\n\n\t- C:\\new\\${word()} & 日本の朝 🍞\n  (compacted 4 messages, they say)\n\n`;
const plainSummary = (fact: string, word: Word) => `So far: ${fact} Above all, the ${word()} was praised.`;
const messySummary = (fact: string, word: Word) =>
  `\n  What's "known":\n\n\t- ${fact}\n  - C:\\the\\${word()} — naïve & 朝 🍵\n\n  ${word()}  \n`;

/** A model that knows a code as long as a message names it. Each setup has one of its own: it counts the turns. */
function model({ args, messy = false, failures = {} }: Plan) {
  const seen = new Set<string>();
  return (
    { messages }: { readonly messages: readonly Parameters<typeof textOf>[0][] },
    context: Parameters<typeof wordsFor>[0],
  ) => {
    const word = wordsFor(context);
    const last = messages.at(-1);
    const text = last === undefined ? '' : textOf(last);
    if (last?.role === 'user' && args.includes(text)) {
      seen.add(text);
      return reply(messy ? messyReply(word) : plainReply(word));
    }
    const code = codeIn(messages.map(textOf).join('\n'));
    const fact = code === undefined ? 'No code was named.' : `The code is ${code}.`;
    const summary = (messy ? messySummary : plainSummary)(fact, word);
    const failure = failures[seen.size + 1];
    if (failure === 'error') return apiFailure(500, 'The server had an error.', { 'retry-after-ms': '1' });
    if (failure === 'empty') return reply(' \n\n ');
    if (failure === 'cut')
      return { ...reply(''), choices: [{ content: summary.slice(0, -9), finishReason: 'length' as const }] };
    return reply(summary);
  };
}

const scripted = (plan: Plan) => ({ args: plan.args, responder: model(plan) });

interface Said {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** A turn's request, the requests before it, and what the program had to make of them. */
interface Step {
  /** From 1. */
  readonly number: number;
  readonly turn: string;
  readonly request: SentRequest;
  /** Requests since the turn before that aren't for a turn. */
  readonly others: readonly SentRequest[];
  readonly due: boolean;
  /** What a summary had to be made of. */
  readonly old: readonly Said[];
  readonly earlier: string | undefined;
  /** What the turn's request has to carry besides the turn. */
  readonly summary: string | undefined;
  readonly said: readonly Said[];
  /** How many messages were replaced before this turn. */
  readonly replaced: number;
}

/** A turn's request ends with one of the turns. */
function isTurn({ args }: Evidence, { messages }: SentRequest): boolean {
  const last = messages.at(-1);
  return last?.role === 'user' && args.includes(last.text);
}

/** What the model really answered, when it can serve as a summary. */
function summaryOf({ completion }: SentRequest): string | undefined {
  const choice = completion?.choices[0];
  const text = choice?.content ?? '';
  return choice?.finishReason === 'stop' && text.trim() !== '' ? text : undefined;
}

/** The conversation as it was sent. Needs arguments. */
function stepsOf(evidence: Evidence): {
  readonly steps: readonly Step[];
  readonly rest: readonly SentRequest[];
} {
  const steps: Step[] = [];
  let others: SentRequest[] = [];
  let said: readonly Said[] = [];
  let summary: string | undefined;
  for (const request of evidence.requests) {
    if (!isTurn(evidence, request)) {
      others.push(request);
      continue;
    }
    const turn = request.messages.at(-1)?.text ?? '';
    const due = said.length > mark;
    const old = due ? said.slice(0, -kept) : [];
    const earlier = summary;
    const made = due ? others.map(summaryOf).find((text) => text !== undefined) : undefined;
    if (made !== undefined) {
      summary = made;
      said = said.slice(-kept);
    }
    const replaced = made === undefined ? 0 : old.length;
    steps.push({
      number: steps.length + 1,
      turn,
      request,
      others,
      due,
      old,
      earlier,
      summary,
      said,
      replaced,
    });
    said = [...said, { role: 'user', text: turn }, { role: 'assistant', text: request.reply }];
    others = [];
  }
  return { steps, rest: others };
}

grader('compaction', ({ scenario, check }) => {
  const defaults = scenario('no arguments');
  const plain = [
    scenario('four turns, just below the mark', (random) => scripted({ args: conversation(random, 4) })),
    scenario('five turns, one summary', (random) => scripted({ args: conversation(random, 5) })),
    scenario('eight turns, two summaries, with the simulated model', (random) => ({
      args: conversation(random, 8),
    })),
    scenario('texts with line ends, quotes and white space', (random) => {
      const [first = '', ...others] = conversation(random, 8);
      const [second = '', third = '', ...rest] = others;
      const args = [first, `${second}\n\n\t"Naïve", 日本?  🍜 `, `  C:\\new?  ${third}\n`, ...rest];
      return scripted({ args, messy: true });
    }),
    scenario('another conversation', (random) =>
      Object.assign(
        scripted({
          args: conversation(random, 11, { openings: hiddenOpenings, questions: hiddenQuestions }),
          messy: random.integer(2) === 0,
        }),
        { hidden: true },
      ),
    ),
  ];
  const failing = [
    scenario('the first summary ends with status 500', (random) =>
      scripted({ args: conversation(random, 7), failures: { 5: 'error' } }),
    ),
    scenario('a summary that is cut off, and an empty one', ({ sample, ...random }) => {
      const [first = 'cut', second = 'empty'] = sample<Failure>(['cut', 'empty'], 2);
      return scripted({
        args: conversation({ sample, ...random }, 8),
        failures: { 5: first, 6: second },
      });
    }),
    scenario('a later summary fails', (random) =>
      Object.assign(
        scripted({
          args: conversation(random, 10, { openings: hiddenOpenings, questions: hiddenQuestions }),
          failures: { 8: random.pick(['error', 'empty', 'cut'] as const) },
        }),
        { hidden: true },
      ),
    ),
  ];

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'context-management#compaction',
    scenarios: [defaults, ...plain],
    verify: requireCleanEnd,
  });

  check('one-request-a-turn', {
    title: 'It sends one request for each turn',
    points: 1,
    help: 'Each argument is one turn of the user. Send one request for each, in order, that ends with the unchanged turn as a user message.',
    lesson: 'context-management#what-must-stay',
    scenarios: [defaults, ...plain],
    verify: (evidence) => {
      requireAccepted(evidence);
      if (evidence.args.length > 0) return requireTurns(evidence);
      const least = mark / 2 + 3;
      if (evidence.requests.length < least) {
        fail({
          expected: `a conversation of your own with at least five turns and a summary: ${count(least, 'request')} or more`,
          actual: count(evidence.requests.length, 'request'),
        });
      }
    },
  });

  check('compacts-at-mark', {
    title: 'It asks for a summary exactly when there are more than 6 messages',
    points: 1,
    help: 'Before each turn, count the user and assistant messages that you keep. With more than 6, send one request for a summary first. Otherwise, and after the last turn, send none.',
    lesson: 'context-management#compaction',
    needs: ['one-request-a-turn'],
    scenarios: plain,
    verify: requireTiming,
  });

  check('keeps-messages', {
    title: 'What was not replaced is sent unchanged',
    points: 1,
    help: 'Begin with [system, user], keep every turn and reply unchanged, and send them in order before the new turn. After a summary, those are the newest 2 messages and what came later.',
    lesson: 'context-management#what-must-stay',
    needs: ['compacts-at-mark'],
    scenarios: plain,
    verify: requireKept,
  });

  check('sums-up-old', {
    title: 'The request for a summary has every old message',
    points: 2,
    help: 'Put all messages except the newest 2 into the request for the summary, unchanged and in order.',
    lesson: 'context-management#compaction',
    needs: ['compacts-at-mark'],
    scenarios: plain,
    verify: requireOld,
  });

  check('carries-summary', {
    title: 'Later requests carry the system message and the summary',
    points: 2,
    help: 'Begin each request with the system message, with its text from request 1 in it. Put the newest summary, unchanged, before the messages that are left.',
    lesson: 'context-management#compaction',
    needs: ['keeps-messages'],
    scenarios: plain,
    verify: requireCarried,
  });

  check('drops-old', {
    title: 'What was replaced is no longer sent',
    points: 1,
    help: 'When you have a new summary, leave out the old messages and any earlier summary.',
    lesson: 'context-management#compaction',
    needs: ['carries-summary'],
    scenarios: plain,
    verify: requireDropped,
  });

  check('sums-up-again', {
    title: 'A later summary is made from the earlier one',
    points: 1,
    help: 'Put the earlier summary, unchanged, into the request for the new one. Nothing else is left of the first turns.',
    lesson: 'context-management#compaction',
    needs: ['sums-up-old', 'carries-summary'],
    scenarios: plain,
    verify: requireChain,
  });

  check('survives-failure', {
    title: 'A failed summary changes nothing',
    points: 2,
    help: 'Catch the error, and look at finish_reason and at the text. If there is no good summary, keep everything, send the turn, and try again before the next one.',
    lesson: 'context-management#compaction',
    needs: ['keeps-messages', 'sums-up-old', 'drops-old', 'sums-up-again'],
    scenarios: failing,
    verify: (evidence) => {
      requireCleanEnd(evidence);
      requireTurns(evidence);
      requireKept(evidence);
      requireTiming(evidence);
      requireOld(evidence);
      requireCarried(evidence);
      requireDropped(evidence);
      requireChain(evidence);
    },
  });

  check('prints-replies', {
    title: 'Every reply is printed, in order',
    points: 1,
    help: 'Print each reply to a turn inside the loop with console.log, all of it and unchanged.',
    lesson: 'context-management#compaction',
    needs: ['one-request-a-turn'],
    scenarios: plain,
    verify: (evidence) => {
      const { steps } = stepsOf(evidence);
      const replies = steps.map(({ request }) => request.reply);
      requirePrintedInOrder(evidence, replies, 'reply');
    },
  });

  check('says-compacted', {
    title: 'It says when it has compacted, and how much',
    points: 1,
    help: "Call `report` right after a summary has replaced messages, with their number and before the next reply is printed. Don't call it at any other time.",
    lesson: 'context-management#compaction',
    needs: ['compacts-at-mark', 'prints-replies'],
    scenarios: [defaults, ...plain, ...failing],
    verify: (evidence) => {
      if (evidence.args.length === 0) {
        const lines = linesSaying(fold(evidence.output));
        if (!lines.some((line) => /\d/.test(line))) {
          fail({
            expected: 'a line with the word "compacted" and a number',
            actual: lines.length > 0 ? lines.join('\n') : quoteOutput(evidence.output),
          });
        }
        return;
      }
      for (const { step, printed } of reportsOf(evidence)) {
        const lines = linesSaying(printed);
        const told = lines.some((line) => containsNumber(line, step.replaced));
        if (step.replaced > 0 ? told : lines.length === 0) continue;
        fail({
          expected:
            step.replaced > 0
              ? `a line with "compacted" and ${step.replaced} between reply ${step.number - 1} and reply ${step.number}`
              : `no line with "compacted" between reply ${step.number - 1} and reply ${step.number}, where nothing was replaced`,
          actual: lines.length > 0 ? lines.join('\n') : `no such line in\n${quoteOutput(printed)}`,
          exchange: step.request.exchange,
        });
      }
    },
  });
});

const linesSaying = (text: string) => text.split('\n').filter((line) => /\bcompacted\b/i.test(line));

/** What is printed between two replies, without the texts of the conversation. */
function reportsOf(evidence: Evidence): readonly { readonly step: Step; readonly printed: string }[] {
  const { steps } = stepsOf(evidence);
  const replies = steps.map(({ request }) => request.reply);
  const summaries = evidence.requests
    .filter((request) => !isTurn(evidence, request))
    .map((each) => each.reply);
  const texts = [...replies, ...evidence.args, ...summaries].filter((text) => text.trim() !== '');
  const after = replies.map((_, index) =>
    requirePrintedInOrder(evidence, replies.slice(0, index + 1), 'reply'),
  );
  return steps.slice(1).map((step, index) => {
    const from = after[index] ?? '';
    const output = from.slice(0, from.length - (after[index + 1]?.length ?? 0));
    return { step, printed: outputWithout({ ...evidence, output }, texts) };
  });
}

/** Each turn has its request, in order. */
function requireTurns(evidence: Evidence): void {
  const { args } = evidence;
  const { steps, rest } = stepsOf(evidence);
  const wrong = args.findIndex((turn, index) => steps[index]?.turn !== turn);
  if (wrong === -1 && steps.length === args.length) return;
  const number = wrong === -1 ? args.length + 1 : wrong + 1;
  const seen = steps[number - 1];
  const other = seen?.request ?? seen?.others[0] ?? rest[0] ?? evidence.requests.at(-1);
  const ended = evidence.attempt.outcome === 'exited' ? '' : ` (${evidence.attempt.message})`;
  fail({
    expected:
      wrong === -1
        ? `${count(args.length, 'request')} that end with a turn, one for each`
        : `as request for turn ${number} one whose last message is a user message, exactly: ${quote(args[wrong] ?? '')}`,
    actual:
      seen !== undefined
        ? `request ${seen.request.number} ends with ${quote(seen.turn)}`
        : `no such request among the ${count(evidence.requests.length, 'request')}${ended}${other === undefined ? '' : `; request ${other.number} has\n${listMessages(other.messages)}`}`,
    exchange: other?.exchange,
  });
}

/** Requests for summaries stand where they are due, and nowhere else. */
function requireTiming(evidence: Evidence): void {
  const { steps, rest } = stepsOf(evidence);
  let messages = 0;
  for (const step of steps) {
    const { number, due, others } = step;
    const holds = `${count(messages, 'message')} of the conversation`;
    if (due && others.length === 0) {
      const short = steps.find((each) => each.request.messages.length < each.said.length + 2);
      fail({
        expected: `before turn ${number} a request for a summary: there are ${holds}, more than ${mark}`,
        actual: `the request for turn ${number} comes at once:\n${listMessages(step.request.messages)}`,
        ...(short === undefined || short.number >= number
          ? {}
          : {
              help: `Look at the request for turn ${short.number} first: it should have ${count(short.said.length, 'message')} of the conversation between the system message and the turn, and has fewer.`,
            }),
        exchange: step.request.exchange,
      });
    }
    const needless = due ? others[others.findIndex((each) => summaryOf(each) !== undefined) + 1] : others[0];
    const good = others.some((each) => summaryOf(each) !== undefined);
    if (needless !== undefined && (!due || good)) {
      fail({
        expected: due
          ? `one summary before turn ${number}`
          : `no request for a summary before turn ${number}: there are ${holds}, not more than ${mark}`,
        actual: `request ${needless.number}${due ? ', after the summary had come' : ''}:\n${listMessages(needless.messages)}`,
        exchange: needless.exchange,
      });
    }
    messages = step.said.length + 2;
  }
  const late = rest[0];
  if (late !== undefined) {
    fail({
      expected: 'no request after the last turn: a summary is made before a turn is sent, when it is needed',
      actual: `request ${late.number}:\n${listMessages(late.messages)}`,
      exchange: late.exchange,
    });
  }
}

/** Why nothing was replaced before a turn, when something should have been. */
function failureOf({ due, replaced, others }: Step): string {
  const last = others.at(-1);
  if (!due || replaced > 0 || last === undefined) return '';
  const choice = last.completion?.choices[0];
  const why =
    last.refusal ??
    (choice === undefined
      ? 'no answer'
      : choice.finishReason === 'stop'
        ? 'the answer is empty'
        : `finish_reason is ${choice.finishReason}`);
  return ` (the summary of request ${last.number} has failed: ${why})`;
}

/** Each request for a turn ends with the messages that are left and the turn; before the first summary it is all there is. */
function requireKept(evidence: Evidence): void {
  const first = requireRequest(evidence, 1);
  const [system] = first.messages;
  const roles = first.messages.map(roleOf).join(', ');
  if (roles !== 'system, user' || system?.text.trim() === '') {
    fail({
      expected: 'request 1 with exactly the messages [system, user]',
      actual: listMessages(first.messages),
      exchange: first.exchange,
    });
  }
  for (const step of stepsOf(evidence).steps) {
    const { messages } = step.request;
    const wanted: readonly Said[] = [...step.said, { role: 'user', text: step.turn }];
    const start = messages.length - wanted.length;
    const wrong = wanted.findLastIndex(({ role, text }, index) => {
      const message = messages[start + index];
      return message?.role !== role || message.text !== text;
    });
    const missed = wanted[wrong];
    if (missed !== undefined) {
      const near = messages.some(
        ({ text }) => text !== missed.text && letters(text) === letters(missed.text),
      );
      fail({
        expected: `the request for turn ${step.number} ends with the ${count(wanted.length, 'message')} that ${step.summary === undefined ? 'the conversation has' : 'no summary has replaced'}${failureOf(step)}; number ${wrong + 1} of them is ${missed.role} ${quote(missed.text)}`,
        actual: `${near ? 'the same words, but white space, line ends or quotes were changed:\n' : ''}${listMessages(messages)}`,
        exchange: step.request.exchange,
        message: start + wrong >= 0 ? start + wrong : undefined,
      });
    }
    const before = messages[0];
    const isWhole =
      start === 1 && before !== undefined && roleOf(before) === 'system' && before.text === system?.text;
    if (step.summary === undefined && !isWhole) {
      fail({
        expected: `the request for turn ${step.number} is the system message of request 1, the ${count(step.said.length, 'message')} of the conversation, and the turn`,
        actual: listMessages(messages),
        exchange: step.request.exchange,
      });
    }
  }
}

/** Each request for a summary has the texts of the old messages, in order. */
function requireOld(evidence: Evidence): void {
  for (const { number, old, others } of stepsOf(evidence).steps) {
    for (const request of others) {
      const sent = request.messages.map(({ text }) => text).join('\n');
      let from = 0;
      for (const [index, { role, text }] of old.entries()) {
        const end = endOf(sent, text, from);
        if (end === undefined) {
          const early = endOf(sent, text, 0) !== undefined;
          const near = letters(sent).includes(letters(text));
          fail({
            expected: `before turn ${number}: old message ${index + 1} of ${old.length} in the request for a summary, word for word and in order: ${role} ${quote(text)}`,
            actual: `${early ? 'it stands too early:\n' : near ? 'the same words, but white space, line ends or quotes were changed:\n' : ''}${listMessages(request.messages)}`,
            exchange: request.exchange,
          });
        }
        from = end ?? from;
      }
    }
  }
}

/** What stands before the messages that are left. */
const headOf = ({ request, said }: Step) =>
  request.messages.slice(0, Math.max(0, request.messages.length - said.length - 1));

function requireCarried(evidence: Evidence): void {
  const own = requireRequest(evidence, 1).messages[0]?.text ?? '';
  for (const step of stepsOf(evidence).steps) {
    const { number, summary, request } = step;
    if (summary === undefined) continue;
    const [system] = request.messages;
    if (system === undefined || roleOf(system) !== 'system' || !system.text.includes(own.trim())) {
      fail({
        expected: `the request for turn ${number} begins with the system message, its own text kept: ${quote(own)}`,
        actual: listMessages(request.messages),
        exchange: request.exchange,
        message: 0,
      });
    }
    const head = headOf(step);
    if (head.some(({ text }) => text.includes(summary.trim()))) continue;
    const near = head.some(({ text }) => letters(text).includes(letters(summary)));
    fail({
      expected: `in the request for turn ${number}, before the messages that are left, the newest summary, word for word: ${quote(summary)}`,
      actual: `${near ? 'the same words, but white space, line ends or quotes were changed:\n' : ''}${listMessages(request.messages)}`,
      exchange: request.exchange,
    });
  }
}

function requireDropped(evidence: Evidence): void {
  const gone: string[] = [];
  for (const step of stepsOf(evidence).steps) {
    const { number, summary, request } = step;
    if (step.replaced > 0) {
      gone.push(...step.old.map(({ text }) => text));
      if (step.earlier !== undefined) gone.push(step.earlier);
    }
    if (summary === undefined) continue;
    for (const [index, { text }] of headOf(step).entries()) {
      // A summary may quote what it sums up.
      const rest = text.replaceAll(summary.trim(), ' ');
      const still = gone.find((each) => endOf(rest, each, 0) !== undefined);
      if (still === undefined) continue;
      fail({
        expected: `the request for turn ${number} without what the summary has replaced, such as ${quote(still)}`,
        actual: listMessages(request.messages),
        exchange: request.exchange,
        message: index,
      });
    }
  }
}

/** Each later summary was asked for with the one before, and what turn 1 told is still there at the end. */
function requireChain(evidence: Evidence): void {
  const { steps } = stepsOf(evidence);
  for (const { number, earlier, others } of steps) {
    if (earlier === undefined) continue;
    for (const request of others) {
      if (request.messages.some(({ text }) => endOf(text, earlier, 0) !== undefined)) continue;
      fail({
        expected: `before turn ${number}: the earlier summary in the request for the new one, word for word: ${quote(earlier)}`,
        actual: listMessages(request.messages),
        exchange: request.exchange,
      });
    }
  }
}

/** Where a text ends in another: as it is, or as JSON shows it. White space around it may be missing. */
function endOf(where: string, text: string, from: number): number | undefined {
  const plain = text.trim();
  const ends = [plain, JSON.stringify(plain).slice(1, -1)].flatMap((form) => {
    const at = where.indexOf(form, from);
    return at === -1 ? [] : [at + form.length];
  });
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** What remains of a text when it is trimmed, wrapped or escaped. */
const letters = (text: string) => text.replace(/\\[nrt]/g, '').replace(/[^\p{L}\p{N}]+/gu, '');
