import {
  apiFailure,
  count,
  describeMessage,
  type Evidence,
  fail,
  grader,
  quoteOutput,
  type Random,
  requireCleanEnd,
  requirePrinted,
  requireRequest,
  requireText,
  reset,
  type SentRequest,
  script,
  simulated,
  stall,
} from '#grading';

const questions = [
  'When should I visit Japan?',
  'What should I eat in Lisbon?',
  'Is "Iceland" worth it in winter? ☃️',
] as const;
const mostRequests = 4;
const patienceMs = 8_000;

const busy = (seconds: number) => apiFailure(429, 'Slow down, please.', { 'retry-after': String(seconds) });
const broken = apiFailure(500, 'The server had an error.');
const away = apiFailure(503, 'The service is overloaded.');

grader('reliability', ({ scenario, check }) => {
  const asking = ({ pick }: Random) => ({ args: [pick(questions)] });
  const plain = [scenario('no arguments'), scenario('a question', asking)];
  const passing = [
    scenario('429 with Retry-After: 1, then an answer', (random) => ({
      ...asking(random),
      responder: script(busy(1), simulated),
    })),
    scenario('500, then 503, then an answer', (random) => ({
      ...asking(random),
      responder: script(broken, away, simulated),
    })),
    scenario('a connection that breaks, then an answer', (random) => ({
      ...asking(random),
      responder: script(reset, simulated),
    })),
    scenario('other troubles', {
      args: ['Which ferry is never late?'],
      responder: script(busy(2), away, simulated),
      hidden: true,
    }),
  ];
  const silent = scenario('a request that is never answered, then an answer', (random) => ({
    ...asking(random),
    responder: script(stall, simulated),
  }));
  const staying = [400, 401, 403, 404].map((status) =>
    scenario(`status ${status}`, (random) => ({
      ...asking(random),
      responder: () => apiFailure(status, `This will not get better (no. ${random.integer(900)}).`),
    })),
  );
  const hopeless = scenario('503, again and again', (random) => ({
    ...asking(random),
    responder: () => away,
  }));

  check('finishes', {
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with `r` and read the message: it names the line.',
    lesson: 'reliability#which-errors-to-retry',
    scenarios: plain,
    verify: requireCleanEnd,
  });

  check('asks-question', {
    title: 'Asks the question, word for word',
    points: 1,
    help: 'The question is process.argv[2]: send it unchanged, as the last message.',
    lesson: 'reliability#which-errors-to-retry',
    scenarios: plain,
    verify: (evidence) => {
      const request = requireRequest(evidence, 1);
      const last = request.messages.at(-1);
      if (last?.role !== 'user' || last.text.trim() === '') {
        fail({
          expected: 'a user message at the end',
          actual: last === undefined ? 'no messages' : describeMessage(last),
          exchange: request.exchange,
        });
      }
      const question = evidence.args[0];
      if (question !== undefined) requireText(request, request.messages.length - 1, question, 'the question');
    },
  });

  check('prints-reply', {
    title: 'Prints the reply in full',
    points: 1,
    help: 'Print the content of the reply that came, after however many tries.',
    lesson: 'reliability#which-errors-to-retry',
    needs: ['asks-question'],
    scenarios: plain,
    verify: (evidence) => requirePrinted(evidence, evidence.requests.at(-1)?.reply ?? '', 'the reply'),
  });

  check('retries', {
    title: 'Tries again after errors that pass',
    points: 2,
    help: 'After 429, 500, 503 and a broken connection send the same request again; stop as soon as there is a reply.',
    lesson: 'reliability#which-errors-to-retry',
    needs: ['prints-reply'],
    scenarios: passing,
    verify: requireAnswer,
  });

  check('waits', {
    title: 'Waits before each further try',
    points: 2,
    help: 'Wait as long as Retry-After says; without it, begin with half a second and double it each time.',
    lesson: 'reliability#how-long-to-wait',
    needs: ['retries'],
    scenarios: [...passing, hopeless],
    verify: requireWaits,
  });

  check('times-out', {
    title: "Doesn't wait for an answer for ever",
    points: 2,
    help: 'Give a request 2 seconds: new OpenAI({ timeout: 2000 }), or an AbortSignal.timeout. Then try again.',
    lesson: 'reliability#never-wait-for-ever',
    needs: ['prints-reply'],
    scenarios: [silent],
    verify: (evidence) => {
      requireAnswer(evidence);
      const { startedAt, response } = requireRequest(evidence, 1).raw;
      const lasted = (response.endedAt ?? Number.POSITIVE_INFINITY) - startedAt;
      // Far more than 2 seconds, for machines that are busy with other things.
      if (lasted > patienceMs) {
        fail({
          expected: 'a request that is given up after 2 seconds without an answer',
          actual: told(evidence.requests),
          exchange: 0,
        });
      }
    },
  });

  check('gives-up-at-once', {
    title: 'Gives up at once after errors that stay',
    points: 2,
    help: '400, 401, 403 and 404 will be the same next time: send nothing more.',
    lesson: 'reliability#which-errors-to-retry',
    needs: ['asks-question'],
    scenarios: staying,
    verify: (evidence) => requireAmount(evidence, 1),
  });

  check('gives-up-in-the-end', {
    title: 'Gives up after three further tries',
    points: 1,
    help: 'Count the tries: the first, and three more.',
    lesson: 'reliability#when-to-give-up',
    needs: ['asks-question'],
    scenarios: [hopeless],
    verify: (evidence) => requireAmount(evidence, mostRequests),
  });

  check('says-why', {
    title: 'Says that it failed, and why',
    points: 1,
    help: 'Catch the last error: console.error with the word failed and the status, process.exitCode = 1, no stack trace.',
    lesson: 'reliability#when-to-give-up',
    needs: ['gives-up-at-once', 'gives-up-in-the-end'],
    scenarios: [...staying, hopeless],
    verify: ({ attempt, requests }) => {
      const status = String(requests.at(-1)?.raw.response.status ?? '');
      const said = attempt.stderr;
      if (!/failed/i.test(said) || !said.includes(status) || /^\s+at .+:\d+:\d+\)?$/m.test(said)) {
        fail({
          expected: `a message on standard error with the word "failed" and ${status}, without a stack trace`,
          actual: quoteOutput(said),
        });
      }
      if (attempt.exitCode === 0 || attempt.exitCode === null) {
        fail({
          expected: 'an exit status other than 0',
          actual: attempt.exitCode === null ? attempt.message : 'exit status 0',
        });
      }
    },
  });
});

