import {
  count,
  describeMessage,
  type Evidence,
  fail,
  grader,
  lastSaid,
  listMessages,
  quoteOutput,
  type Random,
  reply,
  requireCleanEnd,
  requireRequest,
  requireRequests,
  type SentRequest,
} from '#grading';

const questions = [
  'Which month is best for Kyoto?',
  'What should I eat in Lisbon?',
  'How do I get around in Iceland without a car?',
  'Is Peru safe for somebody who travels alone?',
] as const;

/** The parameter that limits the reply, by its old or its new name. */
const limitOf = ({ body }: SentRequest) => body?.max_completion_tokens ?? body?.max_tokens ?? undefined;
const isSmall = (request: SentRequest) => (limitOf(request) ?? 100) <= 20;
const atTemperature = (evidence: Evidence, temperature: number) =>
  evidence.requests.filter((request) => request.body?.temperature === temperature && !isSmall(request));

/** A model that answers by temperature: each list is used up from its beginning. */
const answering = (
  cold: readonly string[],
  warm: readonly string[],
  limited: string | ReturnType<typeof reply>,
) => {
  const left = { cold: [...cold], warm: [...warm] };
  return {
    responder: (request: NonNullable<SentRequest['body']>) => {
      const small = (request.max_completion_tokens ?? request.max_tokens ?? 100) <= 20;
      const next = request.temperature === 0 ? left.cold.shift() : left.warm.shift();
      return small || next === undefined ? asReply(limited) : reply(next);
    },
  };
};
/** Cut where it happens to be whole: only the finish reason tells. */
const cutWhole: ReturnType<typeof reply> = {
  kind: 'reply',
  choices: [{ content: 'In May.', finishReason: 'length' }],
};
const asReply = (text: string | ReturnType<typeof reply>) => (typeof text === 'string' ? reply(text) : text);
const long =
  'Come in late spring, when the gardens are open late, the trains are empty and the evenings are mild.';

