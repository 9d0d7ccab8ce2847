import {
  count,
  type Evidence,
  fail,
  grader,
  listMessages,
  quote,
  quoteOutput,
  replyWith,
  requireAccepted,
  requireCleanEnd,
  requirePrintedInOrder,
  requireRequest,
  requireText,
  roleOf,
  type SentRequest,
} from '#grading';

const speakers = ['Dreamer', 'Realist', 'Critic'] as const;
const topics = [
  'How can our library get more visitors?',
  'A name for a ferry that never leaves on time',
  'What could the village do with its empty station?',
] as const;

/** Whose turn the request with this number is. */
const speakerOf = ({ number }: SentRequest) => speakers[(number - 1) % speakers.length] ?? 'Dreamer';

grader('brainstorm', ({ scenario, check }) => {
  const discussions = [
    scenario('no arguments'),
    scenario('one round', ({ pick }) => ({ args: [pick(topics), '1'] })),
    scenario('two rounds by default', ({ pick }) => ({ args: [pick(topics)] })),
    scenario('replies with white space, and with the names of others in them', ({ pick, sample }) => ({
      args: [`${pick(topics)}\n(“Wild” ideas, s'il vous plaît! 自由に)`, '3'],
      responder: replyWith(
        ({ word, number }) =>
          `\n  ${sample(speakers, 1)[0]}: no. ${number}, a "${word()}" idea!\n\n  - and ${word()}\n\t- for 50% \n`,
      ),
    })),
    scenario('another discussion', ({ pick }) => ({
      args: [
        pick(['Where shall the orchestra rehearse?', 'Gifts for a lighthouse keeper']),
        pick(['3', '4']),
      ],
      responder: replyWith(({ word, number }) => `${word()}, ${number} times ${word()}.  `),
      hidden: true,
    })),
  ];
  const refused = ['0', '-1', '2.5', 'many'].map((rounds) =>
    scenario(`rounds: ${rounds}`, ({ pick }) => ({ args: [pick(topics), rounds] })),
  );

  check('finishes', {
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with `r` and read the message: it names the line.',
    lesson: 'brainstorm#turns-and-rounds',
    scenarios: discussions,
    verify: requireCleanEnd,
  });

  check('in-turn', {
    title: 'Everybody speaks in turn, for as many rounds as asked',
    points: 2,
    help: 'Two loops, one inside the other: for each round, for each of Dreamer, Realist and Critic, one request whose system message names the speaker.',
    lesson: 'brainstorm#turns-and-rounds',
    scenarios: discussions,
    verify: (evidence) => {
      requireAccepted(evidence);
      const wanted = Number(evidence.args[1] ?? 2) * speakers.length;
      if (evidence.requests.length !== wanted) {
        fail({ expected: count(wanted, 'request'), actual: count(evidence.requests.length, 'request') });
      }
      for (const request of evidence.requests) {
        const system = request.messages.find((message) => roleOf(message) === 'system')?.text ?? '';
        if (!system.includes(speakerOf(request))) {
          fail({
            expected: `request ${request.number} is the turn of ${speakerOf(request)}, and its system message says so`,
            actual: listMessages(request.messages),
            exchange: request.exchange,
          });
        }
      }
    },
  });

  check('own-system', {
    title: 'Each speaker has its own system message',
    points: 1,
    help: 'The system message stands first, once, and is the same each time this speaker has its turn. The other two have others.',
    lesson: 'brainstorm#one-history-for-all',
    needs: ['in-turn'],
    scenarios: discussions,
    verify: (evidence) => {
      const own = new Map<string, string>();
      for (const request of evidence.requests) {
        const systems = request.messages.filter((message) => roleOf(message) === 'system');
        const first = request.messages[0];
        const text = first?.text ?? '';
        const name = speakerOf(request);
        const known = own.get(name) ?? text;
        const shared = [...own].find(([other, its]) => other !== name && its === text);
        if (systems.length !== 1 || systems[0] !== first || known !== text || shared !== undefined) {
          fail({
            expected: `request ${request.number} begins with the system message of ${name}: one only, always the same, and nobody else's`,
            actual: listMessages(request.messages),
            exchange: request.exchange,
            message: 0,
          });
        }
        own.set(name, text);
      }
    },
  });

  check('topic', {
    title: 'The topic comes next, word for word',
    points: 1,
    help: 'The second message has the role user and is the first argument, unchanged.',
    lesson: 'brainstorm#one-history-for-all',
    needs: ['own-system'],
    scenarios: discussions,
    verify: (evidence) => {
      const topic = evidence.args[0] ?? requireRequest(evidence, 1).messages[1]?.text ?? '';
      for (const request of evidence.requests) {
        requireText(request, 1, topic, 'the topic as message 2');
        if (request.messages[1]?.role !== 'user' || topic.trim() === '') {
          fail({
            expected: 'the topic as a user message',
            actual: listMessages(request.messages),
            exchange: request.exchange,
            message: 1,
          });
        }
      }
    },
  });

  check('shares-history', {
    title: "Then comes everything that was said, under its speaker's name",
    points: 3,
    help: 'After the topic: one message for each contribution so far, in order, each `Name: ` and the reply as it came. Keep one list for all three.',
    lesson: 'brainstorm#who-said-what',
    needs: ['topic'],
    scenarios: discussions,
    verify: requireHistory,
  });

  check('prints', {
    title: "Prints every contribution after its speaker's name",
    points: 2,
    help: 'Print the name and then the reply, in full, as soon as it is there.',
    lesson: 'brainstorm#who-said-what',
    needs: ['in-turn'],
    scenarios: discussions,
    verify: (evidence) => {
      const texts = evidence.requests.flatMap((request) => [speakerOf(request), request.reply]);
      requirePrintedInOrder(evidence, texts, 'name or contribution');
    },
  });

  check('refuses-rounds', {
    title: 'Refuses a number of rounds that is none',
    points: 2,
    help: 'Number.isInteger(rounds) && rounds > 0, before anything is sent. Otherwise console.error with the word rounds, and process.exit(1).',
    lesson: 'brainstorm#turns-and-rounds',
    scenarios: refused,
    verify: ({ attempt, requests }) => {
      if (requests.length > 0) fail({ expected: 'no request', actual: count(requests.length, 'request') });
      if (!/rounds/i.test(attempt.stderr) || /^\s+at .+:\d+:\d+\)?$/m.test(attempt.stderr)) {
        fail({
          expected: 'a message with the word "rounds" on standard error, without a stack trace',
          actual: quoteOutput(attempt.stderr),
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

function requireHistory(evidence: Evidence): void {
  for (const request of evidence.requests) {
    const before = evidence.requests.slice(0, request.number - 1);
    const sent = request.messages.slice(2);
    const exchange = request.exchange;
    for (const [index, earlier] of before.entries()) {
      const wanted = `${speakerOf(earlier)}: ${earlier.reply}`;
      const message = sent[index];
      if (message?.text !== wanted || !['user', 'assistant'].includes(message.role)) {
        fail({
          expected: `message ${index + 3} of request ${request.number} is what ${speakerOf(earlier)} said: ${quote(wanted)}`,
          actual: listMessages(request.messages),
          exchange,
          message: message === undefined ? undefined : index + 2,
        });
      }
    }
    if (sent.length > before.length) {
      fail({
        expected: `request ${request.number} with ${count(before.length, 'contribution')} after the topic, and nothing else`,
        actual: listMessages(request.messages),
        exchange,
        message: before.length + 2,
      });
    }
  }
}
