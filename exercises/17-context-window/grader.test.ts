import {
  containsNumber,
  count,
  type Evidence,
  fail,
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
  requireText,
  roleOf,
  type SentRequest,
  usageOf,
} from '#grading';

const systems = [
  'You are a helpful travel assistant. Answer in two sentences.',
  'You are a patient guide who knows every railway timetable.',
] as const;

const questions = [
  'When should I visit Japan?',
  'What about budget tips?',
  'And what should I eat there?',
  'How do I get around?',
  'What should I pack for two weeks?',
  'Is it safe to travel alone?',
  'Which phrases should I learn first?',
  'Where do people swim in the evening?',
] as const;

const hiddenSystem = 'You answer questions about a small harbour, briefly and with a smile.';
const hiddenQuestions = [
  'When does the first ferry leave?',
  'Who repairs a torn sail?',
  'Is there fresh water at the pier?',
  'What does a berth cost for a week?',
  'Where is the fog horn?',
  'How deep is the basin at low tide?',
  'Which flag means that mail is here?',
  'Where do the seals sleep?',
  'May one fish from the wall?',
] as const;

const nouns = ['ferry', 'garden', 'market', 'tower', 'bridge', 'teahouse', 'harbour', 'festival', 'museum'];

/** A reply of so many sentences, with a number in each that nobody can guess. */
function told({ integer, sample }: Random, sentences: number): string {
  return Array.from({ length: sentences }, () => {
    const [one, other] = sample(nouns, 2);
    return `The ${one} no. ${1000 + integer(9000)} is near the ${other}.`;
  }).join(' ');
}

/** As the starter's `estimate` counts. */
const costOf = (text: string) => Math.ceil(Buffer.byteLength(text) / 2) + 5;
const cost = (...texts: readonly string[]) => texts.reduce((sum, text) => sum + costOf(text), 0);
const overhead = 3;

/** Replies by their position. */
const inOrder = (replies: readonly string[]) => (_request: unknown, context: { readonly index: number }) =>
  reply(replies[context.index] ?? 'That is all.');

/** One long reply among short ones, and a budget that the long one meets as the newest pair, to the token. */
function oneLong(random: Random) {
  const turns = random.sample(questions, 7);
  const replies = turns.map((_, index) => told(random, index === 1 ? 9 : 2));
  const system = random.pick(systems);
  const [, second = '', third = ''] = turns;
  const budget = overhead + cost(system, second, replies[1] ?? '', third);
  return { args: [String(budget), system, ...turns], responder: inOrder(replies) };
}

/** A budget that two pairs meet exactly: the fourth turn has room for the two before it, and not for a byte more. */
function toTheToken(random: Random) {
  const turns = random.sample(questions, 6);
  const replies = turns.map(() => told(random, 3));
  const system = random.pick(systems);
  const [, second = '', third = '', fourth = ''] = turns;
  const budget = overhead + cost(system, second, replies[1] ?? '', third, replies[2] ?? '', fourth);
  return { args: [String(budget), system, ...turns], responder: inOrder(replies) };
}

/** Texts that have far more bytes than letters, and white space that must survive. */
function abroad(random: Random) {
  const turns = [
    '日本へはいつ行くのがいいですか。',
    '  "Naïve" question:\n\twhere is the café?  ',
    '食べ物のおすすめはありますか。 🍜',
    'How do I get around?',
    '荷物には何を入れればいいですか。',
    'Thank you. 🙏',
  ];
  const replies = turns.map(
    (_, index) =>
      `\n  ${index + 1}. 「春」の京都は${1000 + random.integer(9000)}本の桜が美しく、朝の市場では新しい魚が並びます。\n\n\t- "Naïve" & 50% off  \n  (dropped 4, said the 案内人)\n`,
  );
  const system = ' あなたは旅行の案内人です。 Answer in the language of the question.\n';
  const [, second = '', third = '', fourth = ''] = turns;
  const budget = overhead + cost(system, second, replies[1] ?? '', third, replies[2] ?? '', fourth) + 12;
  return { args: [String(budget), system, ...turns], responder: inOrder(replies) };
}

