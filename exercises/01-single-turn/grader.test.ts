import {
  describeMessage,
  fail,
  grader,
  replyWith,
  requireCleanEnd,
  requireNumber,
  requirePrinted,
  requireRequest,
  requireRequests,
  requireRoles,
  requireText,
  requireUsagePrinted,
  requireWords,
} from '#grading';
import { travelWords } from '../travel-words.ts';

const questions = [
  'When should I fly to Iceland to see the northern lights?',
  'What should I pack for a week of hiking in New Zealand?',
  'Which dishes should I try in Mexico City?',
  'Is a rail pass worth it for ten days in Italy?',
  'How do I get from Marrakesh to the desert?',
] as const;

grader('single-turn', ({ scenario, check }) => {
  scenario('no arguments');
  scenario('another question', ({ pick }) => ({ args: [pick(questions)] }));
  scenario('a reply of several lines', ({ pick }, seed) => ({
    args: [`  ${pick(questions)}\n"Quick" answers, please: naïve ones are fine ✈️ `],
    responder: replyWith(
      ({ word }) =>
        `Three ideas, 100% ${word()}:\n\n1. Go early: "the ${word()} hour".\n2. Pack light.\n\n- ${word()} & co. ${seed.length}`,
    ),
  }));

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'chat-completions#what-comes-back',
    verify: requireCleanEnd,
  });

  check('sends-one-request', {
    title: 'It sends one chat completion request',
    points: 1,
    help: 'Call client.chat.completions.create once, for the model that OPENAI_MODEL names.',
    lesson: 'chat-completions#single-turn',
    verify: (evidence) => void requireRequests(evidence, 1),
  });

  check('sends-system-and-user', {
    title: 'The request has a system message, then a user message',
    points: 2,
    help: 'Put exactly two messages into `messages`: first one with the role system, then one with the role user.',
    lesson: 'chat-completions#messages-and-roles',
    needs: ['sends-one-request'],
    verify: (evidence) => void requireRoles(requireRequest(evidence, 1), ['system', 'user']),
  });

  check('is-travel-assistant', {
    title: 'The system message makes the model a travel assistant',
    points: 1,
    help: 'Tell the model in the system message that it is a travel assistant.',
    lesson: 'chat-completions#messages-and-roles',
    needs: ['sends-system-and-user'],
    verify: (evidence) =>
      requireWords(
        requireRequest(evidence, 1),
        0,
        travelWords,
        'a system message that makes the model a travel assistant',
      ),
  });

  check('asks-the-question', {
    title: 'The user message is the question, unchanged',
    points: 1,
    help: 'Send the first argument, process.argv[2], exactly as it is. If there is none, send a question of your own.',
    lesson: 'chat-completions#single-turn',
    needs: ['sends-system-and-user'],
    verify: (evidence) => {
      const request = requireRequest(evidence, 1);
      const [question] = evidence.args;
      const message = request.messages[1];
      if (question !== undefined) requireText(request, 1, question, 'the question as the user message');
      else if (message === undefined || message.text.trim() === '') {
        fail({
          expected: 'a default question when there is no argument',
          actual: message === undefined ? 'no user message' : describeMessage(message),
          exchange: request.exchange,
          message: 1,
        });
      }
    },
  });

  check('sets-temperature', {
    title: 'The temperature is from 0 to 1',
    points: 1,
    help: 'Set `temperature` in the request to a number from 0 to 1. With 0 the answers hardly vary, and with 1 they vary more.',
    lesson: 'chat-completions#parameters',
    needs: ['sends-one-request'],
    verify: (evidence) => void requireNumber(requireRequest(evidence, 1), ['temperature'], [0, 1]),
  });

  check('limits-the-reply', {
    title: 'The reply is limited to 100 to 4096 tokens',
    points: 1,
    help: 'Set `max_tokens` in the request to a number from 100 to 4096, or `max_completion_tokens`, its newer name.',
    lesson: 'chat-completions#parameters',
    needs: ['sends-one-request'],
    verify: (evidence) =>
      void requireNumber(requireRequest(evidence, 1), ['max_tokens', 'max_completion_tokens'], [100, 4096]),
  });

  check('prints-reply', {
    title: 'It prints the whole reply',
    points: 1,
    help: 'Print completion.choices[0]?.message.content with console.log, all of it and unchanged.',
    lesson: 'chat-completions#what-comes-back',
    needs: ['sends-one-request'],
    verify: (evidence) => requirePrinted(evidence, requireRequest(evidence, 1).reply, 'the reply'),
  });

  check('prints-usage', {
    title: 'It prints the prompt, completion and total tokens',
    points: 1,
    help: 'Print prompt_tokens, completion_tokens and total_tokens from completion.usage, as three numbers.',
    lesson: 'chat-completions#token-usage',
    needs: ['sends-one-request'],
    verify: (evidence) => requireUsagePrinted(evidence, requireRequest(evidence, 1)),
  });
});
