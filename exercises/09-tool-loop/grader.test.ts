import {
  callsIn,
  containsNumber,
  count,
  describeMessage,
  type Evidence,
  fail,
  grader,
  listMessages,
  quoteOutput,
  type Random,
  replyWith,
  requireAccepted,
  requireCallsAnswered,
  requireCleanEnd,
  requirePrinted,
  requireRequest,
  requireText,
  requireToolOffered,
  script,
  toolCalls,
} from '#grading';

const names = ['add', 'multiply', 'divide'] as const;
const questions = [
  'What is half of the sum of these two?',
  'How many "naïve" sheep do I count, 羊?',
  'Work it out, step by step, please.\nThanks!',
] as const;

/** Ends a conversation with words that can't be known beforehand. */
const closing = replyWith(({ word }) => `\n  The ${word()} says:\n\n  "enough ${word()}".  `);

const number = ({ integer }: Random) => 10 + integer(900);
const pair = (random: Random) => ({ a: number(random), b: number(random) });
const id = ({ integer }: Random) => `call_${integer(1e9).toString(36)}`;

grader('tool-loop', ({ scenario, check }) => {
  const solvable = [
    scenario('no arguments'),
    scenario('the simulated model adds', (random) => ({
      args: [`Add ${number(random)} and ${number(random)}, please.`],
    })),
    scenario('several calls in one reply, and several rounds', (random) => {
      const { a, b } = pair(random);
      return {
        args: [random.pick(questions), '6'],
        responder: script(
          toolCalls(['add', { a, b }, id(random)], ['multiply', pair(random), id(random)]),
          // Leaves a fraction that goes on for ever.
          toolCalls(['divide', { a: 7 * a + 1, b: 7 }, id(random)]),
          toolCalls(
            ['multiply', pair(random), id(random)],
            ['add', pair(random), id(random)],
            ['add', pair(random), id(random)],
          ),
          closing,
        ),
      };
    }),
    scenario('arguments with white space, and a reply with text next to its calls', (random) => {
      const { a, b } = pair(random);
      const spoken = toolCalls(['add', `{ "b" : ${b},\n  "a" : ${a} }`, id(random)]);
      const [choice] = spoken.choices;
      return {
        args: [random.pick(questions)],
        responder: script(
          { ...spoken, choices: [{ ...choice, content: 'Let me see, "one" moment …\n' }] },
          closing,
        ),
      };
    }),
    scenario('exactly as many requests as the limit allows', (random) => ({
      args: [random.pick(questions), '2'],
      responder: script(toolCalls(['multiply', pair(random), id(random)]), closing),
    })),
    scenario('a question that needs no tool, with white space around it', (random) => ({
      args: [`\n  ${random.pick(questions)} `, '1'],
      responder: closing,
    })),
    scenario('another calculation', (random) => ({
      args: ['How tall is the tower of Nowhere?', '9'],
      hidden: true,
      responder: script(
        toolCalls(['divide', { a: number(random) * 8, b: 8 }, id(random)]),
        toolCalls(['multiply', { a: -number(random), b: 0.5 }, id(random)]),
        toolCalls(['add', pair(random), id(random)], ['add', pair(random), id(random)]),
        closing,
      ),
    })),
  ];
  const failing = [
    scenario('a division by zero between two good calls', (random) => ({
      args: [random.pick(questions)],
      responder: script(
        toolCalls(
          ['add', pair(random), id(random)],
          ['divide', { a: number(random), b: 0 }, id(random)],
          ['multiply', pair(random), id(random)],
        ),
        closing,
      ),
    })),
    scenario('a function that does not exist', (random) => ({
      args: [random.pick(questions)],
      responder: script(
        toolCalls([random.pick(['sqrt', 'subtract']), pair(random), id(random)]),
        // Every object has a function of this name, which nobody has offered.
        toolCalls(['toString', pair(random), id(random)], ['add', pair(random), id(random)]),
        closing,
      ),
    })),
    scenario('arguments that are not JSON', (random) => ({
      args: [random.pick(questions)],
      responder: script(toolCalls(['add', `{"a": ${number(random)}, "b": `, id(random)]), closing),
    })),
  ];
  const endless = [3, 5].map((limit) =>
    scenario(`a model that never stops, limit ${limit}${limit === 5 ? ' by default' : ''}`, (random) => ({
      args: limit === 5 ? [random.pick(questions)] : [random.pick(questions), String(limit)],
      responder: (_request, { index }) =>
        toolCalls(['add', { a: index, b: number(random) }, `call_again_${index}`]),
    })),
  );
  const ending = [...solvable, ...failing];

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'agent-loop#the-loop',
    scenarios: solvable,
    verify: requireCleanEnd,
  });

  check('asks-question', {
    title: 'It begins with the question, unchanged',
    points: 1,
    help: 'End the first request with process.argv[2], unchanged, as a user message.',
    lesson: 'agent-loop#the-loop',
    verify: (evidence) => {
      const request = requireRequest(evidence, 1);
      const last = request.messages.length - 1;
      const message = request.messages[last];
      if (message?.role !== 'user') {
        fail({
          expected: 'a user message at the end of request 1',
          actual: message === undefined ? 'no messages' : describeMessage(message),
          exchange: request.exchange,
        });
      }
      const question = evidence.args[0];
      if (question !== undefined) requireText(request, last, question, 'the question');
    },
  });

  check('offers-tools', {
    title: 'It offers all three tools in every request',
    points: 1,
    help: 'Pass `tools` to every request, with add, multiply and divide in it, and the numbers a and b as required parameters.',
    lesson: 'function-calling#describing-a-tool',
    needs: ['asks-question'],
    scenarios: solvable,
    verify: (evidence) => {
      requireAccepted(evidence);
      for (const request of evidence.requests) {
        for (const name of names) requireToolOffered(request, name, { a: 'number', b: 'number' });
      }
    },
  });

  check('loops', {
    title: 'It asks again until a reply makes no call',
    points: 2,
    help: 'Look only at tool_calls. As long as a reply has some, answer them and ask again, and stop at the first reply that has none.',
    lesson: 'agent-loop#the-loop',
    needs: ['offers-tools'],
    scenarios: solvable,
    verify: (evidence) => {
      const done = evidence.requests.findIndex((request) => callsIn(request).length === 0);
      if (done === -1 || done !== evidence.requests.length - 1) {
        fail({
          expected:
            done === -1 ? 'another request, since the last reply makes calls' : count(done + 1, 'request'),
          actual: count(evidence.requests.length, 'request'),
          exchange: evidence.requests.at(-1)?.exchange,
        });
      }
    },
  });

  check('answers-calls', {
    title: 'Every call is answered in the next request',
    points: 2,
    help: "Push the reply itself, then one tool message for each of its calls, with that call's id, and send the whole list.",
    lesson: 'payload-walkthrough#the-second-request',
    needs: ['loops'],
    scenarios: solvable,
    verify: (evidence) => void resultsOf(evidence),
  });

  check('computes', {
    title: 'Every result is right',
    points: 1,
    help: 'Parse the arguments of the same call, run the function that it names, and send String(number) as the content. Leave the word "error" out of it.',
    lesson: 'agent-loop#the-loop',
    needs: ['answers-calls'],
    scenarios: solvable,
    verify: (evidence) => {
      for (const { name, args, content, exchange } of resultsOf(evidence)) {
        const value = outcomeOf(name, args);
        if (value !== undefined && !containsValue(content, value)) {
          fail({ expected: `a result of ${name} ${args} with ${value}`, actual: content, exchange });
        }
      }
    },
  });

  check('errors-as-results', {
    title: 'Errors become results',
    points: 2,
    help: 'Put the parsing, the look-up and the function into try, and return "error: …" in catch. Answer the other calls as usual, and let the loop go on.',
    lesson: 'agent-loop#errors-are-results',
    needs: ['loops'],
    scenarios: failing,
    verify: (evidence) => {
      requireCleanEnd(evidence);
      requireRequest(evidence, 2);
      for (const { name, args, content, exchange } of resultsOf(evidence)) {
        const value = outcomeOf(name, args);
        const right = value === undefined ? /error/i.test(content) : containsValue(content, value);
        if (!right) {
          fail({
            expected: `a result of ${name} ${args} with ${value ?? 'the word "error"'}`,
            actual: content === '' ? 'an empty result' : content,
            help:
              name === 'toString'
                ? 'Every object has a function toString, so looking the name up in an object finds one. Use a Map, or ask Object.hasOwn first.'
                : undefined,
            exchange,
          });
        }
      }
      const last = evidence.requests.at(-1);
      if (last === undefined || callsIn(last).length > 0) {
        fail({
          expected: 'requests until a reply makes no call',
          actual: count(evidence.requests.length, 'request'),
        });
      }
    },
  });

  check('holds-limit', {
    title: 'It stops at the limit',
    points: 2,
    help: 'Count your requests. If the last one that the limit allows still brings calls, call `stopAtLimit` and send nothing more.',
    lesson: 'agent-loop#when-to-stop',
    needs: ['loops'],
    scenarios: endless,
    verify: requireLimit,
  });

  check('prints-reply', {
    title: 'It prints the final reply',
    points: 1,
    help: 'Print the content of the reply that makes no call, all of it and unchanged.',
    lesson: 'agent-loop#the-loop',
    needs: ['loops'],
    scenarios: ending,
    verify: (evidence) => {
      const last = evidence.requests.at(-1);
      if (last !== undefined && callsIn(last).length > 0) {
        fail({
          expected: 'a final reply, one that makes no call, on standard output',
          actual: `the last reply still makes calls\n${evidence.attempt.message}`.trim(),
          exchange: last.exchange,
        });
      }
      requirePrinted(evidence, last?.reply ?? '', 'the final reply');
    },
  });
});