grader('context-window', ({ scenario, check }) => {
  const talks = [
    scenario('no arguments'),
    scenario('a budget for everything', (random) => ({
      args: ['100000', random.pick(systems), ...random.sample(questions, 5)],
    })),
    scenario('a small budget, with the simulated model', (random) => ({
      args: [String(160 + random.integer(20)), random.pick(systems), ...random.sample(questions, 8)],
    })),
    scenario('one long reply', oneLong),
    scenario('a budget that is met exactly', toTheToken),
    scenario('room for the newest turn only', (random) => {
      const turns = random.sample(questions, 4);
      const system = random.pick(systems);
      const longest = Math.max(...turns.map(costOf));
      const replies = turns.map(() => told(random, 12));
      return {
        args: [String(overhead + cost(system) + longest), system, ...turns],
        responder: inOrder(replies),
      };
    }),
    scenario('texts of many bytes', abroad),
    scenario('another conversation', (random) => {
      const turns = random.sample(hiddenQuestions, 9);
      const replies = turns.map((_, index) => told(random, index % 3 === 1 ? 6 : 2));
      const budget = overhead + cost(hiddenSystem) + 150 + random.integer(60);
      return { args: [String(budget), hiddenSystem, ...turns], responder: inOrder(replies), hidden: true };
    }),
  ];
  const hopeless = [
    scenario('a turn that is too long, between two that are not', (random) => {
      const [first = '', second = '', last = ''] = random.sample(questions, 3);
      const long = `${second} ${told(random, 60)}`;
      return {
        args: ['300', random.pick(systems), first, long, last],
        responder: inOrder([told(random, 2)]),
      };
    }),
    scenario('a budget that is too small for anything', ({ pick, integer }) => ({
      args: [String(3 + integer(4)), pick(systems), pick(questions)],
    })),
    scenario('a system message that leaves no room for the turn', (random) => {
      const turn = random.pick(questions);
      const system = `  ${random.pick(systems)} ${told(random, 60)}`;
      return { args: [String(overhead + cost(turn) + 20), system, turn] };
    }),
    scenario('another turn that is too long', (random) => {
      const [first = '', second = '', third = ''] = random.sample(hiddenQuestions, 3);
      return {
        args: ['260', hiddenSystem, first, second, `${told(random, 50)} ${third}`],
        responder: inOrder([told(random, 1), told(random, 1)]),
        hidden: true,
      };
    }),
  ];
  /** How many turns can be sent there. */
  const possible = new Map(hopeless.map(({ index }, at) => [index, [1, 0, 0, 2][at] ?? 0]));

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'context-management#a-sliding-window',
    scenarios: talks,
    verify: requireCleanEnd,
  });

  check('one-request-a-turn', {
    title: 'It sends one request for each turn',
    points: 1,
    help: 'The first argument is the budget, the second is the system message, and each further one is a turn. Send one request for each turn.',
    lesson: 'context-management#a-sliding-window',
    scenarios: talks,
    verify: (evidence) => {
      requireAccepted(evidence);
      const wanted = evidence.args.length - 2;
      const sent = evidence.requests.length;
      if (wanted > 0 ? sent === wanted : sent > 1) return;
      fail({
        expected: wanted > 0 ? count(wanted, 'request') : 'at least two requests',
        actual: count(sent, 'request'),
        exchange: wanted > 0 ? evidence.requests[wanted]?.exchange : undefined,
      });
    },
  });

  check('frame', {
    title: 'Each request begins with the system message and ends with the turn',
    points: 1,
    help: 'Build a new list for each turn: the unchanged system message first, then the pairs that fit, and the unchanged turn last.',
    lesson: 'context-management#what-must-stay',
    scenarios: talks,
    needs: ['one-request-a-turn'],
    verify: requireFrame,
  });

  check('whole-pairs', {
    title: 'The newest pairs are sent, whole and unchanged',
    points: 3,
    help: 'Keep each turn and its reply together and unchanged. Walk from the newest pair to the oldest, and stop at the first that does not fit.',
    lesson: 'context-management#what-must-stay',
    scenarios: talks,
    needs: ['frame'],
    verify: (evidence) => {
      for (const request of evidence.requests) requirePairs(evidence, request);
    },
  });

  check('within-budget', {
    title: 'No request is over the budget',
    points: 3,
    help: 'Call `estimate` before you send, and leave out old pairs until it is at most the budget.',
    lesson: 'context-management#a-sliding-window',
    scenarios: talks,
    needs: ['one-request-a-turn'],
    verify: (evidence) => {
      const budget = Number(evidence.args[0] ?? Number.POSITIVE_INFINITY);
      const over = evidence.requests.find((request) => usageOf(request).prompt_tokens > budget);
      if (over === undefined) return;
      fail({
        expected: `at most ${budget} prompt tokens in each request`,
        actual: `${usageOf(over).prompt_tokens} in request ${over.number}:\n${listMessages(over.messages)}`,
        exchange: over.exchange,
      });
    },
  });

  check('keeps-what-fits', {
    title: 'Nothing is dropped that fits',
    points: 2,
    help: 'Send every pair with which `estimate` is at most the budget. A request that meets the budget exactly still fits.',
    lesson: 'context-management#a-sliding-window',
    scenarios: talks,
    needs: ['whole-pairs'],
    verify: requireNoNeedlessDrop,
  });

  check('prints-replies', {
    title: 'Every reply is printed, in order',
    points: 1,
    help: 'Print each reply inside the loop with console.log, all of it and unchanged.',
    lesson: 'context-management#a-sliding-window',
    scenarios: talks,
    needs: ['one-request-a-turn'],
    verify: (evidence) => void reportsOf(evidence),
  });

  check('says-dropped', {
    title: 'It says how many messages were dropped',
    points: 1,
    help: 'After each reply, call `report` with two messages for each pair that this request left out, and with 0 if it left out none.',
    lesson: 'context-management#a-sliding-window',
    scenarios: talks,
    needs: ['whole-pairs', 'prints-replies'],
    verify: requireReports,
  });

  check('gives-up', {
    title: "It gives up if a turn doesn't fit",
    points: 1,
    help: 'If `estimate([], turn)` is over the budget, call `giveUp` before you send anything, and leave the loop.',
    lesson: 'context-management#a-sliding-window',
    scenarios: hopeless,
    needs: ['finishes'],
    verify: (evidence) => requireEnd(evidence, possible.get(evidence.index) ?? 0),
  });
});

