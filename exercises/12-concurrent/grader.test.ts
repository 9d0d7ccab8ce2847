import { stripVTControlCharacters } from 'node:util';
import {
  apiFailure,
  CheckFailure,
  count,
  type Evidence,
  fail,
  grader,
  listMessages,
  outputWithout,
  quote,
  quoteOutput,
  replyWith,
  requireAccepted,
  requireCleanEnd,
  requirePrintedInOrder,
  requireRoles,
  requireText,
  requireTogether,
  roleOf,
  type SentRequest,
  simulated,
  textOf,
  together,
} from '#grading';

const names = ['cost', 'risk', 'opportunity'] as const;
type Name = (typeof names)[number];

/** What an analyst's request is answered with. It looks at the request, since they arrive in any order. */
type Answers = ReturnType<typeof replyWith>;

const proposals = [
  'Should our bakery deliver bread by bicycle?',
  'Should the library open on Sundays?',
  'Should we rent the empty shop next door?',
  'Should the museum lend its paintings to schools?',
  'Should our choir go on tour through Portugal next spring?',
  'Should we move the workshop out of town?',
] as const;

grader('concurrent', ({ scenario, check }) => {
  const all = [
    scenario('no arguments', { responder: together(3, () => simulated) }),
    scenario('the last analyst answers first', ({ pick }) => ({
      args: [pick(proposals)],
      responder: together(3, inOrder(['opportunity', 'risk', 'cost'], plainReplies)),
    })),
    scenario('replies with white space around them', ({ pick }) => ({
      args: [`  ${pick(proposals)}\n"Yes" or "no", naïvely?  価格は? 🥐 `],
      responder: together(
        3,
        inOrder(
          ['risk', 'opportunity', 'cost'],
          replyWith(
            ({ word, number }) =>
              `\n  Point ${number}, 50% ${word()}:\n\n  - "${word()}" first\n\t- then \\${word()} & ${word()} für später\n\n`,
          ),
        ),
      ),
    })),
    scenario('another proposal', ({ pick, sample }) => ({
      args: [
        pick([
          'Should the ferry company buy two electric boats?',
          'Should the orchard sell cider at the railway station?',
        ]),
      ],
      responder: together(3, inOrder(sample(names, 3), plainReplies)),
      hidden: true,
    })),
  ];
  const some = [
    scenario('one analyst fails', ({ pick }) => ({
      args: [pick(proposals)],
      responder: together(3, failing([pick(names)], 0, plainReplies)),
    })),
    scenario('one analyst fails, after the others have answered', ({ pick }) => ({
      args: [pick(['Should the zoo keep penguins?', 'Should the choir record its concerts?'])],
      responder: together(3, failing([pick(names)], 150, plainReplies)),
      hidden: true,
    })),
    scenario('two analysts fail', ({ pick, sample }) => ({
      args: [
        pick(['Should the school grow its own vegetables?', 'Should the village restore its old mill?']),
      ],
      responder: together(3, failing(sample(names, 2), 40, plainReplies)),
      hidden: true,
    })),
  ];
  const none = scenario('all analysts fail', ({ pick }) => ({
    args: [pick(proposals)],
    responder: together(3, failing(names, 0, plainReplies)),
  }));

  check('finishes', {
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with `r` and read the message: it names the line.',
    lesson: 'concurrent#fan-out',
    scenarios: all,
    verify: requireCleanEnd,
  });

  check('asks-three', {
    title: 'Asks three analysts, each once',
    points: 1,
    help: 'Send one request for each of cost, risk and opportunity before any other. The words "cost analyst" (and so on) in its system message say whose it is.',
    lesson: 'concurrent#fan-out',
    scenarios: all,
    verify: (evidence) => {
      requireAccepted(evidence);
      requireAnalysts(evidence);
    },
  });

  check('same-proposal', {
    title: 'Each analyst gets exactly [system, user], with the proposal word for word',
    points: 1,
    help: "Each analyst starts with a fresh list of two messages: its own system message, and the proposal as it was given. No analyst sees another one's reply.",
    lesson: 'concurrent#fan-out',
    needs: ['asks-three'],
    scenarios: all,
    verify: (evidence) => {
      const asked = evidence.requests.slice(0, 3);
      const proposal = evidence.args[0] ?? asked[0]?.messages.at(-1)?.text ?? '';
      for (const request of asked) {
        requireRoles(request, ['system', 'user']);
        if (proposal.trim() === '') {
          fail({
            expected: 'a proposal of its own when there is no argument',
            actual: listMessages(request.messages),
            exchange: request.exchange,
            message: 1,
          });
        }
        requireText(request, 1, proposal, 'the proposal as the user message');
      }
    },
  });

  check('at-once', {
    title: 'The three requests are under way together',
    points: 2,
    help: 'An `await` in a loop waits for one analyst before it asks the next. Start all three first and keep their promises, then wait for all of them.',
    lesson: 'concurrent#fan-out',
    needs: ['asks-three'],
    scenarios: all,
    verify: (evidence) => requireTogether(evidence.requests.slice(0, 3), 'the three analysts'),
  });

  check('one-summary', {
    title: 'Sends one summary request, and nothing after it',
    points: 1,
    help: 'When all the analysts are done, send exactly one more request.',
    lesson: 'concurrent#fan-in',
    needs: ['asks-three'],
    scenarios: all,
    verify: (evidence) => void requireSummary(evidence),
  });

  check('summary-has-replies', {
    title: "The summary request has every reply, under its analyst's name",
    points: 1,
    help: "Build the text of the summary request from the replies as they came, each with its analyst's name right before it.",
    lesson: 'concurrent#fan-in',
    needs: ['one-summary'],
    scenarios: all,
    verify: (evidence) => requireReplies(requireSummary(evidence), requireAnalysts(evidence)),
  });

  check('prints-replies', {
    title: 'Prints every reply in full under its name, in the fixed order',
    points: 1,
    help: 'Print when all have answered: the name, then its reply, in the order cost, risk, opportunity. The results of Promise.all and Promise.allSettled have the order of the promises, not that of the answers.',
    lesson: 'concurrent#fan-in',
    needs: ['asks-three'],
    scenarios: all,
    verify: (evidence) => requireShown(evidence, requireAnalysts(evidence)),
  });

  check('prints-summary', {
    title: 'Prints the summary in full, after the replies',
    points: 1,
    help: 'Print the reply to the summary request last, all of it.',
    lesson: 'concurrent#fan-in',
    needs: ['one-summary', 'prints-replies'],
    scenarios: all,
    verify: (evidence) => requireSummaryShown(evidence, requireAnalysts(evidence)),
  });

  check('survives-failure', {
    title: "A failing analyst doesn't sink the rest",
    points: 2,
    help: 'Look at how each request ended by itself: Promise.all throws away all replies when one fails, Promise.allSettled keeps them. Go on with those that are there, and end with status 0.',
    lesson: 'concurrent#when-one-fails',
    needs: ['at-once', 'summary-has-replies', 'prints-summary'],
    scenarios: some,
    verify: (evidence) => {
      requireSurvival(evidence);
      const asked = requireAnalysts(evidence);
      requireReplies(requireSummary(evidence), asked);
      requireShown(evidence, asked);
      requireSummaryShown(evidence, asked);
    },
  });

  check('reports-failure', {
    title: 'Reports who failed, by name',
    points: 1,
    help: 'For each analyst that failed print a line with its name and the word "failed", and for no other.',
    lesson: 'concurrent#when-one-fails',
    needs: ['survives-failure'],
    scenarios: [...all, ...some],
    verify: (evidence) => requireReports(evidence, requireAnalysts(evidence)),
  });

  check('names-missing', {
    title: 'Tells the summary who is missing',
    points: 1,
    help: 'Add a line `missing: …` with the names of those that failed to the text of the summary request, and only then.',
    lesson: 'concurrent#fan-in',
    needs: ['survives-failure'],
    scenarios: [...all, ...some],
    verify: (evidence) => requireMissing(requireSummary(evidence), requireAnalysts(evidence)),
  });

  check('all-failed', {
    title: 'When all fail, it says so and asks for no summary',
    points: 1,
    help: 'With no reply at all there is nothing to sum up: report the analysts, send nothing more, and end with process.exit(1).',
    lesson: 'concurrent#when-one-fails',
    needs: ['asks-three'],
    scenarios: [none],
    verify: (evidence) => {
      const asked = requireAnalysts(evidence);
      const more = evidence.requests[names.length];
      if (more !== undefined) {
        fail({
          expected: `no request after the three that failed`,
          actual: `request ${more.number} with\n${listMessages(more.messages)}`,
          exchange: more.exchange,
        });
      }
      const { outcome, exitCode, message } = evidence.attempt;
      if (exitCode === null || exitCode === 0) {
        fail({
          expected: 'the program ends by itself with an exit status other than 0',
          actual: outcome === 'exited' ? 'exit status 0' : message,
        });
      }
      requireReports(evidence, asked);
    },
  });
});

