import {
  containsNumber,
  count,
  type Evidence,
  fail,
  grader,
  listMessages,
  outputWithout,
  quoteOutput,
  type Random,
  reply,
  requireAccepted,
  requireCleanEnd,
  requireContinues,
  requirePrintedInOrder,
  requireRequest,
  requireText,
  type SentRequest,
  usageOf,
} from '#grading';

/** Dollars for a million tokens, as the README gives them. */
const prices: Readonly<Record<string, { readonly input: number; readonly output: number }>> = {
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
};

const questions = [
  'When should I visit Japan?',
  'What about budget tips?',
  'And what should I eat there?',
  'How do I get around?',
  'What should I pack?',
] as const;

/**
 * A conversation whose every usage is made up, so that the budget can be met to the token. With gpt-4o-mini each turn
 * costs a whole number of millionths and 0.45 more, so the sum is wrong if the costs are rounded before they are added.
 */
function billed({ sample, integer }: Random, turns: number, overBy: readonly [turn: number, tokens: number]) {
  const usages = Array.from({ length: turns }, () => ({
    prompt_tokens: 1003 + 20 * integer(200),
    completion_tokens: 100 + 5 * integer(180),
  }));
  const budget = usages
    .slice(0, overBy[0])
    .reduce((sum, usage) => sum + usage.prompt_tokens + usage.completion_tokens, -overBy[1]);
  return {
    args: [String(budget), ...sample(questions, turns).map((turn) => ` ${turn}\n`)],
    responder: (_request: unknown, { index }: { readonly index: number }) => ({
      ...reply(`\n  Tip ${index + 1}: a "WARNING" sign means 「危険」.\n\n  Budget well!  `),
      usage: usages[index] ?? { prompt_tokens: 7, completion_tokens: 5 },
    }),
  };
}

const costOf = (evidence: Evidence, request: SentRequest) => {
  const usage = usageOf(request);
  const price = prices[evidence.model];
  if (price === undefined) throw new Error(`no price for the model of ${evidence.title}`);
  return (usage.prompt_tokens * price.input + usage.completion_tokens * price.output) / 1_000_000;
};

/** What is printed after each reply and before the next, without the questions and replies themselves. */
function reports(evidence: Evidence): readonly string[] {
  const replies = evidence.requests.map((request) => request.reply);
  const after = replies.map((_, index) =>
    requirePrintedInOrder(evidence, replies.slice(0, index + 1), 'reply'),
  );
  return after.map((text, index) => {
    const own = text.slice(0, text.length - (after[index + 1]?.length ?? 0));
    return outputWithout({ ...evidence, output: own }, [...replies, ...evidence.args.slice(1)]);
  });
}

/** A dollar amount, right to the sixth digit after the point. */
const containsCost = (text: string, dollars: number) =>
  [...text.matchAll(/(?<![\d.,])\d+[.,]\d{6,}(?!\d)/g)].some(
    ([shown]) => Math.abs(Number(shown.replace(',', '.')) - dollars) < 0.0000011,
  );