function requireFrame(evidence: Evidence): void {
  const system = evidence.args[1] ?? requireRequest(evidence, 1).messages[0]?.text ?? '';
  for (const request of evidence.requests) {
    const { messages, number, exchange } = request;
    const [first] = messages;
    const last = messages.length - 1;
    const systems = messages.filter((message) => roleOf(message) === 'system').length;
    if (first === undefined || roleOf(first) !== 'system' || systems !== 1) {
      fail({
        expected: `request ${number} with one system message, as its first message`,
        actual: listMessages(messages),
        exchange,
        message: 0,
      });
    }
    requireText(request, 0, system, `the system message of request ${number}`);
    const turn = evidence.args[number + 1];
    if (messages[last]?.role !== 'user') {
      fail({
        expected: `request ${number} with turn ${number} as its last message, of role user`,
        actual: listMessages(messages),
        exchange,
        message: last,
      });
    }
    if (turn !== undefined) requireText(request, last, turn, `turn ${number} as the last message`);
  }
}

interface Pair {
  readonly user: string;
  readonly assistant: string;
}

/** What had been said before a request. */
function pairsBefore(evidence: Evidence, request: SentRequest): readonly Pair[] {
  return evidence.requests
    .slice(0, request.number - 1)
    .map((each) => ({ user: each.messages.at(-1)?.text ?? '', assistant: each.reply }));
}

/** Between system message and turn stands an unbroken end of the conversation, in whole pairs. */
function requirePairs(evidence: Evidence, request: SentRequest): void {
  const sent = request.messages.slice(1, -1);
  const said = pairsBefore(evidence, request).flatMap(({ user, assistant }) => [
    { role: 'user', text: user },
    { role: 'assistant', text: assistant },
  ]);
  const wanted = sent.length === 0 ? [] : said.slice(-sent.length);
  const torn = sent.length % 2 === 1;
  const wrong = sent.findLastIndex((message, index) => {
    const due = wanted[index - (sent.length - wanted.length)];
    return message.role !== due?.role || message.text !== due.text;
  });
  if (wrong === -1 && !torn) return;
  const due = wanted[wrong - (sent.length - wanted.length)];
  const seen = sent[wrong];
  const close =
    due !== undefined && seen !== undefined && seen.text !== due.text && words(seen.text) === words(due.text);
  fail({
    expected:
      wrong === -1 || due === undefined
        ? `request ${request.number} with whole pairs between system message and turn, the newest of ${count(said.length / 2, 'pair')}`
        : `message ${wrong + 2} of request ${request.number}, counted back from the turn, is ${due.role} ${quote(due.text)}`,
    actual: `${close ? 'the same words, but white space was changed:\n' : ''}${torn && wrong === -1 ? 'half a pair:\n' : ''}${listMessages(request.messages)}`,
    exchange: request.exchange,
    message: Math.max(0, wrong) + 1,
  });
}

