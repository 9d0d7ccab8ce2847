import {
  callsIn,
  count,
  describeMessage,
  type Evidence,
  fail,
  grader,
  listMessages,
  quote,
  type Random,
  reply,
  requireAccepted,
  requireCallsAnswered,
  requireCallsResent,
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

const cities = ['Lisbon', 'Oslo', 'Kyoto', 'São Paulo', 'Reykjavík', "L'Aquila", '東京'] as const;
const skies = ['drizzle', 'fog', 'hail', 'clear skies', 'thunder', 'haze'] as const;

/** Weather that nobody can guess, for some cities. */
function forecast({ integer, pick, sample }: Random, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    sample(names, names.length).map((city) => [
      city,
      `${integer(70) - 25} °C, ${pick(skies)}, wind ${integer(120)} km/h "gusty"`,
    ]),
  );
}

/** A model that calls the tool with these arguments, and then makes its reply of the result. */
const calling = (args: string, id: string) => ({
  responder: ({ messages }: ChatRequest) => {
    const last = messages.at(-1);
    return last?.role === 'tool'
      ? reply(`\n  My instruments say:\n\n  «${textOf(last)}» — dress "well".\n`)
      : toolCalls(['get_weather', args, id]);
  },
});

/** The request that the tool's result is sent with; a model that calls nothing has none. */
const second = (evidence: Evidence) => requireRequest(evidence, 2);

