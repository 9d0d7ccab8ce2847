import {
  callsIn,
  count,
  type Evidence,
  fail,
  grader,
  listMessages,
  quote,
  type Random,
  reply,
  requireAccepted,
  requireCallsAnswered,
  requireCleanEnd,
  requireContinues,
  requirePrintedInOrder,
  requireRequest,
  requireText,
  requireToolOffered,
  roleOf,
  type ScenarioContext,
  type SentRequest,
  textOf,
  toolCalls,
} from '#grading';

type ChatRequest = NonNullable<SentRequest['body']>;
type Order = Readonly<Record<string, string>>;

const items = ['tent', 'lamp', 'stove', 'kayak', 'compass', 'rope', 'blanket'] as const;
const carriers = ['Snail Mail', 'Pigeon & Sons', 'Slow "Boat"', 'Bücherbus'] as const;
const states = ['shipped', 'delivered', 'returned', 'lost'] as const;

/** Three orders with numbers and texts that nobody can guess: the first can be cancelled, the second can't. */
function shop({ integer, pick, sample }: Random): Record<string, Order> {
  const order = (item: string, status: string): Order => ({
    item: `${item} no. ${integer(900)}`,
    status,
    carrier: pick(carriers),
    promised: `in ${2 + integer(80)} days`,
  });
  const [one = '', two = '', three = ''] = sample(items, 3);
  const number = () => `${pick(['A', 'B', 'Z'])}-${1000 + integer(9000)}`;
  return {
    [number()]: order(one, 'processing'),
    [number()]: order(two, pick(states)),
    [number()]: order(three, 'processing'),
  };
}

type Plan = readonly (readonly (readonly [name: string, orderId: string])[])[];

/**
 * A model that makes the calls of a plan, one list for each request, and speaks where a list is empty. What it says is
 * made of the results since the last turn, so that it can't be known beforehand.
 */
const following =
  (plan: Plan, words: readonly number[]) =>
  ({ messages }: ChatRequest, { index }: ScenarioContext) => {
    const calls = plan[index] ?? [];
    if (calls.length > 0) {
      return toolCalls(
        ...calls.map(
          ([name, id], place) =>
            [name, `{ "order_id": "${id}" }`, `call_${index}_${place}_${words[0]}`] as const,
        ),
      );
    }
    const last = messages.findLastIndex(({ role }) => role === 'user');
    const results = messages
      .slice(last + 1)
      .flatMap((message) => (message.role === 'tool' ? [textOf(message)] : []));
    return reply(
      `\n  Dear customer no. ${words[index % words.length]}${index}:\n\n  «${results.join('» «')}»\n`,
    );
  };

