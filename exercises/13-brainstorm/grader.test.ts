import {
  CheckFailure,
  count,
  describeMessage,
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
  type SentMessage,
  type SentRequest,
} from '#grading';

const names = ['Dreamer', 'Realist', 'Critic'] as const;
type Name = (typeof names)[number];

const topics = [
  'How can a village keep its only bakery?',
  'What should a museum of forgotten inventions show first?',
  'How do we get more people to ride a bicycle in winter?',
  'Should our chess club move to the harbour?',
  'How could a school garden feed the canteen?',
] as const;
const hiddenTopics = [
  'What can be done with a disused lighthouse?',
  'How might a night train become worth the ticket again?',
  'Which festival should an island of 300 people invent?',
] as const;

grader('brainstorm', ({ scenario, check }) => {
  const discussions = [
    scenario('no arguments'),
    scenario('a topic and no number', ({ pick }) => ({ args: [pick(topics)] })),
    scenario('one round', ({ pick }) => ({ args: [pick(topics), '1'] })),
    scenario('two rounds, replies with white space around them', ({ pick }) => ({
      args: [` ${pick(topics)}\n"Naïve" ideas welcome: 図書館 📚 `, '2'],
      responder: replyWith(
        ({ word, number }) =>
          `\n  "${word()}" – idea no. ${number}:\n\n\t- 50% \\ more “${word()}”\n  - dîner für ${word()} 🎈\n\n`,
      ),
    })),
    scenario('three rounds', ({ pick }) => ({ args: [pick(topics), '3'] })),
    scenario('another discussion', ({ pick, integer }) => ({
      args: [`${pick(hiddenTopics)} (at most ${integer(900) + 100} words)`, `${4 + integer(2)}`],
      responder: replyWith(({ word }) => `  Well: ${word()}, or ${word()}?\n`),
      hidden: true,
    })),
  ];
  const mistakes = [
    scenario('no rounds at all', ({ pick }) => ({ args: [pick(topics), '0'] })),
    scenario('fewer than none', ({ pick }) => ({ args: [pick(topics), '-1'] })),
    scenario('a word for a number', ({ pick }) => ({
      args: [pick(topics), pick(['many', 'three', 'a few'])],
    })),
    scenario('half a round', ({ pick }) => ({ args: [pick(topics), pick(['1.5', '2.5', '0.5'])] })),
    scenario('a number and more', ({ pick }) => ({ args: [pick(topics), pick(['2x', '3rd', '1 or 2'])] })),
    scenario('another wrong number', ({ pick, integer }) => ({
      args: [pick(hiddenTopics), pick([`-${integer(8) + 2}`, `${integer(7) + 2} rounds`, 'seven', '4.25'])],
      hidden: true,
    })),
  ];

  check('finishes', {
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with `r` and read the message: it names the line.',
    lesson: 'brainstorm#the-round-robin',
    scenarios: discussions,
    verify: requireCleanEnd,
  });

  check('three-a-round', {
    title: 'Sends three requests for each round',
    points: 2,
    help: 'Two loops, one inside the other: for each round, for each agent, one request. The second argument is the number of rounds, 2 when it is missing.',
    lesson: 'brainstorm#the-round-robin',
    scenarios: discussions,
    verify: (evidence) => {
      requireAccepted(evidence);
      const rounds = Number(evidence.args[1] ?? '2');
      const wanted = rounds * names.length;
      const sent = evidence.requests.length;
      if (sent !== wanted) {
        fail({
          expected: `${count(wanted, 'request')}: ${count(rounds, 'round')} of three agents`,
          actual: count(sent, 'request'),
          exchange: evidence.requests[wanted]?.exchange,
        });
      }
    },
  });

  check('one-system', {
    title: 'Every request begins with its only system message',
    points: 1,
    help: 'Build the message list anew for each turn, beginning with the system message of the agent that speaks. The system messages of the others stay out.',
    lesson: 'brainstorm#one-transcript-many-views',
    scenarios: discussions,
    needs: ['three-a-round'],
    verify: (evidence) => {
      for (const request of evidence.requests) {
        const systems = request.messages.filter((message) => roleOf(message) === 'system');
        const begins = request.messages[0];
        if (systems.length === 1 && begins !== undefined && roleOf(begins) === 'system') continue;
        fail({
          expected: `request ${request.number} with one system message, as its first message`,
          actual: listMessages(request.messages),
          exchange: request.exchange,
          message: 0,
        });
      }
    },
  });

  check('in-turn', {
    title: 'Dreamer, Realist and Critic speak in turn',
    points: 2,
    help: "Each agent's system message says its name before any other of the three. Go through the agents in the order Dreamer, Realist, Critic, and begin again with the next round.",
    lesson: 'brainstorm#the-round-robin',
    scenarios: discussions,
    needs: ['one-system'],
    verify: (evidence) => {
      for (const request of evidence.requests) {
        const wanted = speakerOf(request);
        const seen = firstName(request.messages[0]?.text ?? '');
        if (seen === wanted) continue;
        fail({
          expected: `request ${request.number} is ${wanted}'s: the first of the three names in its system message is ${wanted}`,
          actual: `${seen === undefined ? 'it holds none of the names' : `it is ${seen}`}: ${describeSystem(request)}`,
          exchange: request.exchange,
          message: 0,
        });
      }
    },
  });

  check('own-roles', {
    title: 'Each agent has instructions of its own',
    points: 1,
    help: 'Say in each system message what this agent is there for: one finds ideas, one makes them feasible, one finds their faults.',
    lesson: 'brainstorm#a-role-for-each',
    scenarios: discussions,
    needs: ['in-turn'],
    verify: (evidence) => {
      const round = names.map((_, index) => requireRequest(evidence, index + 1));
      const roles = round.map((request) => withoutNames(request.messages[0]?.text ?? ''));
      const twin = roles.findIndex((role, index) => roles.indexOf(role) !== index);
      if (twin === -1) return;
      fail({
        expected: 'three system messages that differ in more than the names',
        actual: round.map((request) => `request ${request.number}: ${describeSystem(request)}`).join('\n'),
        exchange: round[twin]?.exchange,
        message: 0,
      });
    },
  });

  check('topic-next', {
    title: 'The topic comes next, word for word',
    points: 1,
    help: 'The topic is the first argument. Send it unchanged as the first user message of every request, right after the system message.',
    lesson: 'brainstorm#one-transcript-many-views',
    scenarios: discussions,
    needs: ['one-system'],
    verify: (evidence) => {
      const topic = evidence.args[0] ?? requireRequest(evidence, 1).messages[1]?.text ?? '';
      for (const request of evidence.requests) {
        const message = request.messages[1];
        if (message?.role !== 'user' || message.text.trim() === '') {
          fail({
            expected: `request ${request.number} with the topic as its second message, of role user`,
            actual: listMessages(request.messages),
            exchange: request.exchange,
            message: message === undefined ? undefined : 1,
          });
        }
        requireText(request, 1, topic, `the topic as message 2 of request ${request.number}`);
      }
    },
  });

  check('hears-everything', {
    title: 'Everything said so far follows, in order and with names',
    points: 3,
    help: 'Keep one list of what was said, with names, and append each reply to it exactly as it came. Every request sends all of it after the topic.',
    lesson: 'brainstorm#one-transcript-many-views',
    scenarios: discussions,
    needs: ['in-turn', 'topic-next'],
    verify: (evidence) => {
      for (const request of evidence.requests) requireTranscript(evidence, request);
    },
  });

  check('prints-discussion', {
    title: "Prints every contribution after its speaker's name",
    points: 2,
    help: 'Print the name and then the reply after each turn, inside the inner loop.',
    lesson: 'brainstorm#the-round-robin',
    scenarios: discussions,
    needs: ['in-turn'],
    verify: (evidence) => {
      requirePrintedInOrder(
        evidence,
        evidence.requests.map((request) => request.reply),
        'contribution',
      );
      for (const request of evidence.requests) requireNamePrinted(evidence, request);
    },
  });

  check('refuses-rounds', {
    title: 'Refuses a wrong number of rounds',
    points: 1,
    help: 'Look at the second argument before the first request. When it is no whole number from 1 on, write a line with the word "rounds" and the argument to standard error and end with an exit status other than 0.',
    lesson: 'brainstorm#when-to-stop',
    scenarios: mistakes,
    verify: requireRefusal,
  });
});