interface Result {
  readonly name: string;
  readonly args: string;
  readonly content: string;
  readonly exchange: number;
}

/** Every call that was answered, with its result; each request must be the one before, its reply and the results. */
function resultsOf(evidence: Evidence): readonly Result[] {
  return evidence.requests.slice(1).flatMap((request) => {
    const previous = requireRequest(evidence, request.number - 1);
    const { results, rest } = requireCallsAnswered(previous, request);
    if (rest.length > 0) {
      fail({
        expected: `nothing after the results in request ${request.number}`,
        actual: listMessages(request.messages),
        exchange: request.exchange,
      });
    }
    return callsIn(previous).map((call) => ({
      name: call.name,
      args: call.arguments,
      content: results.get(call.id)?.text ?? '',
      exchange: request.exchange,
    }));
  });
}

/** What the call's result is; `undefined` when it must be an error. */
function outcomeOf(name: string, text: string): number | undefined {
  try {
    const { a, b } = JSON.parse(text) as { readonly a: number; readonly b: number };
    if (name === 'add') return a + b;
    if (name === 'multiply') return a * b;
    return name === 'divide' && b !== 0 ? a / b : undefined;
  } catch {
    return undefined;
  }
}

function containsValue(content: string, value: number): boolean {
  return value < 0
    ? content.includes(String(value))
    : containsNumber(content, value) && !/error/i.test(content);
}

function requireLimit({ args, attempt, requests }: Evidence): void {
  const limit = Number(args[1] ?? 5);
  if (requests.length !== limit) {
    fail({
      expected: `${count(limit, 'request')}, which is the limit`,
      actual: `${count(requests.length, 'request')}${attempt.message === '' ? '' : ` (${attempt.message.split('\n')[0]})`}`,
    });
  }
  const said = attempt.stderr;
  if (!/limit/i.test(said))
    fail({ expected: 'the word "limit" on standard error', actual: quoteOutput(said) });
  if (/^\s+at .+:\d+:\d+\)?$/m.test(said)) {
    fail({ expected: 'a message without a stack trace', actual: quoteOutput(said) });
  }
  if (attempt.exitCode === 0 || attempt.exitCode === null) {
    fail({
      expected: 'an exit status other than 0',
      actual: attempt.exitCode === null ? attempt.message : 'exit status 0',
    });
  }
}
