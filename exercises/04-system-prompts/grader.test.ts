import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Evidence,
  fail,
  grader,
  listMessages,
  outputAbove,
  quoteOutput,
  reply,
  requireCleanEnd,
  requirePrinted,
  requireRequest,
  requireRequests,
  requireRoles,
  requireText,
  type SentRequest,
} from '#grading';

const questions = [
  'When should I visit Japan?',
  'What should I eat in Lisbon?',
  'Is it worth going to Iceland in winter?',
  'How do I see Rome in two days?',
] as const;
const personas = ['pirate', 'butler', 'poet', 'teenager', 'medieval knight', 'backpacker'] as const;

/** The persona that a request is for: the one that its system message names. */
const personaOf = (evidence: Evidence, request: SentRequest) =>
  evidence.args.slice(1).find((persona) => request.messages[0]?.text.includes(persona));

/** Where a name stands last, as it is or as JSON shows it. */
const lastNamed = (text: string, name: string) =>
  Math.max(text.lastIndexOf(name), text.lastIndexOf(JSON.stringify(name).slice(1, -1)));

grader('system-prompts', ({ scenario, check }) => {
  const defaults = scenario('no arguments');
  const given = [
    scenario('two personas', ({ pick, sample }) => ({ args: [pick(questions), ...sample(personas, 2)] })),
    scenario('two other personas', ({ pick, sample }) => ({
      args: [pick(questions), ...sample(personas, 2).reverse()],
    })),
    scenario('unusual names, and replies that name the other persona', ({ pick, sample, integer }) => {
      // One name has quotes in it, whatever the seed: quoted once more, it would be another.
      const other = pick(['crêpe baker', '茶道の先生', 'grumpy lighthouse keeper', "O'Hara, cook"]);
      const [one = '', two = ''] = sample(['Captain "Blue" Nordström', other], 2);
      const days = 3 + integer(40);
      return {
        args: [`  ${pick(questions)}\n(“Briefly”, por favor!) `, one, two],
        responder: ({ messages }) => {
          const text = JSON.stringify(messages[0]?.content).slice(1, -1);
          const self = text.includes(JSON.stringify(one).slice(1, -1)) ? one : two;
          const other = self === one ? two : one;
          const answer = reply(
            `\n  ${other}? That one knows nothing.\n\n${self === one ? `Stay ${days} days` : `Leave on day ${days + 50}`},\n    and bring a "naïve" smile.\n`,
          );
          // The second may be first to answer, when both are asked at the same time.
          return self === one ? { ...answer, before: () => sleep(250) } : answer;
        },
      };
    }),
    scenario('other personas', ({ pick }) => ({
      hidden: true,
      args: ['Where is it quiet in August?', pick(['retired geologist', 'night nurse']), 'ferry captain'],
    })),
  ];

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'system-prompts#what-a-system-prompt-does',
    verify: requireCleanEnd,
  });

  check('two-requests', {
    title: 'It sends two requests, one for each persona',
    points: 1,
    help: 'Send one request for the first persona and one for the second, and no others.',
    lesson: 'system-prompts#one-conversation-for-each-persona',
    verify: (evidence) => void requireRequests(evidence, 2),
  });

  check('independent', {
    title: 'Each request has one system message and one user message',
    points: 2,
    help: 'Build a new list for each persona, with a system message and then a user message. Put nothing else into it.',
    lesson: 'system-prompts#one-conversation-for-each-persona',
    needs: ['two-requests'],
    verify: (evidence) => {
      for (const request of evidence.requests) requireRoles(request, ['system', 'user']);
    },
  });

  check('same-question', {
    title: 'Both requests ask the question, unchanged',
    points: 1,
    help: 'Send process.argv[2] exactly as it is in both user messages. Instructions belong in the system message.',
    lesson: 'system-prompts#what-belongs-where',
    needs: ['independent'],
    verify: (evidence) => {
      const question = evidence.args[0] ?? requireRequest(evidence, 1).messages[1]?.text ?? '';
      for (const request of evidence.requests) requireText(request, 1, question, 'the question');
      if (question.trim() === '')
        fail({ expected: 'a question', actual: listMessages(requireRequest(evidence, 1).messages) });
    },
  });

  check('own-persona', {
    title: 'Each system message makes the model one of the personas',
    points: 2,
    help: "Write each persona's name into its own system message, exactly as given, and leave the other name out.",
    lesson: 'system-prompts#what-a-system-prompt-does',
    needs: ['independent'],
    verify: (evidence) => {
      const systems = evidence.requests.map((request) => request.messages[0]?.text ?? '');
      if (systems[0] === systems[1] || systems.some((text) => text.trim() === '')) {
        fail({ expected: 'two different system messages', actual: systems.join('\n') });
      }
      for (const persona of evidence.args.slice(1)) {
        const naming = evidence.requests.filter((request) => request.messages[0]?.text.includes(persona));
        if (naming.length !== 1) {
          fail({
            expected: `one system message with the name "${persona}"`,
            actual: `${naming.length === 0 ? 'none' : 'both'} of them:\n${systems.join('\n')}`,
            exchange: naming[1]?.exchange,
          });
        }
      }
    },
  });

  check('prints-both', {
    title: 'Each reply is printed under the name of its persona',
    points: 3,
    help: 'For each persona, call `show` with its name and its own reply, unchanged.',
    lesson: 'system-prompts#one-conversation-for-each-persona',
    needs: ['own-persona'],
    scenarios: [defaults, ...given],
    verify: (evidence) => {
      const replies = evidence.requests.map((request) => request.reply);
      for (const request of evidence.requests) {
        requirePrinted(evidence, request.reply, `the reply to request ${request.number}`);
        const persona = personaOf(evidence, request);
        if (persona === undefined) continue;
        // A heading may be in capitals: `PIRATE` names the pirate.
        const above = (outputAbove(evidence, request.reply, replies) ?? '').toLowerCase();
        const nearest = evidence.args
          .slice(1)
          .map((name) => ({ name, at: lastNamed(above, name.toLowerCase()) }))
          .sort((a, b) => b.at - a.at)[0];
        if (nearest === undefined || nearest.at === -1 || nearest.name !== persona) {
          fail({
            expected: `the name "${persona}" above its reply, and nearer to it than the other name`,
            actual:
              nearest === undefined || nearest.at === -1
                ? `no name above it:\n${quoteOutput(evidence.output)}`
                : `the name above it is "${nearest.name}":\n${quoteOutput(evidence.output)}`,
            exchange: request.exchange,
          });
        }
      }
    },
  });
});
