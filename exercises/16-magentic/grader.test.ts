import {
  apiFailure,
  containsNumber,
  count,
  type Evidence,
  fail,
  grader,
  listMessages,
  quote,
  quoteOutput,
  refusal,
  replyWith,
  requireCleanEnd,
  requireModel,
  requirePrinted,
  requirePrintedInOrder,
  requireRequest,
  requireRoles,
  requireText,
  roleOf,
  type Scenario,
  type ScenarioSetup,
  type SentRequest,
} from '#grading';

type Responder = NonNullable<ScenarioSetup['responder']>;
type Answer = Awaited<ReturnType<Responder>>;
type Word = () => string;

const names = ['researcher', 'planner', 'writer'] as const;
type Name = (typeof names)[number];
const defaultCap = 6;

/** One manager turn of a scripted attempt: what the manager answers, and the worker after it. */
interface Step {
  readonly decide: (word: Word) => string | Answer;
  readonly work?: (word: Word) => string | Answer;
}

const decide = (action: string, worker: string, task: string, answer: string) =>
  JSON.stringify({ action, worker, task, answer });

const assign = (
  worker: string,
  work: Step['work'] = report,
  task: (word: Word) => string = plainTask,
): Step => ({
  decide: (word) => decide('assign', worker, task(word), ''),
  work,
});
const plainTask = (word: Word) => `Look into the ${word()} question, and mind the ${word()}.`;
const report = (word: Word) => `It comes down to ${word()}; the ${word()} adds 40 euros.`;
const refuse = (word: Word) => apiFailure(400, `This task is not possible because of the ${word()}.`);
const finish: Step = {
  decide: (word) => decide('finish', '', '', `In the end it is ${word()}, with ${word()}.`),
};
const unreadable = {
  prose: { decide: (word) => `I think that somebody should look into the ${word()} first.` },
  cut: { decide: (word) => decide('assign', 'writer', `Write about the ${word()}`, '').slice(0, -20) },
  'no text': { decide: (word) => refusal(`I can't help with the ${word()}.`) },
  'another action': {
    decide: (word) => decide('delegate', 'planner', `Order the ${word()}.`, `So far: ${word()}`),
  },
  'no task': { decide: () => JSON.stringify({ action: 'assign', worker: 'researcher' }) },
} satisfies Record<string, Step>;

/** The scripted team. Who asks is told from the request: only the manager's has a response format. */
function team(step: (turn: number) => Step): Responder {
  let turn = 0;
  return (request, context) => {
    const forManager = hasFormat(request);
    if (forManager) turn += 1;
    // Whoever asks a worker before the manager has assigned anything gets a plain reply.
    const { decide, work = report } = turn === 0 ? finish : step(turn);
    let answer: string | Answer = '';
    const reply = replyWith(({ word }) => {
      answer = (forManager ? decide : work)(word);
      return typeof answer === 'string' ? answer : '';
    })(request, context);
    return typeof answer === 'string' ? reply : answer;
  };
}

/** The steps in order; the last one again for every further turn. */
function inOrder(...steps: readonly Step[]): Responder {
  return team((turn) => steps[turn - 1] ?? steps.at(-1) ?? finish);
}

function hasFormat(body: SentRequest['body'] | undefined): boolean {
  const type = body?.response_format?.type;
  return type !== undefined && type !== 'text';
}

interface Decision {
  readonly action: 'assign' | 'finish';
  readonly worker: string;
  readonly task: string;
  readonly answer: string;
}

/** A request to the manager, what it decided, and the requests without a format that came after it. */
interface Turn {
  readonly request: SentRequest;
  /** `undefined` when the reply is unreadable. */
  readonly decision: Decision | undefined;
  readonly workers: readonly SentRequest[];
}

function turnsOf({ requests }: Evidence): readonly Turn[] {
  const starts = requests.flatMap((request, index) => (hasFormat(request.body) ? [index] : []));
  return starts.flatMap((start, position) => {
    const request = requests[start];
    if (request === undefined) return [];
    const workers = requests.slice(start + 1, starts[position + 1] ?? requests.length);
    return [{ request, decision: readDecision(request.reply), workers }];
  });
}