grader('function-calling', ({ scenario, check }) => {
  const simulated = [
    scenario('no arguments'),
    scenario('a question and the weather', (random) => {
      const city = random.pick(['Lisbon', 'Oslo', 'Kyoto'] as const);
      return {
        args: [
          `What is the weather like in ${city} today?`,
          JSON.stringify(forecast(random, ['Lisbon', 'Oslo', 'Kyoto'])),
        ],
      };
    }),
  ];
  const scripted = [
    scenario('a call with white space and accents in it', (random) => {
      const city = random.pick(['São Paulo', '東京', "L'Aquila"] as const);
      return {
        args: [`  Do I need a coat?\n("${city}", please) `, JSON.stringify(forecast(random, cities))],
        ...calling(`{\n  "city" : ${JSON.stringify(city)}\n}`, `call_${random.integer(1e6)}x`),
      };
    }),
    scenario('the model asks for another city than the question names', (random) => {
      const [asked, called] = random.sample(cities, 2) as [string, string];
      return {
        args: [`Is it warm in ${asked}?`, JSON.stringify(forecast(random, cities))],
        ...calling(JSON.stringify({ city: called }), `call_${random.integer(1e6)}y`),
      };
    }),
    scenario('other cities', (random) => {
      const names = ['Valparaíso', 'Ghent', 'Nuuk', 'constructor'];
      return {
        args: ['Where should I fly my kite?', JSON.stringify(forecast(random, names))],
        ...calling(
          JSON.stringify({ city: random.pick(['Ghent', 'Nuuk', 'constructor']) }),
          `tool-${random.integer(1e6)}`,
        ),
        hidden: true,
      };
    }),
  ];
  const unknown = scenario('a city without a report', (random) => {
    const [known, city] = random.sample(cities, 2) as [string, string];
    return {
      args: [`How is ${city}?`, JSON.stringify(forecast(random, [known, 'Bergen']))],
      ...calling(JSON.stringify({ city }), `call_${random.integer(1e6)}z`),
    };
  });
  const withoutCall = scenario('a question that needs no tool', (random) => ({
    args: ['Hello! Who are you?', JSON.stringify(forecast(random, cities))],
    responder: (_request: ChatRequest, { seed }: ScenarioContext) =>
      reply(`A "weather" assistant, no. ${seed.length}${random.integer(9000)}.\n`),
  }));
  const called = [...simulated, ...scripted, unknown];

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'function-calling#the-four-steps',
    verify: requireCleanEnd,
  });

  check('asks-question', {
    title: 'It asks the question, and keeps the weather to itself',
    points: 1,
    help: 'End the first request with process.argv[2], unchanged, as a user message. Leave the weather out of all messages and out of the tool.',
    lesson: 'function-calling#the-four-steps',
    verify: (evidence) => {
      const request = requireRequest(evidence, 1);
      const last = request.messages.length - 1;
      const message = request.messages[last];
      if (message?.role !== 'user' || message.text.trim() === '') {
        fail({
          expected: 'a user message at the end of request 1',
          actual: message === undefined ? 'no messages' : describeMessage(message),
          exchange: request.exchange,
        });
      }
      const question = evidence.args[0];
      if (question !== undefined) requireText(request, last, question, 'the question');
      // However often it was written as JSON, the words are the same.
      const unquoted = (text: string) => text.replace(/[\\"]/g, '');
      const tools = JSON.stringify(request.body?.tools ?? []);
      for (const report of reportsOf(evidence)) {
        const inTools = unquoted(tools).includes(unquoted(report));
        if (inTools || request.messages.some(({ text }) => text.includes(report))) {
          fail({
            expected: 'request 1 without the weather: only the result of the tool brings it',
            actual: inTools ? tools : listMessages(request.messages),
            exchange: request.exchange,
          });
        }
      }
    },
  });

  check('offers-tool', {
    title: 'It offers the tool get_weather with its parameter',
    points: 2,
    help: "Offer exactly one tool: { type: 'function', function: { name: 'get_weather', description: …, parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } }.",
    lesson: 'function-calling#describing-a-tool',
    needs: ['asks-question'],
    verify: (evidence) => {
      const request = requireRequest(evidence, 1);
      requireToolOffered(request, 'get_weather', { city: 'string' });
      const tools = request.body?.tools ?? [];
      if (tools.length !== 1) {
        fail({ expected: 'one tool', actual: count(tools.length, 'tool'), exchange: request.exchange });
      }
    },
  });

  check('second-request', {
    title: 'It sends a second request only if the model calls the tool',
    points: 1,
    help: 'Look at choices[0].message.tool_calls. If there is a call, send its result in one more request. If there is none, the reply is the answer.',
    lesson: 'function-calling#the-four-steps',
    needs: ['offers-tool'],
    verify: (evidence) => {
      requireAccepted(evidence);
      const calls = callsIn(requireRequest(evidence, 1)).length;
      const wanted = calls > 0 ? 2 : 1;
      if (evidence.requests.length !== wanted) {
        fail({
          expected: `${count(wanted, 'request')}: the reply to the first makes ${count(calls, 'call')}`,
          actual: count(evidence.requests.length, 'request'),
          exchange: evidence.requests[wanted]?.exchange,
        });
      }
    },
  });

  check('resends-call', {
    title: 'It sends the reply with the call back, unchanged',
    points: 2,
    help: 'Keep the messages of the first request, and push choices[0].message itself after them. It has the tool_calls with their ids and arguments.',
    lesson: 'payload-walkthrough#the-second-request',
    needs: ['second-request'],
    scenarios: called,
    verify: (evidence) => requireCallsResent(requireRequest(evidence, 1), second(evidence)),
  });

  check('answers-call', {
    title: "It answers the call with that city's weather",
    points: 3,
    help: 'End the second request with { role: "tool", tool_call_id: call.id, content: getWeather(city) }, where city comes from JSON.parse(call.function.arguments).',
    lesson: 'payload-walkthrough#the-second-request',
    needs: ['resends-call'],
    scenarios: called,
    verify: (evidence) => {
      const first = requireRequest(evidence, 1);
      const request = second(evidence);
      const { results, rest } = requireCallsAnswered(first, request);
      if (rest.length > 0) {
        fail({
          expected: 'nothing after the result of the tool',
          actual: listMessages(request.messages),
          exchange: request.exchange,
        });
      }
      for (const call of callsIn(first)) {
        requireReport(evidence, call.arguments, results.get(call.id)?.text ?? '', request.exchange);
      }
    },
  });

  check('prints-reply', {
    title: 'It prints the final reply',
    points: 2,
    help: 'Print the content of the last reply, all of it and unchanged, whether it answers the first request or the second.',
    lesson: 'function-calling#the-four-steps',
    needs: ['second-request'],
    scenarios: [...called, withoutCall],
    verify: (evidence) => requirePrinted(evidence, evidence.requests.at(-1)?.reply ?? '', 'the final reply'),
  });
});

function weatherOf({ args }: Evidence): Readonly<Record<string, string>> {
  return args[1] === undefined ? {} : JSON.parse(args[1]);
}

function reportsOf(evidence: Evidence): readonly string[] {
  return Object.values(weatherOf(evidence));
}

/** The result says what the table says of the city that the call names. */
function requireReport(evidence: Evidence, callArguments: string, result: string, exchange: number): void {
  const { city = '' } = JSON.parse(callArguments) as { readonly city?: string };
  const weather = weatherOf(evidence);
  const report = Object.hasOwn(weather, city) ? weather[city] : undefined;
  // JSON around the text is as good as the text itself.
  const said = (text: string) => result.includes(text) || result.includes(JSON.stringify(text).slice(1, -1));
  const wanted = report ?? city;
  const stray = Object.values(weather).find((each) => each !== report && said(each));
  if (result.trim() === '' || (evidence.args[1] !== undefined && (!said(wanted) || stray !== undefined))) {
    fail({
      expected:
        report === undefined
          ? `a result for ${city} that names the city, and has no other city's weather`
          : `a result for ${city} with ${quote(report)}`,
      actual: result === '' ? 'an empty result' : quote(result),
      exchange,
    });
  }
}
