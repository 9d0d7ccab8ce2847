import {
  allowsExactly,
  type Evidence,
  fail,
  grader,
  listMessages,
  quote,
  quoteOutput,
  type Random,
  refusal,
  reply,
  requireCleanEnd,
  requirePrintedInOrder,
  requireRequest,
  requireRequests,
  roleOf,
  type ScenarioContext,
  type SentRequest,
  wordsFor,
} from '#grading';

type ChatRequest = NonNullable<SentRequest['body']>;

const routes = ['billing', 'bookings', 'technical'] as const;
const all = [...routes, 'general'] as const;
const urgencies = ['low', 'normal', 'high'] as const;

/** Messages that name several fields, so that words alone decide nothing. */
const messages = [
  'My invoice shows a booking that the app never confirmed.',
  'The payment page crashes when I change my journey!',
  "I can't log in to cancel, and you still charge me.",
  'Hello?\nIs "anybody" there — 誰かいますか?',
] as const;

interface Decision {
  readonly route: string;
  readonly summary: string;
  readonly urgency: string;
}

function decision({ pick, integer }: Random, route: string): Decision {
  return {
    route,
    summary: `  Case no. ${integer(9000)}: the "${pick(['ferry', 'sleeper', 'tram'])}" is gone — naïve, but\nit's urgent.\n`,
    urgency: pick(urgencies),
  };
}

/** Triage answers with this, and the specialist with words that can't be known beforehand. */
const deciding = (answer: ReturnType<typeof reply>) => (request: ChatRequest, context: ScenarioContext) => {
  if (context.index === 0) return answer;
  const word = wordsFor(context);
  return reply(
    `\n  Dear traveller, the ${word()} desk here.\n\n  Ask for "${word()}". (${request.messages.length})\n`,
  );
};