/** Whose turn the request is, by its place. */
function speakerOf(request: SentRequest): Name {
  return names[(request.number - 1) % names.length] ?? names[0];
}

/** The one of the three names that stands first in a text. */
function firstName(text: string): Name | undefined {
  const found = /(?<![\p{L}\p{N}])(?:dreamer|realist|critic)(?![\p{L}\p{N}])/iu.exec(text)?.[0].toLowerCase();
  return names.find((name) => name.toLowerCase() === found);
}

/** What is left of a system message to compare, when the names don't count. */
function withoutNames(text: string): string {
  return text
    .replace(/dreamer|realist|critic/gi, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

function describeSystem({ messages: [system] }: SentRequest): string {
  return system === undefined ? 'no message' : describeMessage(system);
}

/** After the topic stand the contributions before this request, each in a message of its own, and nothing else. */
function requireTranscript(evidence: Evidence, request: SentRequest): void {
  const said = evidence.requests.slice(0, request.number - 1);
  const sent = request.messages.slice(2);
  for (const [index, earlier] of said.entries()) {
    const message = sent[index];
    if (message !== undefined && holds(message, earlier, request)) continue;
    const named = `${speakerOf(earlier)}: ${earlier.reply}`;
    fail({
      expected: `message ${index + 3} of request ${request.number} (${speakerOf(request)}'s turn) is what ${speakerOf(earlier)} said in turn ${earlier.number}, as it came: ${quote(named)}`,
      actual: `${message === undefined ? 'there is no such message' : difference(message, named, earlier.reply)}; all messages:\n${listMessages(request.messages)}`,
      exchange: request.exchange,
      message: message === undefined ? undefined : index + 2,
    });
  }
  if (sent.length > said.length) {
    fail({
      expected: `request ${request.number} ends with ${said.length === 0 ? 'the topic, because nobody has spoken yet' : `the last of ${count(said.length, 'contribution')}`}`,
      actual: `${count(sent.length - said.length, 'message')} more:\n${listMessages(request.messages)}`,
      help: 'Send the topic and what was said, and nothing after it. What the agent should do with it belongs into its system message.',
      exchange: request.exchange,
      message: said.length + 2,
    });
  }
}

function holds(message: SentMessage, earlier: SentRequest, request: SentRequest): boolean {
  if (
    message.role === 'assistant' &&
    speakerOf(earlier) === speakerOf(request) &&
    message.text === earlier.reply
  ) {
    return true;
  }
  return (
    (message.role === 'user' || message.role === 'assistant') &&
    message.text === `${speakerOf(earlier)}: ${earlier.reply}`
  );
}

function difference(message: SentMessage, named: string, reply: string): string {
  const seen = describeMessage(message);
  if (message.text === reply) return `the reply without its speaker's name: ${seen}`;
  const words = (text: string) => text.replace(/\s+/g, ' ').trim();
  if (message.text !== named && words(message.text) === words(named))
    return `the same words, but their white space was changed: ${seen}`;
  return `it is ${seen}`;
}

/** The speaker's name stands between the contribution before this one and this one. */
function requireNamePrinted(evidence: Evidence, request: SentRequest): void {
  const soFar = evidence.requests.slice(0, request.number);
  try {
    const texts = soFar.flatMap((each) => [speakerOf(each), each.reply]);
    requirePrintedInOrder(evidence, texts, 'name or contribution');
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    const after = request.number === 1 ? '' : `after contribution ${request.number - 1} `;
    fail({
      expected: `${after}the name ${speakerOf(request)}, and then contribution ${request.number}: ${quote(request.reply)}`,
      actual: quoteOutput(evidence.output),
      help: 'Print the name of the agent that speaks, and then its reply.',
      exchange: request.exchange,
    });
  }
}

/** The program says on standard error what is wrong with the rounds, and asks nobody anything. */
function requireRefusal(evidence: Evidence): void {
  const { attempt, requests } = evidence;
  const given = evidence.args[1] ?? '';
  if (requests.length > 0) {
    fail({
      expected: `no request with ${JSON.stringify(given)} rounds`,
      actual: count(requests.length, 'request'),
      exchange: requests[0]?.exchange,
    });
  }
  if (attempt.outcome !== 'crashed' || attempt.exitCode === null || attempt.exitCode === 0) {
    fail({
      expected: `an exit status other than 0 with ${JSON.stringify(given)} rounds`,
      actual: attempt.outcome === 'exited' ? 'exit status 0' : attempt.message,
    });
  }
  const told = attempt.stderr;
  if (!/rounds/i.test(told) || !told.includes(given)) {
    fail({
      expected: `a line on standard error with the word "rounds" and the argument ${JSON.stringify(given)}`,
      actual: `standard error holds ${quoteOutput(told)}`,
    });
  }
  if (/^\s+at .+:\d+/m.test(told)) {
    fail({
      expected: 'a message for the user, without a stack trace',
      actual: quoteOutput(told),
      help: 'An error that nobody catches prints its stack. Use console.error and process.exit(1) instead, or set process.exitCode.',
    });
  }
}
