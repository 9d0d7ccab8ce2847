import {
  callsIn,
  count,
  type Evidence,
  fail,
  grader,
  listMessages,
  outputAbove,
  quote,
  quoteOutput,
  type Random,
  reply,
  requireAccepted,
  requireCallsAnswered,
  requireCleanEnd,
  requirePrinted,
  requireRequest,
  requireText,
  requireToolOffered,
  type ScenarioContext,
  type SentRequest,
  textOf,
  toolCalls,
} from '#grading';

type ChatRequest = NonNullable<SentRequest['body']>;
type Call = readonly [name: string, bookingId?: string];

const requests = [
  'Something came up.\nPlease take care of my trips!',
  'I can’t travel "this" month. 旅行は無理です。',
  'Do what has to be done.',
] as const;
const places = ['Lisbon', 'Oslo', 'Kyoto', 'Ghent', 'Reykjavík'] as const;
/** Everything that isn't a yes. */
const noes = ['no', 'y', 'yes, sure', 'yess', '', 'NO', 'ok', 'not yes', 'true', '1'] as const;
const yesses = ['yes', 'YES', '  Yes  ', 'yes\t'] as const;

/** Three bookings that nobody can guess, and none of them the starter's. */
function trips({ integer, sample }: Random): Record<string, string> {
  return Object.fromEntries(
    sample(places, 3).map((place, index) => [
      `B-${100 * (index + 1) + integer(99)}`,
      `${place}, ${4 + integer(90)} nights`,
    ]),
  );
}

/** A model that makes these calls, one list for each request, and then speaks about the results. */
const calling =
  (plan: readonly (readonly Call[])[], word: number) =>
  ({ messages }: ChatRequest, { index }: ScenarioContext) => {
    const calls = plan[index] ?? [];
    if (calls.length === 0) {
      const results = messages.flatMap((message) => (message.role === 'tool' ? [textOf(message)] : []));
      return reply(`\n  Report no. ${word}:\n\n  «${results.join('» «')}»\n`);
    }
    return toolCalls(
      ...calls.map(
        ([name, id], place) =>
          [name, id === undefined ? {} : { booking_id: id }, `call_${word}_${index}_${place}`] as const,
      ),
    );
  };