function requireAmount({ requests, attempt }: Evidence, wanted: number): void {
  if (requests.length !== wanted) {
    const ended = attempt.outcome === 'timeout' ? ` (${attempt.message})` : '';
    fail({
      expected: count(wanted, 'request'),
      actual: `${count(requests.length, 'request')}${ended}`,
      exchange: requests[wanted]?.exchange,
    });
  }
}

/** The same request was sent until it was answered, and the answer is printed. */
function requireAnswer(evidence: Evidence): void {
  const { requests, attempt } = evidence;
  const last = requests.at(-1);
  const answered = requests.findIndex(({ completion }) => completion !== undefined);
  if (answered === -1 || answered !== requests.length - 1) {
    fail({
      expected: 'requests until one is answered, and none after it',
      actual: `${told(requests)}${attempt.message === '' ? '' : `\n${attempt.message}`}`,
      exchange: last?.exchange,
    });
  }
  const first = JSON.stringify(requests[0]?.body);
  const other = requests.find(({ body }) => JSON.stringify(body) !== first);
  if (other !== undefined) {
    fail({
      expected: 'the same request each time',
      actual: `request ${other.number} differs from request 1`,
      exchange: other.exchange,
    });
  }
  requireCleanEnd(evidence);
  requirePrinted(evidence, last?.reply ?? '', 'the reply');
}

/** Waits are measured from the end of one request to the begin of the next; only their lower bounds are judged. */
function requireWaits({ requests }: Evidence): void {
  let before = 0;
  for (const [index, request] of requests.slice(1).entries()) {
    const previous = requests[index];
    if (previous === undefined) continue;
    const wait = request.raw.startedAt - (previous.raw.response.endedAt ?? previous.raw.startedAt);
    const asked = Number(previous.raw.response.headers['retry-after'] ?? Number.NaN) * 1000;
    const least = Number.isNaN(asked) ? Math.max(300, before * 1.3) : asked;
    // Clocks of two processes and timers that fire a little early.
    if (wait < least - 15) {
      fail({
        expected: `a wait of at least ${Math.round(least)} ms before request ${request.number}${Number.isNaN(asked) ? '' : ', as Retry-After says'}`,
        actual: `${Math.round(wait)} ms; all of them:\n${told(requests)}`,
        exchange: request.exchange,
      });
    }
    if (Number.isNaN(asked)) before = wait;
  }
}

function told(requests: readonly SentRequest[]): string {
  if (requests.length === 0) return 'no request';
  return requests
    .map(({ number, raw }) => {
      const { state, status } = raw.response;
      const end =
        raw.response.endedAt === undefined
          ? 'never'
          : `after ${Math.round(raw.response.endedAt - raw.startedAt)} ms`;
      return `request ${number} at ${Math.round(raw.startedAt)} ms: ${status === 0 ? state : status}, ended ${end}`;
    })
    .join('\n');
}