grader('token-budget', ({ scenario, check }) => {
  scenario('no arguments');
  const conversations = [
    scenario('a large budget', ({ sample }) => ({ args: ['100000', ...sample(questions, 3)] })),
    scenario('a tiny budget', ({ sample }) => ({ args: ['10', ...sample(questions, 3)] })),
    scenario('a budget that is passed by one token in the second turn', (random) =>
      billed(random, 4, [2, 1]),
    ),
    scenario('a budget that the last turn meets exactly', (random) => ({
      ...billed(random, 3, [3, 0]),
      env: { OPENAI_MODEL: 'gpt-4o-mini' },
    })),
    scenario('a budget that the second turn meets and the third one passes, with gpt-4o', (random) => ({
      ...billed(random, 4, [2, 0]),
      env: { OPENAI_MODEL: 'gpt-4o' },
    })),
    scenario('another conversation', (random) => ({
      ...billed(random, 5, [random.pick([3, 4]), random.pick([0, 1])]),
      env: { OPENAI_MODEL: 'gpt-4.1-mini' },
      hidden: true,
    })),
  ];

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'tokens-and-cost#reading-usage',
    verify: requireCleanEnd,
  });

  check('one-request-a-turn', {
    title: 'It sends one request for each turn',
    points: 1,
    help: 'The first argument is the budget, and each further one is a turn of the user. Send one request for each turn.',
    lesson: 'chat-completions#multi-turn',
    verify: (evidence) => {
      requireAccepted(evidence);
      const wanted = evidence.args.length - 1;
      const sent = evidence.requests.length;
      if (wanted > 0 ? sent !== wanted : sent < 1) {
        fail({
          expected: wanted > 0 ? count(wanted, 'request') : 'at least one request',
          actual: count(sent, 'request'),
        });
      }
    },
  });

  check('keeps-history', {
    title: 'Each request carries the whole conversation so far',
    points: 2,
    help: 'Push each reply unchanged as an assistant message, push the next turn unchanged as a user message, and send the whole list.',
    lesson: 'tokens-and-cost#why-conversations-get-expensive',
    needs: ['one-request-a-turn'],
    verify: (evidence) => {
      for (const request of evidence.requests) {
        const turn = evidence.args[request.number];
        const last = request.messages.length - 1;
        if (turn !== undefined)
          requireText(request, last, turn, `turn ${request.number} as the last message`);
        if (request.number > 1) requireContinues(requireRequest(evidence, request.number - 1), request);
        const users = request.messages.filter(({ role }) => role === 'user').length;
        if (users !== request.number) {
          fail({
            expected: `${count(request.number, 'user message')} in request ${request.number}`,
            actual: listMessages(request.messages),
            exchange: request.exchange,
          });
        }
      }
    },
  });

  check('prints-replies', {
    title: 'Every reply is printed, in order',
    points: 1,
    help: 'Print each reply inside the loop with console.log, all of it and unchanged.',
    lesson: 'chat-completions#multi-turn',
    needs: ['one-request-a-turn'],
    verify: (evidence) => void reports(evidence),
  });

  check('reports-tokens', {
    title: 'The tokens of each turn are reported',
    points: 2,
    help: 'After each reply, pass prompt_tokens, completion_tokens and total_tokens from completion.usage to `reportTurn`.',
    lesson: 'tokens-and-cost#reading-usage',
    needs: ['prints-replies'],
    verify: (evidence) => {
      for (const [index, report] of reports(evidence).entries()) {
        const request = requireRequest(evidence, index + 1);
        const usage = usageOf(request);
        const wanted = [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens];
        const missing = wanted.filter((number) => !containsNumber(report, number));
        if (missing.length > 0) {
          fail({
            expected: `after reply ${index + 1}: prompt ${wanted[0]}, completion ${wanted[1]}, total ${wanted[2]}`,
            actual: `no ${missing.join(', no ')} in\n${quoteOutput(report)}`,
            exchange: request.exchange,
          });
        }
      }
    },
  });

  check('reports-cost', {
    title: 'The cost of each turn is reported',
    points: 2,
    help: 'Multiply the prompt tokens by the input price and the completion tokens by the output price, add, divide by a million, and pass the result to `reportTurn` after the reply.',
    lesson: 'tokens-and-cost#from-tokens-to-dollars',
    needs: ['prints-replies'],
    verify: (evidence) => {
      for (const [index, report] of reports(evidence).entries()) {
        const request = requireRequest(evidence, index + 1);
        const cost = costOf(evidence, request);
        if (!containsCost(report, cost)) {
          const { prompt_tokens: input, completion_tokens: output } = usageOf(request);
          fail({
            expected: `after reply ${index + 1}: ${cost.toFixed(6)}, for ${input} prompt and ${output} completion tokens of ${evidence.model}`,
            actual: quoteOutput(report),
            exchange: request.exchange,
          });
        }
      }
    },
  });

  check('sums-up', {
    title: 'The whole conversation is added up at the end',
    points: 1,
    help: 'Add up the total tokens and the unrounded costs of all turns, and pass both sums to `reportConversation` after the loop.',
    lesson: 'tokens-and-cost#why-conversations-get-expensive',
    needs: ['reports-tokens', 'reports-cost'],
    verify: (evidence) => {
      const last = reports(evidence).at(-1) ?? '';
      const tokens = evidence.requests.reduce((sum, request) => sum + usageOf(request).total_tokens, 0);
      const dollars = evidence.requests.reduce((sum, request) => sum + costOf(evidence, request), 0);
      if (!containsNumber(last, tokens) || !containsCost(last, dollars)) {
        fail({
          expected: `after the last turn: ${tokens} tokens and ${dollars.toFixed(6)} dollars`,
          actual: quoteOutput(last),
        });
      }
    },
  });

  check('warns', {
    title: 'The warning comes once, when the budget is passed',
    points: 2,
    help: 'After each reply, compare the tokens of all turns so far with the budget. Call `warn` the first time they are more than the budget, and not again.',
    lesson: 'tokens-and-cost#budgets',
    needs: ['prints-replies'],
    scenarios: conversations,
    verify: (evidence) => {
      const budget = Number(evidence.args[0]);
      let sum = 0;
      const sums = evidence.requests.map((request) => {
        sum += usageOf(request).total_tokens;
        return sum;
      });
      const passing = sums.findIndex((each) => each > budget);
      const first = requireRequest(evidence, 1).reply;
      const before = evidence.output.slice(0, Math.max(0, evidence.output.indexOf(first.trim())));
      const warnings = reports(evidence).map((report) => report.split(/\bWARNING\b/).length - 1);
      const seen = warnings.map((times, index) => `${times} after reply ${index + 1}`).join(', ');
      const right = warnings.every((times, index) => times === (index === passing ? 1 : 0));
      if (!right || /\bWARNING\b/.test(before)) {
        const told = sums.map((each, index) => `${each} after reply ${index + 1}`).join(', ');
        fail({
          expected: `${passing === -1 ? 'no WARNING' : `one WARNING, after reply ${passing + 1}`}: the budget is ${budget}, the tokens are ${told}`,
          actual: `lines with WARNING: ${seen}\n${quoteOutput(evidence.output)}`,
        });
      }
    },
  });
});