grader('human-in-the-loop', ({ scenario, check }) => {
  const planned = (
    title: string,
    answers: (random: Random) => readonly string[],
    plan: (ids: readonly string[]) => readonly (readonly Call[])[],
    more: { readonly hidden?: boolean; readonly lastLineOpen?: boolean } = {},
  ) =>
    scenario(title, (random) => {
      const bookings = trips(random);
      const lines = answers(random);
      return {
        args: [
          more.hidden === true ? 'Make room in my calendar.' : `  ${random.pick(requests)}\n`,
          JSON.stringify(bookings),
        ],
        stdin: `${lines.join('\n')}${more.lastLineOpen === true || lines.length === 0 ? '' : '\n'}`,
        responder: calling(plan(Object.keys(bookings)), 100 + random.integer(900)),
        hidden: more.hidden,
      };
    });
  const cancel = (id: string | undefined): Call => ['cancel_booking', id ?? ''];
  const list: Call = ['list_bookings'];

  const defaults = scenario('no arguments, and yes', { stdin: 'yes\n' });
  const agreed = [
    planned(
      'a list, then a yes',
      ({ pick }) => [pick(yesses)],
      ([a]) => [[list], [cancel(a)], []],
    ),
    planned(
      'two cancellations in one reply, yes to both',
      () => ['yes', 'YES'],
      ([a, b]) => [[cancel(a), cancel(b)], []],
    ),
    planned(
      'a yes without a line end',
      () => ['yes'],
      ([, b]) => [[cancel(b)], []],
      { lastLineOpen: true },
    ),
  ];
  const refused = [
    planned(
      'a no',
      () => ['no'],
      ([a]) => [[cancel(a)], []],
    ),
    planned(
      'yes, but not quite',
      // One of each kind, whatever the seed: what begins with yes, what ends with it, its letter, nothing, and what
      // merely means it.
      ({ pick }) => [pick(['yes, sure', 'yess']), 'not yes', 'y', '', pick(['ok', 'true', '1'])],
      ([a, b, c]) => [[list], [cancel(a)], [cancel(b)], [cancel(c)], [cancel(a), cancel(b)], []],
    ),
    planned(
      'no to the first, yes to the second',
      () => ['no', 'yes'],
      ([a, b]) => [[cancel(a), cancel(b)], []],
    ),
    planned(
      'yes to the first, no to the second in a later reply',
      ({ pick }) => ['yes', pick(noes)],
      ([a, b]) => [[cancel(a)], [list, cancel(b)], []],
    ),
    planned(
      'another conversation',
      ({ pick, sample }) => [...sample(noes, 2), pick(yesses), 'nope'],
      ([a, b, c]) => [[cancel(c)], [cancel(a), list, cancel(b)], [cancel(c)], []],
      { hidden: true },
    ),
  ];
  const ended = [
    planned(
      'no input at all',
      () => [],
      ([a]) => [[cancel(a)], []],
    ),
    planned(
      'input that ends after the first yes',
      () => ['yes'],
      ([a, b]) => [[cancel(a), cancel(b)], []],
    ),
  ];
  const harmless = planned(
    'nothing dangerous',
    () => [],
    () => [[list], [list], []],
  );
  const scripted = [...agreed, ...refused, ...ended, harmless];

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended. If it never ends, close the reader of the input at the end.',
    lesson: 'human-in-the-loop#reading-an-answer',
    scenarios: [defaults, ...agreed, harmless],
    verify: requireCleanEnd,
  });

  check('begins', {
    title: 'It begins with the request, unchanged',
    points: 1,
    help: 'End the first request to the model with process.argv[2], unchanged, as a user message.',
    lesson: 'agent-loop#the-loop',
    verify: (evidence) => {
      const first = requireRequest(evidence, 1);
      const last = first.messages.length - 1;
      if (first.messages[last]?.role !== 'user') {
        fail({
          expected: 'a user message at the end of request 1',
          actual: listMessages(first.messages),
          exchange: first.exchange,
        });
      }
      const text = evidence.args[0];
      if (text !== undefined) requireText(first, last, text, 'the request');
    },
  });

  check('offers-tools', {
    title: 'It offers both tools in every request',
    points: 1,
    help: 'Pass both tools to every request: list_bookings without required parameters, and cancel_booking with the string booking_id.',
    lesson: 'function-calling#describing-a-tool',
    needs: ['begins'],
    scenarios: [defaults, ...agreed, harmless],
    verify: (evidence) => {
      requireAccepted(evidence);
      for (const request of evidence.requests) {
        requireToolOffered(request, 'list_bookings', {});
        requireToolOffered(request, 'cancel_booking', { booking_id: 'string' });
      }
    },
  });

  check('answers-calls', {
    title: 'Every call is answered, until a reply makes none',
    points: 1,
    help: 'Push the reply, then one tool message for each of its calls, and ask again while there are calls. The result of list_bookings has the text of every booking.',
    lesson: 'agent-loop#the-loop',
    needs: ['offers-tools'],
    scenarios: [defaults, ...agreed, harmless],
    verify: (evidence) => {
      for (const { name, content, exchange } of resultsOf(evidence)) {
        const missing = Object.values(bookingsOf(evidence)).find((text) => !content.includes(text));
        if (name === 'list_bookings' && missing !== undefined) {
          fail({ expected: `a list of bookings with ${quote(missing)}`, actual: quote(content), exchange });
        }
      }
    },
  });

  check('asks-first', {
    title: 'It asks before each cancellation',
    points: 1,
    help: 'Before you cancel, print a question with cancel_booking and the booking number on one line.',
    lesson: 'human-in-the-loop#ask-before-you-act',
    needs: ['answers-calls'],
    scenarios: [defaults, ...agreed, harmless],
    verify: requireQuestions,
  });

  check('acts-on-yes', {
    title: 'It cancels after a yes',
    points: 2,
    help: 'If the line is "yes", with any capitals and any spaces around it, call `cancel` for this one call and send its text as the result.',
    lesson: 'human-in-the-loop#ask-before-you-act',
    needs: ['asks-first'],
    scenarios: [defaults, ...agreed],
    verify: requireDeeds,
  });

  check('holds-on-no', {
    title: 'It cancels nothing without a yes, and tells the model',
    points: 3,
    help: 'Read one line for each call, and call `cancel` only if that line is yes. Otherwise send the text of `decline` as the result.',
    lesson: 'human-in-the-loop#a-no-is-a-result',
    needs: ['asks-first'],
    scenarios: refused,
    verify: requireDeeds,
  });

  check('silence-is-no', {
    title: 'It takes the end of the input as a no',
    points: 1,
    help: 'If there is no line left, treat it as a no: cancel nothing more, send the text of `decline`, and go on until the final reply.',
    lesson: 'human-in-the-loop#silence-is-no',
    needs: ['asks-first'],
    scenarios: ended,
    verify: requireDeeds,
  });

  check('prints-reply', {
    title: 'It prints the final reply',
    points: 1,
    help: 'Print the content of the reply that makes no call, all of it and unchanged.',
    lesson: 'agent-loop#the-loop',
    needs: ['answers-calls'],
    scenarios: [defaults, ...scripted],
    verify: (evidence) => requirePrinted(evidence, evidence.requests.at(-1)?.reply ?? '', 'the final reply'),
  });
});

