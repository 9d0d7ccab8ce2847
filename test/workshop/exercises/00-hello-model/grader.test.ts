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
  scenario('a message as argument', ({ pick }) => ({
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
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with `r` and read the message: it names the line.',
    lesson: 'setup',
    verify: requireCleanEnd,
  });

  check('sends-user-message', {
    title: 'Sends one request with one user message',
    points: 1,
    help: 'Call client.chat.completions.create once, with `messages` that hold a single message of role user: the first argument, when there is one.',
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
    title: 'Prints the reply',
    points: 1,
    help: 'The reply is in completion.choices[0].message.content: print it as it is.',
    lesson: 'setup',
    needs: ['sends-user-message'],
    verify: (evidence) => requirePrinted(evidence, evidence.requests[0]?.reply ?? '', 'the reply'),
  });

  check('prints-model', {
    title: 'Prints which model answered',
    points: 1,
    help: 'The response says which model really answered, in its field `model`. It is not always the name that was asked for.',
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
