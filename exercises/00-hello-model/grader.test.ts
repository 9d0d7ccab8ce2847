import {
  fail,
  grader,
  outputWithout,
  quote,
  quoteOutput,
  replyWith,
  requireCleanEnd,
  requirePrinted,
  requireRequests,
  requireRoles,
  requireText,
} from '#grading';

grader('hello-model', ({ scenario, check }) => {
  scenario('no arguments');
  scenario('a message as an argument', ({ pick }) => ({
    args: [
      pick([
        'What can you help me with?',
        'Say hello to the whole room.',
        'Which colours does a rainbow have?',
      ]),
    ],
  }));
  scenario('another model', { env: { OPENAI_MODEL: 'gpt-4o' } });
  scenario('white space around the message, and a reply of several lines', ({ pick }) => ({
    args: [pick(['  Tell me a story.\n', '\tWho are you?  '])],
    responder: replyWith(({ word }) => `Once upon a time:\n\n  the ${word()}\n  met the ${word()}.`),
  }));

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'setup',
    verify: requireCleanEnd,
  });

  check('sends-user-message', {
    title: 'It sends one request, with the question as its only message',
    points: 1,
    help: 'Call client.chat.completions.create once, with one user message in `messages`. Its content is `question`, unchanged.',
    lesson: 'setup',
    verify: (evidence) => {
      const [request] = requireRequests(evidence, 1);
      if (request === undefined) return;
      const [message] = requireRoles(request, ['user']);
      const [question] = evidence.args;
      if (question !== undefined) requireText(request, 0, question, 'the argument as the user message');
      else if (message?.text.trim() === '') {
        fail({
          expected: 'a user message that says something',
          actual: 'an empty one',
          exchange: request.exchange,
          message: 0,
        });
      }
    },
  });

  check('prints-reply', {
    title: 'It prints the reply',
    points: 1,
    help: 'Print completion.choices[0]?.message.content with console.log, and change nothing in it.',
    lesson: 'setup',
    needs: ['sends-user-message'],
    verify: (evidence) => requirePrinted(evidence, evidence.requests[0]?.reply ?? '', 'the reply'),
  });

  check('prints-model', {
    title: 'It prints which model answered',
    points: 1,
    help: 'Print completion.model. It often differs from the name you asked for.',
    lesson: 'setup',
    needs: ['sends-user-message'],
    verify: (evidence) => {
      const [request] = evidence.requests;
      const model = request?.completion?.model ?? '';
      if (!outputWithout(evidence, [request?.reply ?? '']).includes(model)) {
        fail({
          expected: `the model that answered: ${quote(model)}`,
          actual: `it can't be found in\n${quoteOutput(evidence.output)}`,
          exchange: request?.exchange,
        });
      }
    },
  });
});
