import {
  describeMessage,
  fail,
  grader,
  listMessages,
  quoteOutput,
  reply,
  requireCleanEnd,
  requirePrinted,
  requireRequests,
  requireText,
  requireUsagePrinted,
  type ScenarioContext,
} from '#grading';

const questions = [
  'When should I visit Japan?',
  'What should I eat in Lisbon?',
  'Tell me about trains in Italy, please. "Slow" ones, too!',
  'Wo ist es im März schön warm? 🌞',
] as const;

/** A text that is long enough to come in many pieces, and different every time. */
const story = (days: number) =>
  `Day ${days}:\n\nTake the early ferry, "naïve" as it sounds, and sit on the left side. 島の朝は静かです. ` +
  `By day ${days * 3} you will know ${days * 7 + 2} of the gulls by name, and the baker will save you a loaf of rye. ` +
  `Leave on day ${days * 5 + 1}, slowly, and promise to come back. ⛴️ Bring ${days + 11} postcards and one good coat.`;

/** The last piece of the stream is kept back until three quarters of the text are printed. */
const heldBack = (text: string) => ({
  timed: true,
  responder: (_request: unknown, { printed }: ScenarioContext) => ({
    ...reply(text),
    holdEnd: async () => void (await printed(text.slice(0, Math.floor(text.length * 0.75)))),
  }),
});

grader('streaming', ({ scenario, check }) => {
  const plain = [
    scenario('no arguments'),
    scenario('a question with white space around it', ({ pick }) => ({ args: [`  ${pick(questions)}\n`] })),
  ];
  const held = [
    scenario('a stream that waits for your output', ({ pick, integer }) => ({
      args: [pick(questions)],
      ...heldBack(story(3 + integer(60))),
    })),
    scenario('another stream that waits', ({ integer }) => ({
      args: ['How long shall I stay on the island?'],
      hidden: true,
      ...heldBack(story(90 + integer(300))),
    })),
  ];
  const cut = [
    scenario('a stream that breaks off in the middle', ({ pick, integer }) => ({
      args: [pick(questions)],
      responder: () => ({ ...reply(story(3 + integer(60))), cutAfterChunks: 12 + integer(20) }),
    })),
    scenario('a stream that breaks off before the first word', ({ pick }) => ({
      args: [pick(questions)],
      responder: () => ({ ...reply(story(5)), cutAfterChunks: 0 }),
    })),
  ];
  const whole = [...plain, ...held];

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'streaming#reading-a-stream',
    scenarios: whole,
    verify: requireCleanEnd,
  });

  check('asks-once', {
    title: 'It sends the question once',
    points: 1,
    help: 'Send exactly one request, even if the stream breaks off. Its last message is process.argv[2], unchanged, with the role user.',
    lesson: 'streaming#reading-a-stream',
    verify: (evidence) => {
      const [request] = requireRequests(evidence, 1);
      if (request === undefined) return;
      const last = request.messages.at(-1);
      if (last?.role !== 'user' || last.text.trim() === '') {
        fail({
          expected: 'a user message at the end',
          actual: last === undefined ? listMessages([]) : describeMessage(last),
          exchange: request.exchange,
        });
      }
      const question = evidence.args[0];
      if (question !== undefined) requireText(request, request.messages.length - 1, question, 'the question');
    },
  });

  check('asks-for-stream', {
    title: 'It asks for a stream',
    points: 1,
    help: 'Set `stream: true`, next to model and messages.',
    lesson: 'streaming#reading-a-stream',
    needs: ['asks-once'],
    verify: ({ requests }) => {
      const sent = requests[0]?.body?.stream;
      if (sent !== true) {
        fail({
          expected: '`stream: true`',
          actual: sent === undefined ? 'a request without `stream`' : `\`stream: ${sent}\``,
          exchange: requests[0]?.exchange,
        });
      }
    },
  });

  check('asks-for-usage', {
    title: 'It asks for the usage of the stream',
    points: 1,
    help: 'Set `stream_options: { include_usage: true }` in the request.',
    lesson: 'streaming#usage-of-a-stream',
    needs: ['asks-for-stream'],
    verify: ({ requests }) => {
      const sent = requests[0]?.body?.stream_options;
      if (sent?.include_usage !== true) {
        fail({
          expected: '`stream_options: { include_usage: true }`',
          actual: sent ? JSON.stringify(sent) : 'a request without `stream_options`',
          exchange: requests[0]?.exchange,
        });
      }
    },
  });

  check('prints-as-it-comes', {
    title: 'The text is printed while the stream is still open',
    points: 3,
    help: 'Write every piece inside the loop, from the first one on and with nothing in between: process.stdout.write(chunk.choices[0]?.delta.content ?? "").',
    lesson: 'streaming#reading-a-stream',
    needs: ['asks-for-stream'],
    scenarios: held,
    verify: ({ awaited, requests, output }) => {
      const wait = awaited[0];
      if (wait?.printed !== true) {
        fail({
          expected: `on standard output while the last piece was still held back: ${JSON.stringify(wait?.text ?? '')}`,
          actual: `it had not been printed after 2.5 seconds; in the end there was\n${quoteOutput(output)}`,
          exchange: requests[0]?.exchange,
        });
      }
    },
  });

  check('prints-whole', {
    title: 'The whole reply is printed',
    points: 1,
    help: 'Print every piece unchanged, and nothing between two pieces, because a piece can end in the middle of a word.',
    lesson: 'streaming#reading-a-stream',
    needs: ['asks-once'],
    scenarios: whole,
    verify: (evidence) => requirePrinted(evidence, evidence.requests[0]?.reply ?? '', 'the reply'),
  });

  check('prints-usage', {
    title: 'The tokens of the reply are printed',
    points: 1,
    help: 'One chunk at the end of the stream has the usage. Keep it, and print prompt_tokens, completion_tokens and total_tokens after the loop.',
    lesson: 'streaming#usage-of-a-stream',
    needs: ['asks-for-usage', 'prints-whole'],
    scenarios: whole,
    verify: (evidence) => {
      const [request] = requireRequests(evidence, 1);
      if (request !== undefined) requireUsagePrinted(evidence, request);
    },
  });

  check('reports-break', {
    title: 'A stream that breaks off is reported as incomplete',
    points: 3,
    help: "Put the request and the loop into try, and call `giveUp` with the error's message in catch. Call it only when the stream has broken off.",
    lesson: 'streaming#when-a-stream-breaks-off',
    needs: ['asks-for-stream'],
    scenarios: [...cut, ...whole],
    verify: ({ attempt, requests }) => {
      const exchange = requests[0]?.exchange;
      const said = attempt.stderr.trim();
      if (requests[0]?.raw.response.state === 'completed') {
        // A program that says so about every stream has noticed nothing.
        if (!/incomplete/i.test(said)) return;
        fail({
          expected: 'no word of "incomplete" about a stream that came whole',
          actual: quoteOutput(said),
          exchange,
        });
      }
      if (!/incomplete/i.test(said)) {
        fail({
          expected: 'the word "incomplete" on standard error',
          actual: said === '' ? 'nothing' : quoteOutput(said),
          exchange,
        });
      }
      if (/^\s+at .+:\d+:\d+\)?$/m.test(said)) {
        fail({ expected: 'a message without a stack trace', actual: quoteOutput(said), exchange });
      }
      if (attempt.exitCode === 0 || attempt.exitCode === null) {
        fail({
          expected: 'an exit status other than 0',
          actual: attempt.exitCode === null ? attempt.message : 'exit status 0',
          exchange,
        });
      }
    },
  });
});