/** Short replies of several lines, with words that can't be guessed. */
function plainReplies(...[request, context]: Parameters<Answers>): ReturnType<Answers> {
  return replyWith(({ word }) => `Look at the ${word()} first.\nThen at the ${word()}.`)(request, context);
}

/** The analysts answer in this order, well apart from each other. */
function inOrder(order: readonly Name[], answers: Answers): Answers {
  return async (request, context) => {
    const name = analystIn(systemText(request));
    const answer = await answers(request, context);
    const before = name === undefined ? undefined : () => sleep(40 * order.indexOf(name));
    return answer.kind === 'reply' ? { ...answer, before } : answer;
  };
}

/** These analysts are answered with an error, `late` milliseconds after the others. */
function failing(failed: readonly Name[], late: number, answers: Answers): Answers {
  return (request, context) => {
    const name = analystIn(systemText(request));
    if (name === undefined || !failed.includes(name)) return answers(request, context);
    const answer = apiFailure(400, 'The request was rejected.');
    return answer.kind === 'error' ? { ...answer, before: () => sleep(late) } : answer;
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function systemText({ messages }: Parameters<Answers>[0]): string {
  return messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(textOf)
    .join('\n');
}

function analystsIn(text: string): Name[] {
  return names.filter((name) => new RegExp(`\\b${name}[\\s-]+analyst`, 'i').test(text));
}

/** Whose system message this is; nobody's when it speaks of several. */
function analystIn(text: string): Name | undefined {
  const found = analystsIn(text);
  return found.length === 1 ? found[0] : undefined;
}

/** An analyst's request; `reply` is absent when it failed. */
interface Asked {
  readonly name: Name;
  readonly request: SentRequest;
  readonly reply?: string;
}

/** The first three requests are the analysts', one each. Returned in the fixed order. */
function requireAnalysts({ requests, attempt }: Evidence): readonly Asked[] {
  const first = requests.slice(0, names.length);
  const owners = first.map(({ messages }) => {
    const systems = messages.filter((message) => roleOf(message) === 'system');
    return analystsIn(systems.map(({ text }) => text).join('\n'));
  });
  const seen = first.map(
    (request, index) =>
      `request ${request.number} to ${owners[index]?.join(' and ') || 'nobody known'}:\n${listMessages(request.messages)}`,
  );
  const expected =
    'three requests, one with "cost analyst", one with "risk analyst" and one with "opportunity analyst" in its system message';
  if (first.length < names.length) {
    const end = attempt.outcome === 'exited' ? '' : ` (${attempt.message})`;
    const sent = first.length === 0 ? 'no request' : `only ${count(first.length, 'request')}`;
    fail({ expected, actual: [`${sent}${end}`, ...seen].join('\n') });
  }
  return names.map((name) => {
    const index = owners.findIndex((owner) => owner.length === 1 && owner[0] === name);
    const request = first[index];
    if (request === undefined) {
      const odd = owners.findIndex((owner) => owner.length !== 1);
      return fail({
        expected,
        actual: `the ${name} analyst isn't there\n${seen.join('\n')}`,
        exchange: first[odd]?.exchange,
      });
    }
    return { name, request, reply: request.refusal === undefined ? request.reply : undefined };
  });
}

/** The fourth request is the last. */
function requireSummary({ requests, attempt }: Evidence): SentRequest {
  const summary = requests[names.length];
  const extra = requests[names.length + 1];
  const expected = 'one request after those to the analysts, for the summary';
  if (summary === undefined) {
    const end = attempt.outcome === 'exited' ? '' : ` (${attempt.message})`;
    return fail({ expected, actual: `no request after them${end}` });
  }
  if (extra !== undefined) {
    fail({
      expected,
      actual: `${count(requests.length - names.length, 'request')} after them; request ${extra.number} with\n${listMessages(extra.messages)}`,
      exchange: extra.exchange,
    });
  }
  if (summary.refusal !== undefined) {
    fail({
      expected: 'a summary request that the API accepts',
      actual: `it was refused: ${summary.refusal}`,
      exchange: summary.exchange,
    });
  }
  return summary;
}

/** A clean end; what to do otherwise is told by the check, which knows better than the crash. */
function requireSurvival(evidence: Evidence): void {
  try {
    requireCleanEnd(evidence);
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    fail({ ...error.finding, help: undefined });
  }
}

function repliesOf(asked: readonly Asked[]): string[] {
  return asked.flatMap(({ reply }) => (reply === undefined ? [] : [reply]));
}

const marker = '\u0001';

/** A request's whole text; each reply in it is replaced by its analyst's position between two markers. */
function markedText(request: SentRequest, asked: readonly Asked[]): string {
  let text = request.messages.map((message) => message.text).join('\n');
  for (const [index, { reply }] of asked.entries()) {
    if (reply) text = text.replaceAll(reply, () => `${marker}${index}${marker}`);
  }
  return text;
}

/** Every reply stands in the request, and right before it, of all the names, its own. */
function requireReplies(request: SentRequest, asked: readonly Asked[]): void {
  // Odd parts are positions of replies, even ones the text between them.
  const parts = markedText(request, asked).split(marker);
  for (const [index, { name, reply }] of asked.entries()) {
    if (reply === undefined) continue;
    const places = parts.flatMap((part, at) => (at % 2 === 1 && part === String(index) ? [at] : []));
    if (places.length === 0) {
      const about = request.messages.some(({ text }) => text.includes(reply.trim()))
        ? 'it is there, but the white space around it was changed:\n'
        : '';
      fail({
        expected: `the summary request with the reply of the ${name} analyst, as it came: ${quote(reply)}`,
        actual: `${about}${listMessages(request.messages)}`,
        exchange: request.exchange,
      });
    }
    const before = places.map((at) => namesIn(parts[at - 1] ?? '').at(-1));
    if (!before.includes(name)) {
      fail({
        expected: `the name ${name} before the reply ${quote(reply)}, and no other name between them`,
        actual: `${before[0] === undefined ? 'no name stands before it' : `the name before it is ${before[0]}`}\n${listMessages(request.messages)}`,
        exchange: request.exchange,
      });
    }
  }
}

/** The analysts' names in a text, in the order in which they stand there. */
function namesIn(text: string): Name[] {
  return [...text.toLowerCase().matchAll(/\b(?:cost|risk|opportunity)\b/g)].flatMap(([word]) =>
    names.filter((name) => name === word),
  );
}

/** The replies stand in the output, in the fixed order, each after its name. */
function requireShown(evidence: Evidence, asked: readonly Asked[]): void {
  const answered = asked.filter(({ reply }) => reply !== undefined);
  requirePrintedInOrder(evidence, repliesOf(asked), 'reply');
  const lower = { ...evidence, output: evidence.output.toLowerCase() };
  const texts = answered.flatMap(({ name, reply = '' }) => [name, reply.toLowerCase()]);
  try {
    requirePrintedInOrder(lower, texts, 'text');
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    fail({
      expected: `each reply after its analyst's name, in the order ${answered.map(({ name }) => name).join(', ')}`,
      actual: `the names don't stand before their replies:\n${quoteOutput(evidence.output)}`,
    });
  }
}

function requireSummaryShown(evidence: Evidence, asked: readonly Asked[]): void {
  const rest = requirePrintedInOrder(evidence, repliesOf(asked), 'reply');
  const { reply } = requireSummary(evidence);
  const output = { ...evidence, output: rest };
  try {
    requirePrintedInOrder(output, [reply], 'summary');
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    fail({
      expected: `after the replies the summary, in full: ${quote(reply)}`,
      actual: `after the last reply the output is ${quoteOutput(rest)}`,
    });
  }
}

/** Lines say of the analysts that failed, and of no others, that they did. */
function requireReports(evidence: Evidence, asked: readonly Asked[]): void {
  const printed = `${evidence.output}\n${stripVTControlCharacters(evidence.attempt.stderr)}`;
  const failed = asked.filter(({ reply }) => reply === undefined).map(({ name }) => name);
  const lines = outputWithout({ ...evidence, output: printed }, repliesOf(asked))
    .split('\n')
    .filter((line) => /\bfailed\b/i.test(line))
    .map((line) => ({ line, said: namesIn(line) }));
  const seen = () =>
    lines.length === 0
      ? `no line with "failed" in\n${quoteOutput(printed)}`
      : `the lines with "failed" are\n${lines.map(({ line }) => quote(line)).join('\n')}`;
  for (const name of failed) {
    if (!lines.some(({ said }) => said.includes(name) && said.every((each) => failed.includes(each)))) {
      fail({
        expected: `a line with the name ${name} and the word "failed", and without an analyst that answered`,
        actual: seen(),
      });
    }
  }
  const wrong = lines.find(({ said }) => said.length > 0 && !said.some((each) => failed.includes(each)));
  if (wrong !== undefined) {
    fail({
      expected: `no line that says of ${wrong.said[0]} that it failed: it has answered`,
      actual: seen(),
    });
  }
}

/** The request's lines with `missing:` name the analysts that failed, and no others. */
function requireMissing(request: SentRequest, asked: readonly Asked[]): void {
  const failed = asked.filter(({ reply }) => reply === undefined).map(({ name }) => name);
  const lines = markedText(request, asked)
    .split('\n')
    .filter((line) => /missing:/i.test(line));
  const said = new Set(lines.flatMap((line) => namesIn(line.replace(/^.*?missing:/i, ''))));
  if (said.size !== failed.length || failed.some((name) => !said.has(name))) {
    fail({
      expected:
        failed.length === 0
          ? 'no analyst named as missing when all have answered'
          : `a line in the summary request with "missing: ${failed.join(', ')}", and no other name`,
      actual: `${lines.length === 0 ? 'no line with "missing:"' : lines.map(quote).join('\n')} in\n${listMessages(request.messages)}`,
      exchange: request.exchange,
    });
  }
}