grader('handoff', ({ scenario, check }) => {
  const defaults = scenario('no arguments');
  const routed = [
    ...routes.map((route) =>
      scenario(`triage chooses ${route}`, (random) => ({
        args: [`  ${random.pick(messages)}\n`],
        responder: deciding(reply(JSON.stringify(decision(random, route)))),
      })),
    ),
    scenario('a decision with escapes, and in another order', (random) => {
      const { route, summary, urgency } = decision(random, random.pick(routes));
      const text = JSON.stringify({ urgency, summary, route }, null, 2).replace(
        /[—ï]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
      return { args: [random.pick(messages)], responder: deciding(reply(text)) };
    }),
    scenario('another customer', (random) => ({
      args: ['Why does the refund for my cancelled trip not show up on the login page?'],
      responder: deciding(reply(JSON.stringify(decision(random, random.pick(routes))))),
      hidden: true,
    })),
  ];
  const unrouted = [
    scenario('triage says none', (random) => ({
      args: [random.pick(messages)],
      responder: deciding(reply(JSON.stringify(decision(random, 'none')))),
    })),
    // One that every object has, and one that is nearly right: whatever the seed.
    ...(['toString', 'Billing desk'] as const).map((route) =>
      scenario(`the route ${route}, which does not exist`, (random) => ({
        args: [random.pick(messages)],
        responder: deciding(reply(JSON.stringify(decision(random, route)))),
      })),
    ),
    scenario('a refusal', (random) => ({
      args: [random.pick(messages)],
      responder: deciding(refusal("I can't sort that.")),
    })),
    scenario('a decision that is cut off', (random) => ({
      args: [random.pick(messages)],
      responder: deciding(cut(JSON.stringify(decision(random, random.pick(routes))).slice(0, 25))),
    })),
    scenario('a decision that is cut off, and looks whole', (random) => ({
      args: [random.pick(messages)],
      responder: deciding(cut(JSON.stringify(decision(random, random.pick(routes))))),
    })),
    scenario('no JSON at all', (random) => ({
      args: [random.pick(messages)],
      responder: deciding(reply('That sounds like billing to me.')),
    })),
  ];
  const everything = [defaults, ...routed, ...unrouted];

  check('finishes', {
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with `r` and read the message: it names the line.',
    lesson: 'handoff#the-decision-is-data',
    scenarios: [defaults, ...routed],
    verify: requireCleanEnd,
  });

  check('asks-triage', {
    title: "Triage gets the customer's message",
    points: 1,
    help: 'The first request has the first argument, unchanged, in a user message.',
    lesson: 'handoff#the-decision-is-data',
    scenarios: [defaults, ...routed],
    verify: (evidence) => requireMessage(evidence, requireRequest(evidence, 1)),
  });

  check('decision-schema', {
    title: 'Triage answers in a strict schema',
    points: 2,
    help: 'response_format: json_schema, strict: true, with route (an enum of billing, bookings, technical, none), summary and urgency (an enum of low, normal, high).',
    lesson: 'handoff#the-decision-is-data',
    needs: ['asks-triage'],
    scenarios: [defaults, ...routed],
    verify: requireSchema,
  });

  check('two-requests', {
    title: 'Sends one more request, to a specialist',
    points: 1,
    help: 'After the decision there is exactly one further request, without a response_format, that begins with a system message.',
    lesson: 'handoff#what-is-handed-over',
    needs: ['decision-schema'],
    scenarios: [defaults, ...routed],
    verify: (evidence) => {
      requireRequests(evidence, 2);
      const request = requireRequest(evidence, 2);
      const first = request.messages[0];
      if (
        first === undefined ||
        roleOf(first) !== 'system' ||
        (request.body?.response_format?.type ?? 'text') !== 'text'
      ) {
        fail({
          expected: 'a second request that begins with a system message and has no response_format',
          actual: `${request.body?.response_format === undefined ? '' : 'with a response_format\n'}${listMessages(request.messages)}`,
          exchange: request.exchange,
        });
      }
    },
  });

  check('right-specialist', {
    title: 'The decision chooses the specialist',
    points: 2,
    help: 'Look decision.route up in a table of system messages. Each names its own route, and none of the others.',
    lesson: 'handoff#the-decision-is-data',
    needs: ['two-requests'],
    scenarios: routed,
    verify: (evidence) => requireSpecialist(evidence, decisionOf(evidence)?.route ?? 'general'),
  });

  check('gets-context', {
    title: 'The specialist gets message, summary and urgency',
    points: 2,
    help: "Put the customer's message, decision.summary and decision.urgency into the specialist's messages, as they are, and nothing of triage's instructions.",
    lesson: 'handoff#what-is-handed-over',
    needs: ['two-requests'],
    scenarios: routed,
    verify: requireContext,
  });

  check('falls-back', {
    title: "Whatever can't be routed goes to general",
    points: 2,
    help: "none, an unknown route, a refusal, finish_reason length and broken JSON: each of them leads to the general support, with the customer's message.",
    lesson: 'handoff#when-nobody-fits',
    needs: ['right-specialist'],
    scenarios: unrouted,
    verify: (evidence) => {
      requireCleanEnd(evidence);
      requireRequests(evidence, 2);
      requireSpecialist(evidence, 'general');
      requireMessage(evidence, requireRequest(evidence, 2));
      // A decision with an unknown route may be thrown away as a whole. With the route none it follows the schema.
      if (decisionOf(evidence)?.route === 'none') requireContext(evidence);
    },
  });

  check('prints', {
    title: 'Prints the route and the reply',
    points: 1,
    help: 'Print `route: ` and the name of who answers, then the reply in full.',
    lesson: 'handoff#what-is-handed-over',
    needs: ['two-requests'],
    scenarios: everything,
    verify: (evidence) => {
      const answering = requireRequest(evidence, 2);
      const system = answering.messages[0]?.text ?? '';
      const name = all.find((each) => new RegExp(`\\b${each}\\b`, 'i').test(system)) ?? 'general';
      const lines = [...evidence.output.matchAll(/route:\W*(\w+)/gi)];
      const line = lines.find(([, said]) => said?.toLowerCase() === name)?.[0];
      // The last one counts: a program may have shown the decision itself before.
      const said = lines.at(-1)?.[1];
      if (line === undefined || said?.toLowerCase() !== name) {
        fail({
          expected: `a line with "route: ${name}", and after it the reply`,
          actual:
            said === undefined
              ? `no such line in\n${quoteOutput(evidence.output)}`
              : `it says "route: ${said}"`,
        });
      }
      requirePrintedInOrder(evidence, [line, answering.reply], 'text');
    },
  });
});

function cut(content: string): ReturnType<typeof reply> {
  return { kind: 'reply', choices: [{ content, finishReason: 'length' }] };
}

function decisionOf(evidence: Evidence): Decision | undefined {
  const choice = evidence.requests[0]?.completion?.choices[0];
  if (choice?.finishReason === 'length') return undefined;
  try {
    return JSON.parse(choice?.content ?? '') as Decision;
  } catch {
    return undefined;
  }
}

function requireMessage(evidence: Evidence, request: SentRequest): void {
  const customer = evidence.args[0];
  const texts = request.messages.filter(({ role }) => role === 'user').map(({ text }) => text);
  const found =
    customer === undefined
      ? texts.some((text) => text.trim() !== '')
      : texts.some((text) => text.includes(customer));
  if (!found) {
    fail({
      expected: `a user message in request ${request.number} that contains ${customer === undefined ? 'a message' : quote(customer)}`,
      actual: listMessages(request.messages),
      exchange: request.exchange,
    });
  }
}

function requireSchema(evidence: Evidence): void {
  const request = requireRequest(evidence, 1);
  const format = request.body?.response_format;
  const exchange = request.exchange;
  if (format?.type !== 'json_schema' || format.json_schema.strict !== true) {
    fail({
      expected: 'a response_format of type json_schema with strict: true',
      actual:
        format === undefined ? 'a request without response_format' : JSON.stringify(format).slice(0, 200),
      exchange,
    });
  }
  const schema = format.json_schema.schema as { readonly properties?: Readonly<Record<string, unknown>> };
  const properties = schema?.properties ?? {};
  const shown = JSON.stringify(properties);
  const names = Object.keys(properties).sort().join(', ');
  if (names !== 'route, summary, urgency') {
    fail({
      expected: 'the properties route, summary and urgency',
      actual: names === '' ? shown : names,
      exchange,
    });
  }
  for (const [name, values] of [
    ['route', [...routes, 'none']],
    ['urgency', urgencies],
  ] as const) {
    if (!allowsExactly(properties[name], values)) {
      fail({
        expected: `"${name}" as an enum of ${values.join(', ')}, and no other value`,
        actual: JSON.stringify(properties[name]),
        exchange,
      });
    }
  }
  const { type }: { readonly type?: unknown } = { ...(properties.summary as object) };
  if (type !== 'string') {
    fail({ expected: '"summary" of the type string', actual: JSON.stringify(properties.summary), exchange });
  }
}

/** The second request's system message names this specialist and no other. */
function requireSpecialist(evidence: Evidence, wanted: string): void {
  const request = requireRequest(evidence, 2);
  const systems = request.messages.filter((message) => roleOf(message) === 'system');
  const text = systems.map((message) => message.text).join('\n');
  const named = all.filter((each) => new RegExp(`\\b${each}\\b`, 'i').test(text));
  if (named.length !== 1 || named[0] !== wanted) {
    fail({
      expected: `request 2 goes to ${wanted}: its system message names ${wanted} and no other specialist`,
      actual: listMessages(request.messages),
      exchange: request.exchange,
      message: 0,
    });
  }
}

function requireContext(evidence: Evidence): void {
  const request = requireRequest(evidence, 2);
  requireMessage(evidence, request);
  const texts = request.messages.map(({ text }) => text).join('\n');
  const { summary = '', urgency = '' } = decisionOf(evidence) ?? {};
  const exchange = request.exchange;
  for (const [what, text] of [
    ['the summary', summary],
    ['the urgency', urgency],
  ] as const) {
    // As a value inside of JSON it is as good as by itself. An urgency is a word, and "following" isn't "low".
    const found = [text, JSON.stringify(text).slice(1, -1)].some((form) =>
      form === urgency ? new RegExp(`\\b${form}\\b`).test(texts) : texts.includes(form),
    );
    if (!found) {
      fail({
        expected: `${what} in request 2, as it came: ${quote(text)}`,
        actual: listMessages(request.messages),
        exchange,
      });
    }
  }
  const triage = requireRequest(evidence, 1).messages.filter((message) => roleOf(message) === 'system');
  const leaked = triage.find(({ text }) => text.trim().length > 20 && texts.includes(text.trim()));
  if (leaked !== undefined) {
    fail({
      expected: "request 2 without triage's system message",
      actual: listMessages(request.messages),
      exchange,
    });
  }
}
