import {
  containsNumber,
  count,
  fail,
  grader,
  listMessages,
  quoteOutput,
  replyWith,
  requireAccepted,
  requireCleanEnd,
  requireContinues,
  requirePrintedInOrder,
  requireRequest,
  requireText,
  requireWords,
  roleOf,
  usageOf,
} from '#grading';
import { travelWords } from '../travel-words.ts';

const questions = [
  "What's the best time to visit Japan?",
  'What about budget tips?',
  'And what should I eat there?',
  'How do I get around without speaking the language?',
  'Which sights should I not miss?',
  'What should I pack?',
  'My name is Robin. Is it safe to travel alone?',
  'What is my name, and where did I want to go?',
] as const;

grader('multi-turn', ({ scenario, check }) => {
  const defaults = scenario('no arguments');
  const turns = [
    scenario('two turns', ({ sample }) => ({ args: sample(questions, 2) })),
    scenario('three turns', ({ sample }) => ({ args: sample(questions, 3) })),
    scenario('five turns', ({ sample }) => ({ args: sample(questions, 5) })),
    scenario('turns and replies with white space around them', ({ sample }) => ({
      args: [...sample(questions, 2), ' Thanks!\n"Naïve" question: 日本で何を食べますか? 🍜 '],
      responder: replyWith(
        ({ word, number }) =>
          `\n  Day ${number}, the ${word()} plan:\n\n  - "${word()}" first\n  - then 50% off\n\n`,
      ),
    })),
  ];

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'chat-completions#multi-turn',
    verify: requireCleanEnd,
  });

  check('one-request-a-turn', {
    title: 'It sends one request for each turn',
    points: 2,
    help: 'Each argument is one turn of the user. Send one request for each, and use at least two turns of your own when there are no arguments.',
    lesson: 'chat-completions#multi-turn',
    verify: (evidence) => {
      requireAccepted(evidence);
      const sent = evidence.requests.length;
      const wanted = evidence.args.length;
      if (wanted > 0 && sent !== wanted) {
        fail({
          expected: `${count(wanted, 'request')} for ${count(wanted, 'turn')}`,
          actual: count(sent, 'request'),
        });
      }
      if (wanted === 0 && sent < 2) {
        fail({ expected: 'a default conversation of at least two turns', actual: count(sent, 'request') });
      }
    },
  });

  check('system-once', {
    title: 'Every request begins with the same system message',
    points: 1,
    help: 'Put one system message into the list before the first turn, and send that same list in every turn.',
    lesson: 'chat-completions#messages-and-roles',
    needs: ['one-request-a-turn'],
    verify: (evidence) => {
      const first = requireRequest(evidence, 1).messages[0];
      for (const request of evidence.requests) {
        const systems = request.messages.filter((message) => roleOf(message) === 'system');
        const begins = request.messages[0];
        if (
          systems.length !== 1 ||
          begins === undefined ||
          roleOf(begins) !== 'system' ||
          begins.text !== first?.text
        ) {
          fail({
            expected: `request ${request.number} with the system message first, once, and as in request 1`,
            actual: listMessages(request.messages),
            exchange: request.exchange,
          });
        }
      }
    },
  });

  check('is-travel-assistant', {
    title: 'The system message makes the model a travel assistant',
    points: 1,
    help: 'Tell the model in the system message that it is a travel assistant.',
    lesson: 'chat-completions#messages-and-roles',
    needs: ['system-once'],
    verify: (evidence) =>
      requireWords(
        requireRequest(evidence, 1),
        0,
        travelWords,
        'a system message that makes the model a travel assistant',
      ),
  });

  check('asks-in-order', {
    title: 'Each request ends with the next question, unchanged',
    points: 1,
    help: 'Take the arguments in order, and push each one unchanged, as a user message, right before you send the list.',
    lesson: 'chat-completions#multi-turn',
    needs: ['one-request-a-turn'],
    verify: (evidence) => {
      for (const request of evidence.requests) {
        const last = request.messages.length - 1;
        const message = request.messages[last];
        if (message?.role !== 'user' || message.text.trim() === '') {
          fail({
            expected: `request ${request.number} ends with a user message`,
            actual: listMessages(request.messages),
            exchange: request.exchange,
            message: Math.max(0, last),
          });
        }
        const wanted = evidence.args[request.number - 1];
        if (wanted !== undefined)
          requireText(request, last, wanted, `turn ${request.number} as the last message`);
      }
    },
  });

  check('keeps-history', {
    title: 'Each request carries the whole conversation so far',
    points: 3,
    help: 'Start with [system, user]. After each reply, push it unchanged as an assistant message, push the next user message, and send the whole list.',
    lesson: 'chat-completions#multi-turn',
    needs: ['system-once', 'asks-in-order'],
    verify: (evidence) => {
      const first = requireRequest(evidence, 1);
      if (first.messages.length !== 2) {
        fail({
          expected: 'request 1 with exactly [system, user]',
          actual: listMessages(first.messages),
          exchange: first.exchange,
        });
      }
      for (const request of evidence.requests.slice(1)) {
        requireContinues(requireRequest(evidence, request.number - 1), request);
      }
    },
  });

  check('prints-replies', {
    title: 'Every reply is printed, in order',
    points: 2,
    help: 'Print each reply inside the loop with console.log, all of it and unchanged.',
    lesson: 'chat-completions#multi-turn',
    needs: ['one-request-a-turn'],
    verify: (evidence) =>
      void requirePrintedInOrder(
        evidence,
        evidence.requests.map((request) => request.reply),
        'reply',
      ),
  });

  check('prints-total', {
    title: 'The total tokens of the conversation are printed at the end',
    points: 1,
    help: 'Add up usage.total_tokens of all responses, and print the sum after the last reply.',
    lesson: 'chat-completions#token-usage',
    needs: ['prints-replies'],
    scenarios: [defaults, ...turns],
    verify: (evidence) => {
      const replies = evidence.requests.map((request) => request.reply);
      const rest = requirePrintedInOrder(evidence, replies, 'reply');
      const totals = evidence.requests.map((request) => usageOf(request).total_tokens);
      const sum = totals.reduce((all, each) => all + each, 0);
      if (!containsNumber(rest, sum)) {
        fail({
          expected: `after the last reply the number ${sum}, which is ${totals.join(' + ')}`,
          actual: quoteOutput(rest),
        });
      }
    },
  });
});
