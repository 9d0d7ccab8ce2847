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
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with `r` and read the message: it names the line.',
    lesson: 'chat-completions#what-comes-back',
    verify: requireCleanEnd,
  });

  check('sends-one-request', {
    title: 'Sends one chat completion request',
    points: 1,
    help: 'Call client.chat.completions.create exactly once.',
    lesson: 'chat-completions#single-turn',
    verify: (evidence) => void requireRequests(evidence, 1),
  });

  check('sends-system-and-user', {
    title: 'Its messages are exactly [system, user]',
    points: 2,
    help: 'Put two messages into `messages`: first one of role system, then one of role user.',
    lesson: 'chat-completions#messages-and-roles',
    needs: ['sends-one-request'],
    verify: (evidence) => void requireRoles(requireRequest(evidence, 1), ['system', 'user']),
  });

  check('is-travel-assistant', {
    title: 'The system message makes it a travel assistant',
    points: 1,
    help: 'The system message tells the model who it is: say that it is a travel assistant.',
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
    title: 'The user message is the question, word for word',
    points: 1,
    help: 'The question is the first argument, process.argv[2]; without one, use a default question. Send it unchanged.',
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
    title: 'Sets a temperature from 0 to 1',
    points: 1,
    help: 'Add `temperature` to the request: 0 for the same answer each time, up to 1 for variety.',
    lesson: 'chat-completions#parameters',
    needs: ['sends-one-request'],
    verify: (evidence) => void requireNumber(requireRequest(evidence, 1), ['temperature'], [0, 1]),
  });

  check('limits-the-reply', {
    title: 'Limits the reply with max_tokens from 100 to 4096',
    points: 1,
    help: 'Add `max_tokens` (or `max_completion_tokens`, its newer name) to the request.',
    lesson: 'chat-completions#parameters',
    needs: ['sends-one-request'],
    verify: (evidence) =>
      void requireNumber(requireRequest(evidence, 1), ['max_tokens', 'max_completion_tokens'], [100, 4096]),
  });

  check('prints-reply', {
    title: 'Prints the reply in full',
    points: 1,
    help: 'The reply is in completion.choices[0].message.content: print all of it, as it came.',
    lesson: 'chat-completions#what-comes-back',
    needs: ['sends-one-request'],
    verify: (evidence) => requirePrinted(evidence, requireRequest(evidence, 1).reply, 'the reply'),
  });

  check('prints-usage', {
    title: 'Prints prompt, completion and total tokens',
    points: 1,
    help: 'The response counts them: completion.usage has prompt_tokens, completion_tokens and total_tokens.',
    lesson: 'chat-completions#token-usage',
    needs: ['sends-one-request'],
    verify: (evidence) => requireUsagePrinted(evidence, requireRequest(evidence, 1)),
  });
});