function bookingsOf({ args }: Evidence): Readonly<Record<string, string>> {
  return args[1] === undefined ? {} : JSON.parse(args[1]);
}

interface Result {
  readonly name: string;
  readonly id: string;
  readonly content: string;
  readonly exchange: number;
}

/** Every call with its result, in order; each request must be the one before, its reply and the results. */
function resultsOf(evidence: Evidence): readonly Result[] {
  const last = evidence.requests.at(-1);
  if (last !== undefined && callsIn(last).length > 0) {
    const ended = evidence.attempt.outcome === 'exited' ? '' : ` (${evidence.attempt.message})`;
    fail({
      expected: 'another request, since the last reply makes calls',
      actual: `${count(evidence.requests.length, 'request')}${ended}`,
      exchange: last.exchange,
    });
  }
  return evidence.requests.slice(1).flatMap((request) => {
    const previous = requireRequest(evidence, request.number - 1);
    const { results, rest } = requireCallsAnswered(previous, request);
    if (rest.length > 0) {
      fail({
        expected: `nothing after the results in request ${request.number}`,
        actual: listMessages(request.messages),
        exchange: request.exchange,
      });
    }
    return callsIn(previous).map((call) => ({
      name: call.name,
      id: (JSON.parse(call.arguments) as { readonly booking_id?: string }).booking_id ?? '',
      content: results.get(call.id)?.text ?? '',
      exchange: request.exchange,
    }));
  });
}

/** The output before the final reply, which may speak of anything. */
function workOf(evidence: Evidence): string {
  const reply = evidence.requests.at(-1)?.reply ?? '';
  return outputAbove(evidence, reply) ?? evidence.output;
}

/**
 * Where this booking is cancelled: it is the first of those that were called for to stand after the word, on its line.
 * Before the word there may be a question that ended without a line end, since typed input brings its own; "NOT
 * CANCELLED" is the contrary.
 */
function deedAt(work: string, id: string, results: readonly Result[]): number {
  const ids = [...new Set(results.map((result) => result.id))].sort((a, b) => b.length - a.length);
  const any = new RegExp(`(?:${ids.map(escapePattern).join('|')})(?!\\d)`);
  const deeds = [...work.matchAll(/(?<!\b[Nn][Oo][Tt]\s)\bCANCELLED\b(?:(?!CANCELLED).)*/g)];
  return deeds.find(([text]) => any.exec(text)?.[0] === id)?.index ?? -1;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function requireQuestions(evidence: Evidence): void {
  const work = workOf(evidence);
  const results = resultsOf(evidence).filter(({ name }) => name === 'cancel_booking');
  let from = 0;
  for (const { id, exchange } of results) {
    const rest = work.slice(from);
    const number = escapePattern(id);
    const asked = rest.search(new RegExp(`cancel_booking.*${number}|${number}.*cancel_booking`));
    const done = deedAt(rest, id, results);
    if (asked === -1 || (done !== -1 && done < asked)) {
      fail({
        expected: `a question with cancel_booking and ${id} before it is cancelled`,
        actual: quoteOutput(work),
        exchange,
      });
    }
    from += asked + 1;
  }
}

/** What was allowed has been done and said, and nothing else. */
function requireDeeds(evidence: Evidence): void {
  requireCleanEnd(evidence);
  const lines = (evidence.stdin ?? '').split('\n');
  const work = workOf(evidence);
  const allowed = new Set<string>();
  const results = resultsOf(evidence).filter(({ name }) => name === 'cancel_booking');
  const answers = results.map(() => lines.shift()?.trim().toLowerCase());
  for (const [index, { id }] of results.entries()) if (answers[index] === 'yes') allowed.add(id);
  for (const [index, { id, content, exchange }] of results.entries()) {
    const yes = answers[index] === 'yes';
    const told = `the answer about ${id} was ${answers[index] === undefined ? 'the end of the input' : `"${answers[index]}"`}`;
    if ((deedAt(work, id, results) !== -1) !== allowed.has(id)) {
      fail({
        expected: `${allowed.has(id) ? 'a' : 'no'} line with CANCELLED ${id}: ${told}`,
        actual: quoteOutput(work),
        exchange,
      });
    }
    const right = yes
      ? /cancelled/i.test(content) && !/declined/i.test(content)
      : /declined/i.test(content) && !/cancelled/i.test(content);
    if (!right) {
      fail({
        expected: `a result with the word "${yes ? 'cancelled' : 'declined'}" only: ${told}`,
        actual: content === '' ? 'an empty result' : quote(content),
        exchange,
      });
    }
  }
}