const words = (text: string) => text.replace(/\s+/g, ' ').trim();

/** At least the pairs that fit by the README's rule are there. */
function requireNoNeedlessDrop(evidence: Evidence): void {
  const budget = Number(evidence.args[0] ?? 0);
  for (const request of evidence.requests) {
    const before = pairsBefore(evidence, request);
    const [system, ...others] = request.messages;
    let used = overhead + cost(system?.text ?? '', others.at(-1)?.text ?? '');
    let fitting = 0;
    for (const pair of [...before].reverse()) {
      used += cost(pair.user, pair.assistant);
      if (used > budget) break;
      fitting += 1;
    }
    const kept = (request.messages.length - 2) / 2;
    if (kept >= fitting) continue;
    fail({
      expected: `request ${request.number} with the newest ${count(fitting, 'pair')}: by the rule of the task they fit into ${budget} tokens`,
      actual: `${count(kept, 'pair')}:\n${listMessages(request.messages)}`,
      exchange: request.exchange,
    });
  }
}

/** What is printed after each reply and before the next, without the texts of the conversation. */
function reportsOf(evidence: Evidence): readonly string[] {
  const replies = evidence.requests.map((request) => request.reply);
  const texts = [...replies, ...evidence.requests.map(({ messages }) => messages.at(-1)?.text ?? '')];
  const known = texts.filter((text) => text.trim() !== '');
  const after = replies.map((_, index) =>
    requirePrintedInOrder(evidence, replies.slice(0, index + 1), 'reply'),
  );
  return after.map((text, index) => {
    const own = text.slice(0, text.length - (after[index + 1]?.length ?? 0));
    return outputWithout({ ...evidence, output: own }, known);
  });
}

function requireReports(evidence: Evidence): void {
  for (const [index, report] of reportsOf(evidence).entries()) {
    const request = requireRequest(evidence, index + 1);
    const dropped = 2 * index - (request.messages.length - 2);
    const lines = report.split('\n').filter((line) => /\bdropped\b/i.test(line));
    const right = dropped === 0 ? lines.length === 0 : lines.some((line) => containsNumber(line, dropped));
    if (right) continue;
    fail({
      expected:
        dropped === 0
          ? `no line with "dropped" after reply ${index + 1}: request ${index + 1} lacks nothing`
          : `after reply ${index + 1} a line with "dropped" and ${dropped}: so many messages does request ${index + 1} lack`,
      actual: quoteOutput(report),
      exchange: request.exchange,
    });
  }
}

function requireEnd(evidence: Evidence, wanted: number): void {
  const { attempt, requests } = evidence;
  if (requests.length !== wanted) {
    fail({
      expected: `${count(wanted, 'request')}: then comes a turn that does not fit into ${evidence.args[0]} tokens`,
      actual: count(requests.length, 'request'),
      exchange: requests[wanted]?.exchange,
    });
  }
  if (attempt.outcome !== 'crashed' || attempt.exitCode === null || attempt.exitCode === 0) {
    fail({
      expected: 'an exit status other than 0',
      actual: attempt.outcome === 'exited' ? 'exit status 0' : attempt.message,
    });
  }
  if (!/budget/i.test(attempt.stderr) || /^\s+at .+:\d+/m.test(attempt.stderr)) {
    fail({
      expected: 'a message with the word "budget" on standard error, without a stack trace',
      actual: quoteOutput(attempt.stderr),
    });
  }
  requirePrintedInOrder(
    evidence,
    requests.map((request) => request.reply),
    'reply',
  );
}
