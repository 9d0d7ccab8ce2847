import {
  count,
  describeMessage,
  type Evidence,
  fail,
  fold,
  grader,
  listMessages,
  outputWithout,
  quote,
  quoteOutput,
  type ReplyParts,
  refusal,
  reply,
  type replyWith,
  requireAccepted,
  requirePrinted,
  requireRequest,
  requireRoles,
  roleOf,
  type SentRequest,
  wordsFor,
} from '#grading';

const tasks = [
  'Write a product text for a folding bicycle that fits under a desk.',
  'Write two sentences that invite neighbours to a repair café on Saturday.',
  'Draft a short note to guests: the pool is closed until Thursday.',
  'Write a paragraph on why bread dough needs to rest overnight.',
  'Write the opening of a talk about slow mail in a fast world.',
] as const;

const hiddenTasks = [
  'Write a welcome text for volunteers at the lighthouse museum.',
  'Write a short paragraph about beekeeping on city roofs.',
  'Draft a notice: the tram stop at the brewery moves by 200 metres.',
  'Write a caption of two sentences for a photo of an empty ferry.',
] as const;

type Scripted = (parts: ReplyParts) => string;
type Model = ReturnType<typeof replyWith>;
type ModelAnswer = ReturnType<typeof reply>;

const draft: Scripted = ({ word, number }) =>
  `Draft at step ${number}: it opens with the ${word()}, and it closes with the ${word()}.`;

const messyDraft: Scripted = ({ word, number }) =>
  `\n  “The ${word()}” (take ${number}):\n\n\t- naïve, "${word()}", 50% off\n  - C:\\new\\table & 日本の朝 🍞\n\n  The end of the ${word()}.\n\n`;

/** The words of a rejection contain what hasty programs look for in place of the field. */
const rejection: Scripted = ({ word, number }) =>
  `Not yet: it would be approved ("approved": true) with the ${word()} in front. Cut the ${word()} of step ${number}.`;

const messyRejection: Scripted = ({ word }) =>
  `  1. Say who the "${word()}" is.\n  2. Drop the ${word()} — it's naïve.\n\n\tThen: C:\\drafts\\${word()} 🔎\n `;

const praise: Scripted = ({ word }) =>
  `The ${word()} works. I was not convinced at first, and nothing is rejected or false in it.`;

interface Plan {
  readonly draft?: Scripted;
  readonly rejection?: Scripted;
  /** The round whose review approves; none when left out. */
  readonly approvedIn?: number;
  /** Answers instead of a review, by round. */
  readonly broken?: Readonly<Record<number, (word: string) => ModelAnswer>>;
}

/** A maker that always has a new draft, and a checker that keeps to the plan. Two requests are a round. */
function model(plan: Plan): Model {
  return (request, context) => {
    const round = Math.floor(context.index / 2) + 1;
    const parts: ReplyParts = { number: context.index + 1, word: wordsFor(context) };
    if (request.response_format === undefined || request.response_format.type === 'text') {
      return reply((plan.draft ?? draft)(parts));
    }
    const broken = plan.broken?.[round];
    if (broken !== undefined) return broken(parts.word());
    const approved = plan.approvedIn !== undefined && round >= plan.approvedIn;
    const review = { approved, feedback: (approved ? praise : (plan.rejection ?? rejection))(parts) };
    // Both ways of writing the same JSON occur, and both orders of the fields.
    return reply(
      round % 2 === 0
        ? JSON.stringify({ feedback: review.feedback, approved })
        : JSON.stringify(review, null, 2),
    );
  };
}

const refused = (word: string) => refusal(`I can't review a text about the ${word}.`);
const noJson = (word: string) => reply(`Approved! "approved": true, and the ${word} is lovely.`);
const halfJson = (word: string) => reply(`{"approved": true, "feedback": "The ${word} is`);
const wordForTruth = (word: string) =>
  reply(JSON.stringify({ approved: 'true', feedback: `The ${word} is lovely.` }));