grader('single-agent', ({ scenario, check }) => {
  const planned = (
    title: string,
    turns: readonly string[],
    plan: (ids: readonly [string, string, string]) => Plan,
    hidden = false,
  ) =>
    scenario(title, (random) => {
      const orders = shop(random);
      const ids = Object.keys(orders) as [string, string, string];
      const words = Array.from({ length: 5 }, () => 100 + random.integer(900));
      return { args: [JSON.stringify(orders), ...turns], responder: following(plan(ids), words), hidden };
    });

  scenario('no arguments');
  scenario('the simulated model looks an order up', (random) => {
    const orders = shop(random);
    const [first = '', second = ''] = Object.keys(orders);
    return {
      args: [JSON.stringify(orders), `Where is my order ${first}?`, `And what about order ${second}?`],
    };
  });
  planned(
    'several calls in a turn, and a turn without any',
    ['Hello there! My name is "Ada".', 'What did I order?\nAll of it, please — 全部!', 'Thank you.'],
    ([a, b, c]) => [
      [],
      [
        ['get_order', a],
        ['get_order', b],
      ],
      [['get_order', c]],
      [],
      [],
    ],
  );
  planned(
    'an order is cancelled, and looked up before and after',
    ['  Where is my tent?', 'Then cancel it.\n', 'Is it really cancelled? And the other one?'],
    ([a, , c]) => [
      [['get_order', a]],
      [],
      [['cancel_order', a]],
      [],
      [
        ['get_order', a],
        ['get_order', c],
      ],
      [],
    ],
  );
  planned(
    'it is too late to cancel, and an order that does not exist',
    ['Cancel both of them.', 'And what is this one?'],
    ([, b]) => [
      [
        ['cancel_order', b],
        ['cancel_order', 'X-1'],
      ],
      [['get_order', b]],
      [],
      [['get_order', 'X-2']],
      [],
    ],
  );
  planned(
    'another conversation',
    ['Good evening.', 'I changed my mind.', 'Twice.', 'Am I forgiven?'],
    ([a, b, c]) => [
      [],
      [
        ['cancel_order', c],
        ['get_order', c],
      ],
      [
        ['cancel_order', c],
        ['get_order', b],
      ],
      [],
      [['get_order', a]],
      [],
      [],
    ],
    true,
  );

  check('finishes', {
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with `r` and read the message: it names the line.',
    lesson: 'agent-loop#the-loop',
    verify: requireCleanEnd,
  });

  check('begins', {
    title: 'Begins with the system message and the first turn',
    points: 1,
    help: 'The first request is exactly [system, user]: who the agent is, and the first turn, word for word.',
    lesson: 'what-an-agent-is#the-parts-of-an-agent',
    verify: (evidence) => {
      const request = requireRequest(evidence, 1);
      const [system, user] = request.messages;
      if (
        request.messages.length !== 2 ||
        system === undefined ||
        roleOf(system) !== 'system' ||
        system.text.trim() === '' ||
        user?.role !== 'user'
      ) {
        fail({
          expected: 'request 1 with exactly [system, user]',
          actual: listMessages(request.messages),
          exchange: request.exchange,
        });
      }
      const turn = evidence.args[1];
      if (turn !== undefined) requireText(request, 1, turn, 'the first turn');
      // A status such as "shipped" may stand there: a rule about shipped orders is no order.
      const leaked = textsOf(ordersOf(evidence)).find((text) => system.text.includes(text));
      if (leaked !== undefined) {
        fail({
          expected: 'a system message without the orders: the tools are there to look them up',
          actual: listMessages([system]),
          exchange: request.exchange,
        });
      }
    },
  });

  check('offers-tools', {
    title: 'Offers both tools in every request',
    points: 1,
    help: 'Pass get_order and cancel_order, each with the required string order_id, each time.',
    lesson: 'function-calling#describing-a-tool',
    needs: ['begins'],
    verify: (evidence) => {
      requireAccepted(evidence);
      for (const request of evidence.requests) {
        for (const name of ['get_order', 'cancel_order'])
          requireToolOffered(request, name, { order_id: 'string' });
      }
    },
  });

  check('asks-every-turn', {
    title: 'Asks every turn, in order, until it is answered',
    points: 2,
    help: 'For each turn: ask, and ask again while the reply has tool_calls. Only then comes the next turn.',
    lesson: 'agent-loop#memory-over-many-turns',
    needs: ['offers-tools'],
    verify: (evidence) => {
      const begun = evidence.requests.filter((request) => request.messages.at(-1)?.role === 'user');
      const turns = evidence.args.slice(1);
      const wanted = turns.length > 0 ? turns.length : Math.max(1, begun.length);
      if (begun.length !== wanted) {
        fail({
          expected: `${count(wanted, 'request')} that end with a turn of the customer`,
          actual: count(begun.length, 'request'),
        });
      }
      for (const [index, request] of begun.entries()) {
        const turn = turns[index];
        if (turn !== undefined) requireText(request, request.messages.length - 1, turn, `turn ${index + 1}`);
      }
      const last = evidence.requests.at(-1);
      if (last !== undefined && callsIn(last).length > 0) {
        fail({
          expected: 'another request, since the last reply makes calls',
          actual: count(evidence.requests.length, 'request'),
          exchange: last.exchange,
        });
      }
    },
  });

  check('forgets-nothing', {
    title: 'Every request goes on where the one before ended',
    points: 3,
    help: 'Keep one list for the whole conversation: push every reply as it came, every tool result, and every turn, and send all of it.',
    lesson: 'agent-loop#memory-over-many-turns',
    needs: ['asks-every-turn'],
    verify: (evidence) => void resultsOf(evidence),
  });

  check('looks-up', {
    title: 'Looks orders up',
    points: 2,
    help: 'get_order gives all texts of this order, as they are now: JSON.stringify(order). Without such an order the result is an error.',
    lesson: 'function-calling#what-to-return',
    needs: ['forgets-nothing'],
    verify: (evidence) => requireResults(evidence, 'get_order'),
  });

  check('cancels', {
    title: 'Cancels what can be cancelled',
    points: 2,
    help: 'cancel_order changes the status in the one object that get_order reads, and only when it is "processing".',
    lesson: 'function-calling#what-to-return',
    needs: ['looks-up'],
    verify: (evidence) => requireResults(evidence, 'cancel_order'),
  });

  check('prints-answers', {
    title: 'Prints the answer to every turn',
    points: 1,
    help: 'Print the content of each reply that makes no call, in full.',
    lesson: 'agent-loop#the-loop',
    needs: ['asks-every-turn'],
    verify: (evidence) => {
      const answers = evidence.requests.filter((request) => callsIn(request).length === 0);
      requirePrintedInOrder(
        evidence,
        answers.map((request) => request.reply),
        'answer',
      );
    },
  });
});