grader('parameters', ({ scenario, check }) => {
  const asking = ({ pick }: Random) => ({ args: [pick(questions)] });
  scenario('no arguments');
  scenario('a question', asking);
  scenario('a model that agrees with itself at 1.2', (random) => ({
    ...asking(random),
    ...answering(['In May.', 'In May.'], ['In October.', 'In October.'], long),
  }));
  scenario('a model that wavers at 0, and a reply that fits the limit', (random) => ({
    ...asking(random),
    ...answering(['In May.', 'In June.'], ['In May.', 'In November.'], 'In May.'),
  }));
  scenario('replies that differ in a single character', (random) => ({
    args: [random.pick(['Say "naïve" twice. 日本?', "What's a «ryokan»?  Two spaces!"])],
    ...answering(['In May.', 'In May.\n'], ['in May.', 'In May.'], cutWhole),
  }));
  scenario('long replies that differ at their end', (random) => ({
    ...asking(random),
    ...answering([long, `${long} Or in fall.`], [`${long} Bring tea.`, `${long} Bring ink.`], 'In May'),
  }));
  scenario('other answers', ({ pick }) => ({
    hidden: true,
    args: [pick(['When do the lavender fields bloom?', 'How cold is Oslo in March?'])],
    ...(pick([true, false])
      ? answering(['Late June.', 'Late June.'], ['Now.', 'Now.'], 'Late.')
      : answering(['Late June.', 'Early July.'], ['Now.', 'Now.'], 'Soon.')),
  }));

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'chat-completions#parameters',
    verify: requireCleanEnd,
  });

  check('five-requests', {
    title: 'It sends five requests',
    points: 1,
    help: 'Ask twice at each of the two temperatures and once with the small limit, and await all five.',
    lesson: 'chat-completions#parameters',
    verify: (evidence) => void requireRequests(evidence, 5),
  });

  check('same-messages', {
    title: 'All five requests have the same messages and end with the question',
    points: 2,
    help: 'Build the messages once, with the first argument unchanged in the last user message, and send them in all five requests. Leave earlier replies out.',
    lesson: 'chat-completions#messages-and-roles',
    needs: ['five-requests'],
    verify: (evidence) => {
      const first = requireRequest(evidence, 1);
      for (const request of evidence.requests) {
        const last = request.messages.at(-1);
        const wanted = evidence.args[0] ?? first.messages.at(-1)?.text ?? '';
        if (last?.role !== 'user' || last.text.trim() === '' || last.text !== wanted) {
          fail({
            expected: `request ${request.number} ends with the question as user message: "${wanted}"`,
            actual: listMessages(request.messages),
            exchange: request.exchange,
            message: Math.max(0, request.messages.length - 1),
          });
        }
        if (listMessages(request.messages) !== listMessages(first.messages)) {
          fail({
            expected: `request ${request.number} with the messages of request 1:\n${listMessages(first.messages)}`,
            actual: listMessages(request.messages),
            exchange: request.exchange,
          });
        }
        const other = request.messages.find(({ role }) => !['system', 'developer', 'user'].includes(role));
        if (other !== undefined) {
          fail({
            expected: `request ${request.number} knows nothing of an earlier reply`,
            actual: `it has the message ${describeMessage(other)}`,
            exchange: request.exchange,
          });
        }
      }
    },
  });

  check('temperatures', {
    title: 'Two requests have temperature 0, and two have 1.2',
    points: 2,
    help: 'Set `temperature`, next to model and messages, to the number 0 in two requests and to 1.2 in two others. None of these four gets the small limit.',
    lesson: 'chat-completions#parameters',
    needs: ['five-requests'],
    verify: (evidence) => {
      for (const temperature of [0, 1.2]) {
        const found = atTemperature(evidence, temperature);
        if (found.length !== 2) {
          fail({
            expected: `two requests with \`temperature: ${temperature}\` and no small limit`,
            actual: `${count(found.length, 'request')}; all five:\n${parameters(evidence)}`,
          });
        }
        const limited = found.find((request) => (limitOf(request) ?? 100) < 100);
        if (limited !== undefined) {
          fail({
            expected: `request ${limited.number} has no limit, or one of at least 100`,
            actual: parameters(evidence),
            exchange: limited.exchange,
          });
        }
      }
    },
  });

  check('small-limit', {
    title: 'One request has a small max_tokens',
    points: 1,
    help: 'Set max_tokens from 1 to 20 in exactly one of the five requests.',
    lesson: 'chat-completions#parameters',
    needs: ['five-requests'],
    verify: (evidence) => {
      const found = evidence.requests.filter(isSmall);
      if (found.length !== 1) {
        fail({
          expected: 'one request with `max_tokens` from 1 to 20',
          actual: `${count(found.length, 'request')}; all five:\n${parameters(evidence)}`,
        });
      }
    },
  });

  for (const { id, temperature, about } of [
    { id: 'says-agreement-at-0', temperature: 0, about: /temperature\W{0,4}0(?![.,]?\d)/i },
    { id: 'says-agreement-at-1.2', temperature: 1.2, about: /temperature\W{0,4}1[.,]2(?!\d)/i },
  ]) {
    check(id.replace('.', '-'), {
      title: `It says correctly whether the replies at temperature ${temperature} are the same`,
      points: 1,
      help: 'Compare the two unchanged texts with ===, and pass the result to `reportPair`. Print nothing else about this temperature after that line.',
      lesson: 'chat-completions#parameters',
      needs: ['temperatures'],
      verify: (evidence) => {
        const [one, two] = atTemperature(evidence, temperature);
        const truth = one?.reply === two?.reply ? 'same' : 'different';
        const said = lastSaid(evidence.output, about, /\b(same|different)\b/i)?.toLowerCase();
        if (said !== truth) {
          fail({
            expected: `a line with "temperature ${temperature}" and then "${truth}": the replies were ${JSON.stringify(one?.reply)} and ${JSON.stringify(two?.reply)}`,
            actual: said === undefined ? quoteOutput(evidence.output) : `it says "${said}"`,
            exchange: two?.exchange,
          });
        }
      },
    });
  }

  check('says-finish-reason', {
    title: 'It prints the finish reason of the request with the small limit',
    points: 2,
    help: 'Pass choices[0]?.finish_reason of that response to `reportEnd`, whatever it is.',
    lesson: 'chat-completions#what-comes-back',
    needs: ['small-limit'],
    verify: (evidence) => {
      const request = evidence.requests.find(isSmall);
      const truth = request?.completion?.choices[0]?.finishReason ?? '';
      const said = lastSaid(evidence.output, /finish[ _]?reason/i, /\b(stop|length)\b/);
      if (said !== truth) {
        fail({
          expected: `a line with "finish_reason" and then "${truth}"`,
          actual: said === undefined ? quoteOutput(evidence.output) : `it says "${said}"`,
          exchange: request?.exchange,
        });
      }
    },
  });
});

function parameters(evidence: Evidence): string {
  return evidence.requests
    .map(
      (request) =>
        `${request.number}. temperature ${request.body?.temperature ?? 'not set'}, max_tokens ${limitOf(request) ?? 'not set'}`,
    )
    .join('\n');
}