const nothing = () => reply('null');
const noFeedback = () => reply(JSON.stringify({ approved: true }));
const cut = (word: string): ModelAnswer => ({
  kind: 'reply',
  choices: [
    { content: `{"approved": true, "feedback": "The ${word} reads well, but`, finishReason: 'length' },
  ],
});

type Review =
  | { readonly kind: 'approved' }
  | { readonly kind: 'rejected'; readonly feedback: string }
  | { readonly kind: 'broken'; readonly why: string };

/** What the model really answered, and so what the program had to make of it. */
function reviewOf(request: SentRequest): Review {
  const choice = request.completion?.choices[0];
  if (choice === undefined) return { kind: 'broken', why: 'no reply' };
  if (choice.refusal !== null && choice.refusal !== '') return { kind: 'broken', why: 'a refusal' };
  if (choice.finishReason !== 'stop')
    return { kind: 'broken', why: `cut off, finish_reason ${choice.finishReason}` };
  const parsed = parse(choice.content ?? '');
  if (typeof parsed !== 'object' || parsed === null) return { kind: 'broken', why: 'no JSON' };
  const { approved, feedback }: Readonly<Record<string, unknown>> = { ...parsed };
  if (typeof approved !== 'boolean' || typeof feedback !== 'string')
    return { kind: 'broken', why: 'JSON of another shape' };
  return approved ? { kind: 'approved' } : { kind: 'rejected', feedback };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isReview = ({ body }: SentRequest) =>
  body?.response_format !== undefined && body.response_format.type !== 'text';

interface Round {
  readonly number: number;
  readonly maker: SentRequest;
  readonly checker: SentRequest;
  readonly review: Review;
}

/** The rounds as they were sent. Only for checks that need `takes-turns`. */
function roundsOf({ requests }: Evidence): readonly Round[] {
  const rounds: Round[] = [];
  for (let index = 0; index + 1 < requests.length; index += 2) {
    const maker = requests[index];
    const checker = requests[index + 1];
    if (maker === undefined || checker === undefined) break;
    rounds.push({ number: rounds.length + 1, maker, checker, review: reviewOf(checker) });
  }
  return rounds;
}

const capOf = ({ args }: Evidence) => (args[1] === undefined ? 3 : Number(args[1]));

function resultOf(evidence: Evidence): { readonly approved: boolean; readonly rounds: number } {
  const rounds = roundsOf(evidence);
  return { approved: rounds.at(-1)?.review.kind === 'approved', rounds: rounds.length };
}

/** `round 1: not approved, "…"`, one line each. */
function listRounds(rounds: readonly Round[]): string {
  return rounds
    .map(({ number, review }) => {
      if (review.kind === 'approved') return `round ${number}: approved`;
      const why = review.kind === 'rejected' ? quote(review.feedback) : `broken review (${review.why})`;
      return `round ${number}: not approved, ${why}`;
    })
    .join('\n');
}

/** Whether a request holds a text, to the last character. */
function requireHolds(request: SentRequest, index: number, text: string, what: string): void {
  const message = request.messages[index];
  if (message?.text.includes(text)) return;
  const nearly = message !== undefined && text.trim() !== '' && letters(message.text).includes(letters(text));
  fail({
    expected: `${what}, word for word: ${quote(text)}`,
    actual:
      message === undefined
        ? `no message ${index + 1}`
        : `${nearly ? 'the same words, but white space, line ends or quotes were changed: ' : ''}${describeMessage(message)}`,
    exchange: request.exchange,
    message: message === undefined ? undefined : index,
  });
}

/** What remains of a text when it is trimmed, wrapped or escaped. */
const letters = (text: string) => text.replace(/\\[nrt]/g, '').replace(/[^\p{L}\p{N}]+/gu, '');

grader('maker-checker', ({ scenario, check }) => {
  const plain = [
    scenario('no arguments'),
    scenario('approved at once', ({ pick }) => ({
      args: [pick(tasks), pick(['2', '3', '5'])],
      responder: model({ approvedIn: 1 }),
    })),
    scenario('approved in round 2 of 2', ({ pick }) => ({
      args: [pick(tasks), '2'],
      responder: model({ approvedIn: 2 }),
    })),
    scenario('approved in round 3, texts with line ends and white space', ({ pick }) => ({
      args: [` ${pick(tasks)}\n"Quick", please;  naïve is fine. 朝 🥐\n`, pick(['4', '5'])],
      responder: model({ approvedIn: 3, draft: messyDraft, rejection: messyRejection }),
    })),
    scenario('never approved, no second argument', ({ pick }) => ({
      args: [pick(tasks)],
      responder: model({}),
    })),
    scenario('never approved, another limit', ({ pick }) => ({
      args: [pick(tasks), pick(['2', '4'])],
      responder: model({ draft: messyDraft }),
    })),
    scenario('other tasks', ({ pick }) => {
      const approvedIn = pick([4, 5] as const);
      return {
        args: [pick(hiddenTasks), String(approvedIn + pick([0, 2]))],
        responder: model({ approvedIn, rejection: messyRejection }),
        hidden: true,
      };
    }),
    scenario('one round only', ({ pick }) => ({
      args: [pick(hiddenTasks), '1'],
      responder: model({ approvedIn: 2 }),
      hidden: true,
    })),
  ];
  const broken = [
    scenario('a refusal, then a review that is cut off', ({ pick, sample }) => {
      const [first = refused, second = cut] = sample([refused, cut], 2);
      return {
        args: [pick(tasks), '5'],
        responder: model({ approvedIn: 4, broken: { 1: first, 3: second } }),
      };
    }),
    scenario('JSON of another shape', ({ pick, sample }) => {
      const [first = wordForTruth, second = noFeedback, third = nothing] = sample(
        [wordForTruth, noFeedback, nothing],
        3,
      );
      return {
        args: [pick(tasks), '5'],
        responder: model({ approvedIn: 4, broken: { 1: first, 2: second, 3: third } }),
      };
    }),
    scenario('a review that is no JSON, to the end', ({ pick, sample }) => {
      const [second = noJson, third = halfJson] = sample([noJson, halfJson], 2);
      return { args: [pick(tasks), '3'], responder: model({ broken: { 2: second, 3: third } }) };
    }),
  ];

  check('finishes', {
    title: 'The program runs to its end, with status 0 or 2',
    points: 1,
    help: "Run it with `r` and read the message: it names the line. A review that can't be parsed must not end the program, and neither must a text that nobody approves.",
    lesson: 'maker-checker#a-review-is-data',
    verify: ({ attempt }) => {
      if (attempt.outcome === 'exited' || (attempt.outcome === 'crashed' && attempt.exitCode === 2)) return;
      const finding = {
        expected: 'the program ends by itself, with exit status 0, or 2 when the text was not approved',
        actual: attempt.message,
        help: attempt.message,
        aboutEnd: true,
      };
      fail(finding);
    },
  });

  check('takes-turns', {
    title: 'Maker and checker take turns, the maker first',
    points: 1,
    help: "A round is two requests: the maker's, without response_format, then the checker's, with one. Every draft is reviewed, and each once.",
    lesson: 'maker-checker#the-loop',
    needs: ['finishes'],
    verify: (evidence) => {
      requireAccepted(evidence);
      const { requests } = evidence;
      const shown = () =>
        requests
          .map((each) => `${each.number}. ${isReview(each) ? 'checker (response_format)' : 'maker'}`)
          .join('\n');
      for (const [index, request] of requests.entries()) {
        const wanted = index % 2 === 1;
        if (isReview(request) !== wanted) {
          fail({
            expected: wanted
              ? `request ${request.number} is the checker's: it has a response_format`
              : `request ${request.number} is the maker's: it has no response_format`,
            actual: shown(),
            exchange: request.exchange,
          });
        }
      }
      if (requests.length < 2 || requests.length % 2 === 1) {
        fail({
          expected: 'at least one round, and after each request of the maker one of the checker',
          actual: requests.length === 0 ? 'no request' : shown(),
          exchange: requests.at(-1)?.exchange,
        });
      }
    },
  });

  check('asks-maker', {
    title: 'The maker gets a system message and the task',
    points: 1,
    help: 'The task is the first argument, process.argv[2]: send it unchanged, after a system message that you keep for all rounds.',
    lesson: 'maker-checker#the-loop',
    needs: ['takes-turns'],
    verify: (evidence) => {
      const first = requireRequest(evidence, 1);
      const [system, user] = requireRoles(first, ['system', 'user']);
      if (
        system === undefined ||
        system.text.trim() === '' ||
        user === undefined ||
        user.text.trim() === ''
      ) {
        fail({
          expected: 'a system message and a task that are not empty',
          actual: listMessages(first.messages),
          exchange: first.exchange,
        });
      }
      const [task] = evidence.args;
      if (task !== undefined) requireHolds(first, 1, task, 'the task in the user message');
      for (const { maker } of roundsOf(evidence)) {
        const systems = maker.messages.filter((message) => roleOf(message) === 'system');
        if (systems.length !== 1 || maker.messages[0] !== systems[0] || systems[0]?.text !== system?.text) {
          fail({
            expected: `request ${maker.number} of the maker with its system message first, once, and as in request 1`,
            actual: listMessages(maker.messages),
            exchange: maker.exchange,
          });
        }
      }
    },
  });

  check('review-schema', {
    title: 'The checker answers in a strict schema of approved and feedback',
    points: 1,
    help: "Give the checker's request a response_format of type json_schema, strict: true, with the properties approved (boolean) and feedback (string), and no others.",
    lesson: 'maker-checker#a-review-is-data',
    needs: ['takes-turns'],
    verify: (evidence) => {
      for (const { checker } of roundsOf(evidence)) {
        const format = checker.body?.response_format;
        const json = format?.type === 'json_schema' ? format.json_schema : undefined;
        const wrong = json === undefined ? `type ${format?.type}` : schemaMistake(json.strict, json.schema);
        if (wrong !== undefined) {
          fail({
            expected:
              'a json_schema with strict: true, the properties approved (boolean) and feedback (string), both required, and additionalProperties: false',
            actual: `${wrong}: ${JSON.stringify(format)}`,
            exchange: checker.exchange,
          });
        }
      }
    },
  });

  check('checker-sees-draft', {
    title: 'The checker sees the task and the newest draft, word for word',
    points: 1,
    help: 'Make a new list for every review: a system message, and a user message with the task and the draft as the maker wrote it, not trimmed and not as JSON.',
    lesson: 'maker-checker#a-reader-with-fresh-eyes',
    needs: ['asks-maker', 'review-schema'],
    verify: (evidence) => {
      for (const { maker, checker } of roundsOf(evidence)) {
        requireRoles(checker, ['system', 'user']);
        const [task] = evidence.args;
        if (task !== undefined) requireHolds(checker, 1, task, "the task in the checker's user message");
        requireHolds(checker, 1, maker.reply, "the newest draft in the checker's user message");
      }
    },
  });

  check('checker-is-fresh', {
    title: 'The checker starts fresh, as another agent',
    points: 1,
    help: "The checker has a system message of its own and knows only the task and the newest draft: nothing of the maker's system message, of earlier drafts, or of earlier feedback.",
    lesson: 'maker-checker#a-reader-with-fresh-eyes',
    needs: ['checker-sees-draft'],
    verify: (evidence) => {
      const system = requireRequest(evidence, 1).messages[0]?.text ?? '';
      const rounds = roundsOf(evidence);
      for (const { checker, maker, number } of rounds) {
        const seen = checker.messages.map((message) => message.text);
        const own = checker.messages[0]?.text ?? '';
        const say = (expected: string) =>
          fail({ expected, actual: listMessages(checker.messages), exchange: checker.exchange });
        if (own.trim() === '' || letters(own) === letters(system))
          say("a system message of the checker's own, another than the maker's");
        if (seen.some((text) => holds(letters(text), system)))
          say("nothing of the maker's system message in the checker's request");
        const rest = seen.map((text) => letters(text.replaceAll(maker.reply, ' … '))).join('\n');
        for (const earlier of rounds.slice(0, number - 1)) {
          if (holds(rest, earlier.maker.reply))
            say(
              `in round ${number} only the newest draft, not that of round ${earlier.number}: ${quote(earlier.maker.reply)}`,
            );
          if (earlier.review.kind === 'rejected' && holds(rest, earlier.review.feedback))
            say(
              `in round ${number} nothing of the feedback from round ${earlier.number}: ${quote(earlier.review.feedback)}`,
            );
        }
      }
    },
  });

  check('maker-sees-feedback', {
    title: 'The maker sees its previous draft and the feedback, word for word',
    points: 2,
    help: 'Ask the maker again with the task, its previous draft and the value of `feedback` among its messages, the feedback in the last one, which is a user message. All of it exactly as it came.',
    lesson: 'maker-checker#the-loop',
    needs: ['asks-maker', 'review-schema'],
    verify: (evidence) => {
      const rounds = roundsOf(evidence);
      for (const { maker, number } of rounds) {
        const before = rounds[number - 2];
        if (before === undefined) continue;
        const last = maker.messages.length - 1;
        const [task] = evidence.args;
        requireAmong(maker, before.maker.reply, `the draft of round ${before.number}`);
        if (task !== undefined) requireAmong(maker, task, 'the task');
        if (maker.messages[last]?.role !== 'user') {
          fail({
            expected: `request ${maker.number} of the maker ends with a user message`,
            actual: listMessages(maker.messages),
            exchange: maker.exchange,
            message: last,
          });
        }
        if (before.review.kind === 'rejected') {
          const what = `the feedback of round ${before.number} in the maker's last message`;
          requireHolds(maker, last, before.review.feedback, what);
        }
      }
    },
  });

  check('stops-when-approved', {
    title: 'Stops when a review approves',
    points: 1,
    help: 'Leave the loop as soon as `approved` is true: the approved draft is the final one.',
    lesson: 'maker-checker#two-ways-out',
    needs: ['review-schema'],
    verify: (evidence) => {
      const rounds = roundsOf(evidence);
      const approved = rounds.find(({ review }) => review.kind === 'approved');
      const next = approved && rounds[approved.number];
      if (approved !== undefined && next !== undefined) {
        fail({
          expected: `no request after the approval in round ${approved.number}`,
          actual: `${count(rounds.length, 'round')}:\n${listRounds(rounds)}`,
          exchange: next.maker.exchange,
        });
      }
    },
  });

  const requireAllRounds = (evidence: Evidence) => {
    const rounds = roundsOf(evidence);
    const cap = capOf(evidence);
    if (rounds.length > cap) {
      fail({
        expected: `at most ${count(cap, 'round')}`,
        actual: `${count(rounds.length, 'round')}:\n${listRounds(rounds)}`,
        exchange: rounds[cap]?.maker.exchange,
      });
    }
    if (rounds.length < cap && !resultOf(evidence).approved) {
      fail({
        expected: `an approval, or ${count(cap, 'round')}`,
        actual: `only ${count(rounds.length, 'round')}:\n${listRounds(rounds)}`,
        exchange: rounds.at(-1)?.checker.exchange,
      });
    }
  };

  check('goes-on', {
    title: 'Goes on until then, or until the rounds are used up',
    points: 1,
    help: 'The second argument, process.argv[3], is the maximum of rounds, 3 without it. Count a round for each draft that is reviewed.',
    lesson: 'maker-checker#two-ways-out',
    needs: ['stops-when-approved'],
    scenarios: plain,
    verify: requireAllRounds,
  });

  check('broken-review', {
    title: 'A broken review counts as not approved',
    points: 1,
    help: "Before you parse, look at finish_reason and refusal; if the parse fails or a field is missing, it isn't an approval either. Go on with the next round.",
    lesson: 'maker-checker#a-review-is-data',
    needs: ['stops-when-approved'],
    scenarios: broken,
    verify: requireAllRounds,
  });

  check('prints-draft', {
    title: 'Prints the final draft in full',
    points: 1,
    help: 'The final draft is the last one that the maker wrote, approved or not: print all of it.',
    lesson: 'maker-checker#two-ways-out',
    needs: ['takes-turns'],
    verify: (evidence) =>
      requirePrinted(evidence, roundsOf(evidence).at(-1)?.maker.reply ?? '', 'the final draft'),
  });

  check('says-result', {
    title: 'Says whether it was approved, and after how many rounds',
    points: 1,
    help: 'Print "Approved after N rounds" or "Not approved after N rounds", with the number in digits.',
    lesson: 'maker-checker#two-ways-out',
    needs: ['takes-turns'],
    verify: (evidence) => {
      const { approved, rounds } = resultOf(evidence);
      const all = roundsOf(evidence);
      const texts = [
        ...evidence.requests.map((request) => request.reply),
        ...all.flatMap(({ review }) => (review.kind === 'rejected' ? [review.feedback] : [])),
      ];
      const output = outputWithout(evidence, texts);
      const said = [...output.matchAll(/\b(not\s+)?approved\s+after\s+(\d+)\s+rounds?\b/gi)].at(-1);
      if (said === undefined || (said[1] === undefined) !== approved || Number(said[2]) !== rounds) {
        fail({
          expected: `printed: "${approved ? 'Approved' : 'Not approved'} after ${count(rounds, 'round')}", because of\n${listRounds(all)}`,
          actual:
            said === undefined
              ? `no such line in\n${quoteOutput(evidence.output)}`
              : quote(fold(said[0]).replaceAll('\n', ' ')),
        });
      }
    },
  });

  check('exit-status', {
    title: 'Ends with status 0 when approved, with 2 when not',
    points: 1,
    help: 'Set process.exitCode = 2 when the rounds are used up without an approval, so that a script can tell.',
    lesson: 'maker-checker#two-ways-out',
    needs: ['takes-turns'],
    verify: (evidence) => {
      const wanted = resultOf(evidence).approved ? 0 : 2;
      if (evidence.attempt.exitCode !== wanted) {
        fail({
          expected: `exit status ${wanted}, because of\n${listRounds(roundsOf(evidence))}`,
          actual: `exit status ${evidence.attempt.exitCode}`,
        });
      }
    },
  });
});

/** Too short a text says nothing: it may stand anywhere by chance. */
function holds(squeezed: string, text: string): boolean {
  const wanted = letters(text);
  return wanted.length >= 12 && squeezed.includes(wanted);
}

/** One of the user's or the assistant's messages holds the text. */
function requireAmong(request: SentRequest, text: string, what: string): void {
  const candidates = request.messages.filter((message) => roleOf(message) !== 'system');
  if (candidates.some((message) => message.text.includes(text))) return;
  const nearly = candidates.some((message) => letters(message.text).includes(letters(text)));
  fail({
    expected: `${what} among the messages of request ${request.number}, word for word: ${quote(text)}`,
    actual: `${nearly ? 'the same words, but white space, line ends or quotes were changed:\n' : ''}${listMessages(request.messages)}`,
    exchange: request.exchange,
  });
}

/** What is wrong with the review's schema, in a few words. */
function schemaMistake(
  strict: boolean | null | undefined,
  schema: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  if (strict !== true) return 'strict is not true';
  const { type, properties, required, additionalProperties }: Readonly<Record<string, unknown>> = {
    ...schema,
  };
  if (type !== 'object') return 'its type is not object';
  const fields = Object.entries({ ...(typeof properties === 'object' ? properties : {}) });
  const names = fields.map(([name]) => name).sort();
  if (names.join() !== 'approved,feedback') return `its properties are ${names.join(', ') || 'none'}`;
  for (const [name, value] of fields) {
    const wanted = name === 'approved' ? 'boolean' : 'string';
    if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== wanted)
      return `${name} is not of type ${wanted}`;
  }
  const listed: readonly unknown[] = Array.isArray(required) ? required : [];
  if (!names.every((name) => listed.includes(name))) return 'not both properties are required';
  return additionalProperties === false ? undefined : 'additionalProperties is not false';
}