function ordersOf({ args }: Evidence): Record<string, Record<string, string>> {
  return args[0] === undefined ? {} : JSON.parse(args[0]);
}

/** The texts of the orders that tell one order from another; a status is a word of the trade. */
function textsOf(orders: Record<string, Record<string, string>>): readonly string[] {
  return Object.values(orders).flatMap(({ status: _, ...rest }) => Object.values(rest));
}

interface Result {
  readonly name: string;
  readonly orderId: string;
  readonly content: string;
  readonly exchange: number;
}

/** Every answered call in order; each request must go on where the one before ended. */
function resultsOf(evidence: Evidence): readonly Result[] {
  return evidence.requests.slice(1).flatMap((request) => {
    const previous = requireRequest(evidence, request.number - 1);
    const calls = callsIn(previous);
    if (calls.length === 0) {
      requireContinues(previous, request);
      return [];
    }
    const { results, rest } = requireCallsAnswered(previous, request);
    if (rest.length > 0) {
      fail({
        expected: `nothing after the results in request ${request.number}`,
        actual: listMessages(request.messages),
        exchange: request.exchange,
      });
    }
    return calls.map((call) => ({
      name: call.name,
      orderId: (JSON.parse(call.arguments) as { readonly order_id: string }).order_id,
      content: results.get(call.id)?.text ?? '',
      exchange: request.exchange,
    }));
  });
}

/** Replays the calls on the orders that were given, and compares the results of one function. */
function requireResults(evidence: Evidence, name: string): void {
  if (evidence.args[0] === undefined) return;
  const orders = ordersOf(evidence);
  for (const result of resultsOf(evidence)) {
    const order = orders[result.orderId];
    const cancels = result.name === 'cancel_order' && order?.status === 'processing';
    if (cancels && order !== undefined) order.status = 'cancelled';
    if (result.name !== name) continue;
    const error = order === undefined || (name === 'cancel_order' && !cancels);
    const texts = name === 'get_order' ? Object.values(order ?? {}) : ['cancelled'];
    const said = (text: string) =>
      result.content.includes(text) || result.content.includes(JSON.stringify(text).slice(1, -1));
    const missing = error ? undefined : texts.find((text) => !said(text));
    const stray = Object.values(orders).find(
      (each) => each !== order && each.item !== undefined && said(each.item),
    );
    if (stray?.item !== undefined) {
      fail({
        expected: `a result of ${name} for ${result.orderId} with nothing of another order`,
        actual: `it has ${quote(stray.item)}: ${quote(result.content)}`,
        exchange: result.exchange,
      });
    }
    if (missing !== undefined || error !== /\berror\b/i.test(result.content)) {
      fail({
        expected: `a result of ${name} for ${result.orderId} with ${error ? 'the word "error"' : `${quote(missing ?? texts[0] ?? '')}${missing === undefined ? ' and without the word "error"' : ''}`}`,
        actual: result.content === '' ? 'an empty result' : quote(result.content),
        exchange: result.exchange,
      });
    }
  }
}