function readDecision(reply: string): Decision | undefined {
  let value: unknown;
  try {
    value = JSON.parse(reply);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { action, worker, task, answer } = { ...value } as Record<string, unknown>;
  if (action !== 'assign' && action !== 'finish') return undefined;
  if (typeof worker !== 'string' || typeof task !== 'string' || typeof answer !== 'string') return undefined;
  return { action, worker, task, answer };
}

const isName = (worker: string): worker is Name => names.some((name) => name === worker);
const capOf = ({ args }: Evidence) => Number(args[1] ?? defaultCap);
const textOf = (request: SentRequest) => request.messages.map(({ text }) => text).join('\n');
const finishOf = (evidence: Evidence) => {
  const turn = turnsOf(evidence).find(({ decision }) => decision?.action === 'finish');
  return turn?.decision === undefined ? undefined : { turn, answer: turn.decision.answer };
};

/** What the ledger must hold of a turn; nothing of a finish, and nothing when the worker wasn't asked. */
interface Entry {
  readonly status: 'done' | 'failed';
  readonly worker?: string;
  readonly task?: string;
  /** The worker's reply, or the API's error message. */
  readonly result?: string;
  /** What happened, for a failure text. */
  readonly event: string;
}

function entryOf({ decision, workers, request }: Turn): Entry | undefined {
  const reply = `the manager's reply to request ${request.number}`;
  if (decision === undefined)
    return { status: 'failed', event: `${reply} is unreadable: ${quote(request.reply)}` };
  if (decision.action === 'finish') return undefined;
  const { worker, task } = decision;
  if (!isName(worker)) {
    return { status: 'failed', worker, task, event: `${reply} names ${quote(worker)}, who doesn't exist` };
  }
  const asked = workers[0];
  if (asked === undefined) return undefined;
  if (asked.refusal === undefined) {
    return {
      status: 'done',
      worker,
      task,
      result: asked.reply,
      event: `the ${worker} answered request ${asked.number}`,
    };
  }
  const result = asked.refusal.replace(/^\d+ /, '');
  return {
    status: 'failed',
    worker,
    task,
    result,
    event: `request ${asked.number} to the ${worker} was refused: ${asked.refusal}`,
  };
}

/** As it is, or escaped as in a JSON string. */
function holds(text: string, wanted: string): boolean {
  return text.includes(wanted) || text.includes(JSON.stringify(wanted).slice(1, -1));
}

const times = (text: string, word: string) => text.match(new RegExp(`\\b${word}\\b`, 'gi'))?.length ?? 0;

/** The request to the manager holds this entry; `before` is the last one without it, when it is the newest entry. */
function requireEntry(request: SentRequest, entry: Entry, before: SentRequest | undefined): void {
  const text = textOf(request);
  const missing = (what: string, wanted: string): never =>
    fail({
      expected: `request ${request.number}, to the manager, with ${what} ${quote(wanted)}, because ${entry.event}`,
      actual: difference(text, wanted) + listMessages(request.messages),
      exchange: request.exchange,
    });
  if (entry.task !== undefined && !holds(text, entry.task)) missing('the task', entry.task);
  if (entry.result !== undefined && !holds(text, entry.result)) {
    missing(entry.status === 'done' ? 'the reply, exactly as it came,' : 'the reason', entry.result);
  }
  if (entry.worker !== undefined && !holds(text, entry.worker)) missing('the worker', entry.worker);
  if (before === undefined) return;
  // A prompt may use the word too, so what counts is that it stands there more often than in the request before. The
  // first request is no measure: with an empty ledger it may say something else in that place.
  const earlier = before.number === 1 ? 0 : times(textOf(before), entry.status);
  if (times(text, entry.status) <= earlier) {
    fail({
      expected: `request ${request.number}, to the manager, with one more entry that says "${entry.status}", because ${entry.event}`,
      actual: `"${entry.status}" stands in it ${count(times(text, entry.status), 'time')}, in request ${before.number} ${count(earlier, 'time')}:\n${listMessages(request.messages)}`,
      exchange: request.exchange,
    });
  }
}

/** The manager's messages say who did what: each worker's name once for its role, and once for each of its entries. */
function requireWorkersNoted(request: SentRequest, entries: readonly Entry[]): void {
  for (const name of names) {
    const noted = entries.filter(({ worker }) => worker === name).length;
    const seen = times(textOf(request), name);
    if (seen < noted + 1) {
      fail({
        expected: `request ${request.number}, to the manager, with the ${name}'s name in the ledger as well, at each of its ${count(noted, 'task')}`,
        actual: `"${name}" stands in it ${count(seen, 'time')}:\n${listMessages(request.messages)}`,
        exchange: request.exchange,
      });
    }
  }
}

function difference(text: string, wanted: string): string {
  if (wanted.trim() === wanted || !holds(text, wanted.trim())) return '';
  return 'its words are there, but the white space around them is not:\n';
}

/** Every turn but a finish is followed by one whose request holds all entries so far. */
function requireLedger(evidence: Evidence, looksAt: (entry: Entry) => boolean): void {
  const turns = turnsOf(evidence);
  const entries: Entry[] = [];
  for (const [index, turn] of turns.entries()) {
    const entry = entryOf(turn);
    if (entry === undefined) return;
    entries.push(entry);
    const next = turns[index + 1]?.request;
    if (next === undefined) {
      if (turns.length < capOf(evidence) && looksAt(entry)) {
        fail({
          expected: `the manager asked again, because ${entry.event}`,
          actual: `no further request to the manager. ${evidence.attempt.message || `The program ended after ${count(turns.length, 'manager turn')}.`}`,
          exchange: turn.request.exchange,
        });
      }
      return;
    }
    for (const each of entries) {
      if (looksAt(each)) requireEntry(next, each, each === entry ? turn.request : undefined);
    }
    requireWorkersNoted(next, entries);
  }
}

const goals = [
  'Find out whether our bakery should open a second shop.',
  'Prepare a school trip to the tide flats for 24 children.',
  'Choose a heating system for a small library.',
  'Organise a reading of three poets in a barn.',
] as const;
const hiddenGoals = [
  'Bring the old cable ferry back into service by May.',
  'Decide where the choir should sing in its jubilee year.',
  'Make the village pond safe for skating.',
] as const;

grader('magentic', ({ scenario, check }) => {
  const defaults = scenario('no arguments');
  const threeTasks = scenario('three tasks, then the answer', ({ pick, sample }) => ({
    args: [pick(goals)],
    responder: inOrder(...sample(names, 3).map((name) => assign(name)), finish),
  }));
  const verbatim = scenario('texts with line ends, quotes and white space', ({ pick, sample }) => {
    const [first = 'writer', second = 'planner'] = sample(names, 2);
    const work = (word: Word) =>
      `\n  Résumé of the "${word()}":\n\n\t- 50 % off at Łukasz's\n  - 東京 & \\${word()}\\ 🚋\n\n  `;
    const task = (word: Word) => ` Compare these:\n1. "${word()}"\n2. the naïve ${word()} \\o/\n\n`;
    return {
      args: [`  ${pick(goals)}\n\nNote: "quick" & cheap, s'il vous plaît.\n`, '5'],
      responder: inOrder(assign(first, work, task), assign(second, work, task), assign(first, work, task), {
        decide: (word) =>
          decide('finish', '', '', `\n"${word()}" it is:\n\n1. Été in 京都\n2. \\${word()}\\ 🎉\n`),
      }),
    };
  });
  const sameWorker = scenario('other data', ({ pick }) => ({
    hidden: true,
    args: [pick(hiddenGoals), '4'],
    // The last turn that is allowed, and fields that the action doesn't need are not empty.
    responder: inOrder(assign('writer'), assign('writer'), assign('planner'), {
      decide: (word) =>
        decide('finish', 'writer', `Polish the ${word()}.`, `The choice is ${word()} and ${word()}.`),
    }),
  }));
  const atOnce = scenario('an answer in the first turn', ({ pick }) => ({
    hidden: true,
    args: [pick(hiddenGoals), '1'],
    responder: inOrder(finish),
  }));

  const refused = scenario('a worker whose request is refused', ({ pick, sample }) => {
    const [first = 'writer', second = 'planner', third = 'researcher'] = sample(names, 3);
    return {
      args: [pick(goals)],
      responder: inOrder(assign(first), assign(second, refuse), assign(third), finish),
    };
  });
  const stranger = scenario('a worker that does not exist', ({ pick }) => ({
    args: [pick(goals)],
    responder: inOrder(assign('researcher'), assign('illustrator'), assign('planner'), finish),
  }));
  const garbled = scenario('unreadable replies of the manager', ({ pick, sample }) => {
    // Each kind, whatever the seed.
    const all = Object.values(unreadable);
    return {
      args: [pick(goals), '9'],
      responder: inOrder(assign(pick(names)), ...sample(all, all.length), assign('writer'), finish),
    };
  });
  const mixed = scenario('several failures', ({ pick, sample }) => ({
    hidden: true,
    args: [pick(hiddenGoals), '9'],
    responder: inOrder(
      assign(pick(names), refuse),
      ...sample([...Object.values(unreadable), assign('translator'), assign('accountant')], 3),
      assign('planner'),
      assign(pick(names), refuse),
      assign('researcher'),
      finish,
    ),
  }));

  const neverFinishes = (turn: number) => assign(names[turn % names.length] ?? 'writer');
  const cappedByArgument = scenario('a manager that never finishes, and a cap', ({ pick, integer }) => ({
    args: [pick(goals), String(2 + integer(3))],
    responder: team(neverFinishes),
  }));
  const cappedByDefault = scenario('a manager that never finishes', ({ pick }) => ({
    args: [pick(goals)],
    responder: team(neverFinishes),
  }));
  const cappedHidden = scenario('a manager that only fails', ({ pick, integer }) => ({
    hidden: true,
    args: [pick(hiddenGoals), String(3 + integer(5))],
    responder: team((turn) => (turn % 2 === 0 ? unreadable.prose : assign('planner', refuse))),
  }));

  const smooth: readonly Scenario[] = [defaults, threeTasks, verbatim, sameWorker, atOnce];
  const failing: readonly Scenario[] = [refused, stranger, garbled, mixed];
  const capped: readonly Scenario[] = [cappedByArgument, cappedByDefault, cappedHidden];

  check('finishes', {
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with `r` and read the message: it names the line.',
    lesson: 'magentic#the-managers-turn',
    scenarios: smooth,
    verify: (evidence) => {
      // Without a script the manager may not finish: then the cap's check looks at how the program ends.
      const open =
        evidence.args.length === 0 && turnsOf(evidence).length > 0 && finishOf(evidence) === undefined;
      if (!open || evidence.attempt.exitCode === null) requireCleanEnd(evidence);
    },
  });

  check('strict-decision', {
    title: 'Asks the manager first, and in the strict format',
    points: 1,
    help: 'Give each request to the manager a response_format of type json_schema: strict, with the four properties of the README.',
    lesson: 'magentic#the-managers-turn',
    verify: (evidence) => {
      const first = requireRequest(evidence, 1);
      requireModel(evidence);
      if (!hasFormat(first.body)) {
        fail({
          expected: 'request 1 asks the manager, with a `response_format`',
          actual: `a request without one:\n${listMessages(first.messages)}`,
          exchange: first.exchange,
        });
      }
      for (const { request } of turnsOf(evidence)) requireStrictDecision(request);
    },
  });

  check('manager-knows', {
    title: 'The manager knows the goal and the three workers',
    points: 1,
    help: 'The manager remembers nothing between two requests: send the goal, word for word, and the names of the workers each time.',
    lesson: 'magentic#the-managers-turn',
    needs: ['strict-decision'],
    verify: (evidence) => {
      const [goal] = evidence.args;
      for (const { request } of turnsOf(evidence)) {
        const wanted = [...(goal === undefined ? [] : [goal]), ...names];
        const missing = wanted.find((each) => !holds(textOf(request), each));
        if (missing !== undefined) {
          fail({
            expected: `request ${request.number}, to the manager, with ${missing === goal ? 'the goal' : 'the name of the worker'} ${quote(missing)}`,
            actual: listMessages(request.messages),
            exchange: request.exchange,
          });
        }
      }
    },
  });

  check('worker-gets-task', {
    title: 'Each assigned worker gets its task, and nothing else',
    points: 2,
    help: "After an assignment send one request without response_format: the messages are the worker's system message, and the task as the user message.",
    lesson: 'magentic#workers-see-only-their-task',
    needs: ['strict-decision'],
    scenarios: smooth,
    verify: (evidence) => {
      for (const { request, decision, workers } of turnsOf(evidence)) {
        if (decision?.action !== 'assign' || !isName(decision.worker)) continue;
        const [asked] = workers;
        if (asked === undefined || workers.length !== 1) {
          return fail({
            expected: `one request without response_format after request ${request.number}, which assigned ${quote(decision.task)} to the ${decision.worker}`,
            actual:
              workers
                .map((each) => `request ${each.number} with\n${listMessages(each.messages)}`)
                .join('\n') || 'none',
            exchange: asked?.exchange ?? request.exchange,
          });
        }
        requireRoles(asked, ['system', 'user']);
        requireText(asked, 1, decision.task, `the task that request ${request.number} assigned`);
      }
    },
  });

  check('worker-role', {
    title: 'Each worker has its own system message',
    points: 1,
    help: "Keep one fixed system message for each worker: it says the worker's name, and neither another worker's nor the goal.",
    lesson: 'magentic#workers-see-only-their-task',
    needs: ['worker-gets-task'],
    scenarios: smooth,
    verify: (evidence) => {
      const [goal] = evidence.args;
      const known = new Map<string, string>();
      for (const { decision, workers } of turnsOf(evidence)) {
        const [asked] = workers;
        if (decision?.action !== 'assign' || !isName(decision.worker) || asked === undefined) continue;
        const { worker } = decision;
        const message = asked.messages.find((each) => roleOf(each) === 'system');
        const text = message?.text ?? '';
        const others = names.filter((name) => name !== worker && new RegExp(name, 'i').test(text));
        const before = known.get(worker);
        known.set(worker, text);
        const because = !new RegExp(worker, 'i').test(text)
          ? `that contains "${worker}"`
          : others.length > 0
            ? `that does not contain "${others[0]}"`
            : goal !== undefined && text.includes(goal)
              ? 'without the goal'
              : before !== undefined && before !== text
                ? `as the ${worker} had it before: ${quote(before)}`
                : undefined;
        if (because !== undefined) {
          fail({
            expected: `request ${asked.number}, to the ${worker}, with a system message ${because}`,
            actual: listMessages(asked.messages),
            exchange: asked.exchange,
            message: 0,
          });
        }
      }
    },
  });

  check('keeps-ledger', {
    title: 'The manager sees the whole ledger, results as they came',
    points: 2,
    help: 'After each task append task, worker, status and reply to the ledger, unchanged, and send all of it with the next request to the manager.',
    lesson: 'magentic#the-task-ledger',
    needs: ['worker-gets-task'],
    scenarios: smooth,
    verify: (evidence) => requireLedger(evidence, ({ status }) => status === 'done'),
  });

  check('replans', {
    title: 'A failed task is noted, and the manager is asked again',
    points: 2,
    help: 'Catch what goes wrong in a turn, note it in the ledger as failed with its reason, and go on with the next manager turn.',
    lesson: 'magentic#when-a-task-fails',
    needs: ['keeps-ledger'],
    scenarios: failing,
    verify: (evidence) => {
      for (const turn of turnsOf(evidence)) {
        const { decision, workers, request } = turn;
        const known = decision?.action === 'assign' && isName(decision.worker);
        if (decision?.action !== 'finish' && workers.length !== (known ? 1 : 0)) {
          const event = entryOf(turn)?.event ?? `request ${request.number} assigned a task`;
          fail({
            expected: `${known ? 'one worker request' : 'no worker request'} before the manager is asked again, because ${event}`,
            actual:
              workers
                .map((each) => `request ${each.number} with\n${listMessages(each.messages)}`)
                .join('\n') || 'none',
            exchange: workers.at(-1)?.exchange ?? request.exchange,
          });
        }
      }
      requireLedger(evidence, () => true);
      requireCleanEnd(evidence);
    },
  });

  check('stops-on-finish', {
    title: 'Sends nothing more after the manager finishes',
    points: 1,
    help: 'The answer is in the decision already: leave the loop, and send no other request.',
    lesson: 'magentic#the-managers-turn',
    needs: ['worker-gets-task'],
    scenarios: smooth,
    verify: (evidence) => {
      const end = finishOf(evidence);
      if (end === undefined) return;
      const { request } = end.turn;
      const further = evidence.requests.slice(request.number);
      if (further.length > 0) {
        fail({
          expected: `no request after request ${request.number}, where the manager finished`,
          actual: `${count(further.length, 'more request')}, the next with\n${listMessages(further[0]?.messages ?? [])}`,
          exchange: further[0]?.exchange,
        });
      }
    },
  });

  check('prints-answer', {
    title: 'Prints the answer in full',
    points: 1,
    help: "When the action is finish, print the decision's answer as it came.",
    lesson: 'magentic#the-managers-turn',
    needs: ['strict-decision'],
    scenarios: [...smooth, ...failing],
    verify: (evidence) => {
      const end = finishOf(evidence);
      if (end !== undefined) requirePrinted(evidence, end.answer, 'the answer');
    },
  });

  check('prints-counts', {
    title: 'Prints how many tasks are done and failed',
    points: 1,
    help: 'After the answer count the entries of the ledger by their status, and print for example `done: 2` and `failed: 1`.',
    lesson: 'magentic#the-task-ledger',
    needs: ['prints-answer'],
    scenarios: [...smooth, ...failing],
    verify: (evidence) => {
      const end = finishOf(evidence);
      if (end === undefined) return;
      const rest = requirePrintedInOrder(evidence, [end.answer], 'the answer');
      const entries = turnsOf(evidence).flatMap((turn) => entryOf(turn) ?? []);
      for (const status of ['done', 'failed'] as const) {
        const wanted = entries.filter((entry) => entry.status === status).length;
        const printed = [...rest.matchAll(new RegExp(`\\b${status}\\W{0,3}[:=]\\s*(\\d+)`, 'gi'))].at(
          -1,
        )?.[1];
        if (printed === undefined || Number(printed) !== wanted) {
          fail({
            expected: `after the answer \`${status}: ${wanted}\``,
            actual: quoteOutput(rest),
          });
        }
      }
    },
  });

  check('stops-at-cap', {
    title: 'Stops at the cap, and says so',
    points: 1,
    help: 'Count the manager turns. After the last one that is allowed, print a line with the word cap and the number, and set process.exitCode to 1.',
    lesson: 'magentic#the-cap',
    needs: ['worker-gets-task'],
    scenarios: [defaults, ...capped],
    verify: (evidence) => {
      const turns = turnsOf(evidence);
      if (evidence.args.length === 0 && finishOf(evidence) !== undefined) return;
      const cap = capOf(evidence);
      const { attempt, output } = evidence;
      if (turns.length !== cap) {
        fail({
          expected: `${count(cap, 'manager turn')} of a manager that never finishes`,
          actual: `${count(turns.length, 'manager turn')}. ${attempt.message}`,
          exchange: turns[cap]?.request.exchange,
        });
      }
      const last = turns.at(-1);
      if (last?.decision?.action === 'assign' && isName(last.decision.worker) && last.workers.length !== 1) {
        fail({
          expected: `the assignment of the last turn, request ${last.request.number}, carried out`,
          actual: `${count(last.workers.length, 'worker request')} after it`,
          exchange: last.request.exchange,
        });
      }
      const lines = `${output}\n${attempt.stderr}`.split('\n');
      if (!lines.some((line) => /\bcap\b/i.test(line) && containsNumber(line, cap))) {
        fail({
          expected: `a line with the word "cap" and the number ${cap}`,
          actual: quoteOutput(`${output}\n${attempt.stderr}`),
        });
      }
      if (attempt.exitCode === null || attempt.exitCode === 0) {
        fail({
          expected: 'an exit status other than 0, because the goal was not reached',
          actual: attempt.exitCode === 0 ? 'exit status 0' : attempt.message,
        });
      }
    },
  });
});

function requireStrictDecision(request: SentRequest): void {
  const format = request.body?.response_format;
  const no: (actual: string) => never = (actual) =>
    fail({
      expected:
        'a strict json_schema: an object of exactly action (an enum of assign and finish), worker, task and answer, all of type string',
      actual: `request ${request.number} with ${actual}`,
      exchange: request.exchange,
    });
  if (format?.type !== 'json_schema') no(`response_format ${JSON.stringify(format)}`);
  if (format.json_schema.strict !== true) no('a json_schema that is not strict');
  const schema = format.json_schema.schema ?? {};
  const properties = Object.entries({ ...(schema.properties as object | undefined) });
  const found = properties.map(([name]) => name);
  const wanted = ['action', 'worker', 'task', 'answer'];
  if (found.length !== wanted.length || wanted.some((name) => !found.includes(name))) {
    no(`the properties ${found.join(', ') || '(none)'}`);
  }
  for (const [name, property] of properties) {
    const { type, enum: values } = { ...(property as { type?: unknown; enum?: unknown }) };
    if (type !== 'string') no(`${name}: ${JSON.stringify(property)}`);
    if (name !== 'action') continue;
    const actions = Array.isArray(values) ? [...values].sort() : [];
    if (actions.join() !== 'assign,finish') no(`action: ${JSON.stringify(property)}`);
  }
}
