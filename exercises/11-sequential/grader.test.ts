import { stripVTControlCharacters } from 'node:util';
import {
  count,
  type Evidence,
  fail,
  grader,
  listMessages,
  quote,
  quoteOutput,
  refusal,
  replyWith,
  requireCleanEnd,
  requirePrintedInOrder,
  requireRequest,
  requireRequests,
  requireRoles,
  requireText,
  type ScenarioSetup,
  type SentRequest,
  script,
} from '#grading';

type Responder = NonNullable<ScenarioSetup['responder']>;

const stages = ['outline', 'draft', 'edit'] as const;

const topics = [
  'hiking in Iceland in July',
  'street food in Mexico City',
  'ten days in Italy by train',
  'a first week in New Zealand',
  'why small museums are worth a detour',
] as const;

const hiddenTopics = [
  'Größe & "Maß": how the metre came to be',
  'the café that moved 3 times — and why',
  'lighthouse keepers, then and now (part 2)',
] as const;

/** Replies without any of the words that the error line is searched for. */
const plain = replyWith(({ word, number }) => `Text ${number}: the ${word()} and the ${word()}.`);

/** The same reply, but the endpoint says that the limit ended it. */
function cut(responder: Responder): Responder {
  return async (request, context) => {
    const answer = await responder(request, context);
    if (answer.kind !== 'reply') return answer;
    return { ...answer, choices: answer.choices.map((each) => ({ ...each, finishReason: 'length' })) };
  };
}

grader('sequential', ({ scenario, check }) => {
  const whole = [
    scenario('no arguments'),
    scenario('another topic', ({ pick }) => ({ args: [pick(topics)] })),
    scenario('replies with white space and signs in them', ({ pick, integer }) => ({
      args: [`  ${pick(topics)}, in ${integer(900) + 100} words: "naïve" & 日本\n`],
      responder: replyWith(
        ({ word, number }) =>
          `\n  # Part ${number}: "the ${word()}"\n\n\t- 100% ${word()}, café & 日本 🍜\n  - it's <b>\\n</b>, {topic} and \${input}  \n\n`,
      ),
    })),
    scenario('a hidden topic', ({ pick, integer }) => ({
      args: [`${pick(hiddenTopics)} [${integer(9000) + 1000}]`],
      responder: replyWith(({ word, number }) => ` ${word()}?\n\n“${number}” ${word()}… `),
      hidden: true,
    })),
  ];
  const cuts = [
    scenario('the outline is cut', ({ pick }) => ({
      args: [pick(topics)],
      responder: script(cut(plain), plain, plain, plain),
    })),
    scenario('the draft is cut', ({ pick }) => ({
      args: [pick(topics)],
      responder: script(plain, cut(plain), plain, plain),
    })),
    scenario('the edit is cut', ({ pick }) => ({
      args: [pick(topics)],
      responder: script(plain, plain, cut(plain), plain),
    })),
  ];
  const empties = [
    scenario('the draft is white space', ({ pick }) => ({
      args: [pick(topics)],
      responder: script(plain, ' \n\n ', plain, plain),
    })),
    scenario('the edit is empty', ({ pick }) => ({
      args: [pick(topics)],
      responder: script(plain, plain, '', plain),
    })),
    // A refusal's content is null, and not an empty string.
    scenario('a reply without text', ({ pick, integer }) => {
      const before = [plain, plain].slice(0, integer(2));
      return {
        args: [pick(hiddenTopics)],
        responder: script(...before, refusal("I can't help with that."), plain, plain, plain),
        hidden: true,
      };
    }),
  ];

  check('finishes', {
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with `r` and read the message: it names the line.',
    lesson: 'sequential#a-stage-is-a-function',
    scenarios: whole,
    verify: (evidence) => {
      const limited = evidence.requests.find((request) => problemOf(request) === 'cut');
      if (limited !== undefined && evidence.attempt.outcome !== 'exited') {
        fail({
          expected: 'replies that are not cut, and a program that ends with exit status 0',
          actual: `the reply to request ${limited.number} was cut by the limit in the request: ${quote(limited.reply)}`,
          help: 'Your own max_tokens cuts the replies: leave it out or raise it to at least 500.',
          exchange: limited.exchange,
        });
      }
      requireCleanEnd(evidence);
    },
  });

  check('three-stages', {
    title: 'Sends three requests, one for each stage',
    points: 1,
    help: 'Call the model once for the outline, once for the draft, once for the edit, and wait for each reply before you send the next request.',
    lesson: 'sequential#a-stage-is-a-function',
    scenarios: whole,
    verify: (evidence) => void requireRequests(evidence, stages.length),
  });

  check('fresh-context', {
    title: 'Each request is exactly [system, user]',
    points: 2,
    help: 'Make a new list of two messages for each stage: its instructions as system, its input as user. Keep no list across stages.',
    lesson: 'sequential#a-stage-is-a-function',
    needs: ['three-stages'],
    scenarios: whole,
    verify: (evidence) => {
      for (const request of evidence.requests) requireRoles(request, ['system', 'user']);
    },
  });

  check('own-instructions', {
    title: 'Each stage has its own instructions, and only instructions',
    points: 1,
    help: 'Write one system message for each stage that says what its job is. The topic and the replies are input: they belong in user messages.',
    lesson: 'sequential#a-stage-is-a-function',
    needs: ['fresh-context'],
    scenarios: whole,
    verify: requireInstructions,
  });

  check('outlines-topic', {
    title: 'The outline stage gets the topic, word for word',
    points: 1,
    help: 'The topic is process.argv[2]: put it, unchanged, into the user message of the first request.',
    lesson: 'sequential#the-handover',
    needs: ['fresh-context'],
    scenarios: whole,
    verify: (evidence) => {
      const request = requireRequest(evidence, 1);
      const [topic] = evidence.args;
      const text = request.messages[1]?.text ?? '';
      if (topic === undefined ? text.trim() === '' : !text.includes(topic)) {
        fail({
          expected:
            topic === undefined
              ? 'a user message with a default topic when there is no argument'
              : `a user message in request 1 that contains the topic ${quote(topic)}`,
          actual: listMessages(request.messages),
          exchange: request.exchange,
          message: 1,
        });
      }
    },
  });

  check('hands-on-verbatim', {
    title: 'Each later stage gets the reply before it, and nothing else',
    points: 2,
    help: "The user message of a later stage is the reply to the request before it. Add no words to it, and don't trim it.",
    lesson: 'sequential#the-handover',
    needs: ['fresh-context'],
    scenarios: whole,
    verify: (evidence) => {
      for (const request of evidence.requests.slice(1)) {
        const before = requireRequest(evidence, request.number - 1);
        const stage = stages[request.number - 1] ?? 'next';
        const text = request.messages[1]?.text;
        if (text !== undefined && text !== before.reply && text.trim() === before.reply.trim()) {
          fail({
            expected: `the reply to request ${before.number} as the user message of the ${stage} stage, exactly: ${quote(before.reply)}`,
            actual: `the same words, but the white space around them was changed: ${quote(text)}`,
            exchange: request.exchange,
            message: 1,
          });
        }
        requireText(
          request,
          1,
          before.reply,
          `the reply to request ${before.number} as the user message of the ${stage} stage`,
        );
      }
    },
  });

  check('prints-final', {
    title: 'Prints the final text in full',
    points: 1,
    help: 'Print the reply to request 3 with console.log. If you print the outline and the draft as well, print them before it.',
    lesson: 'sequential#the-handover',
    needs: ['three-stages'],
    scenarios: whole,
    verify: requireFinalText,
  });

  check('stops-when-cut', {
    title: 'Sends nothing more after a cut reply',
    points: 1,
    help: 'Look at choices[0].finish_reason of each reply before the next stage starts. "length" means that the text is not whole: stop there.',
    lesson: 'sequential#gates',
    needs: ['three-stages'],
    scenarios: cuts,
    verify: requireStop,
  });

  check('stops-when-empty', {
    title: 'Sends nothing more after an empty reply',
    points: 1,
    help: 'The content of a reply can be null, an empty string or white space. Stop on each of them before the next stage starts.',
    lesson: 'sequential#gates',
    needs: ['three-stages'],
    scenarios: empties,
    verify: requireStop,
  });

  check('says-why', {
    title: 'Ends with an error that names the stage and the reason',
    points: 1,
    help: "Print one line with console.error that has the stage's name (outline, draft or edit) and the reason (cut or empty), then end with an exit status other than 0. The last stage needs the same gate as the others.",
    lesson: 'sequential#gates',
    needs: ['stops-when-cut', 'stops-when-empty'],
    scenarios: [...cuts, ...empties],
    verify: requireReason,
  });
});

type Problem = 'cut' | 'empty';

/** What is wrong with a reply. One that is both counts as both: the program may name either. */
function problemOf(request: SentRequest): Problem | undefined {
  if (request.completion?.choices[0]?.finishReason === 'length') return 'cut';
  return request.completion !== undefined && request.reply.trim() === '' ? 'empty' : undefined;
}

function requireInstructions(evidence: Evidence): void {
  const seen = new Map<string, number>();
  // A reply or topic of one or two words could stand in instructions by chance; none of ours is that short.
  const inputs = [
    ...evidence.args.slice(0, 1).map((text) => ({ text, what: 'the topic' })),
    ...evidence.requests.map(({ reply, number }) => ({
      text: reply,
      what: `the reply to request ${number}`,
    })),
  ].filter(({ text }) => loose(text) !== '');
  for (const request of evidence.requests) {
    const text = loose(request.messages[0]?.text ?? '');
    const at = { exchange: request.exchange, message: 0 };
    if (text === '') {
      fail({
        expected: `instructions in request ${request.number}`,
        actual: 'an empty system message',
        ...at,
      });
    }
    const twin = seen.get(text);
    if (twin !== undefined) {
      fail({
        expected: 'three different system messages, one for each stage',
        actual: `requests ${twin} and ${request.number} have the same: ${quote(request.messages[0]?.text ?? '')}`,
        ...at,
      });
    }
    seen.set(text, request.number);
    const input = inputs.find((each) => text.includes(loose(each.text)));
    if (input !== undefined) {
      fail({
        expected: 'system messages that contain neither the topic nor a reply',
        actual: `the system message of request ${request.number} contains ${input.what}:\n${listMessages(request.messages)}`,
        ...at,
      });
    }
  }
}

function requireFinalText(evidence: Evidence): void {
  const [outline, draft, final] = evidence.requests.map(({ reply }) => reply);
  if (outline === undefined || draft === undefined || final === undefined) return;
  let rest = loose(requirePrintedInOrder(evidence, [final], 'the reply to request 3'));
  // A program may print it more than once: what counts is what follows the last time.
  const last = rest.lastIndexOf(loose(final));
  if (last !== -1) rest = rest.slice(last + loose(final).length);
  const after = [outline, draft].findIndex((text) => rest.includes(loose(text)));
  if (after !== -1) {
    fail({
      expected: 'the final text after the other two, if those are printed',
      actual: `the reply to request ${after + 1} comes after it:\n${quoteOutput(evidence.output)}`,
    });
  }
}

/** The first reply that isn't a whole text, which the scenario makes sure there is when enough requests were sent. */
function firstProblem(evidence: Evidence): { request: SentRequest; problem: Problem } {
  for (const request of evidence.requests) {
    const problem = problemOf(request);
    if (problem !== undefined) return { request, problem };
  }
  const { length } = evidence.requests;
  return fail({
    expected: 'requests up to the stage whose reply is cut or empty',
    actual: `${length === 0 ? 'no request' : `only ${count(length, 'request')}`}, all replies so far were fine\n${quoteOutput(evidence.attempt.stderr)}`,
    exchange: evidence.requests.at(-1)?.exchange,
  });
}

function requireStop(evidence: Evidence): void {
  const { request, problem } = firstProblem(evidence);
  const next = evidence.requests[request.number];
  if (next !== undefined) {
    fail({
      expected: `no request after request ${request.number}, whose reply was ${problem}: ${describeReply(request)}`,
      actual: `${count(evidence.requests.length - request.number, 'more request')}; the next one is\n${listMessages(next.messages)}`,
      exchange: next.exchange,
    });
  }
}

function requireReason(evidence: Evidence): void {
  const { request, problem } = firstProblem(evidence);
  const stage = stages[request.number - 1] ?? 'edit';
  const { outcome, exitCode, message } = evidence.attempt;
  if (outcome !== 'crashed' || exitCode === null || exitCode === 0) {
    fail({
      expected: `an exit status other than 0, because the reply of the ${stage} stage was ${problem}: ${describeReply(request)}`,
      actual: outcome === 'exited' ? 'exit status 0, as if all had gone well' : message,
      exchange: request.exchange,
    });
  }
  const stderr = stripVTControlCharacters(evidence.attempt.stderr);
  const right: readonly string[] = [stage, ...reasonsOf(request)];
  // Lines that claim something: a stage and a reason. Progress and stack traces claim nothing.
  const claims = stderr.split(/\r?\n/).filter((line) => has(line, stages) && has(line, ['cut', 'empty']));
  const wrong = claims.find((line) => wordsIn(line).some((word) => !right.includes(word)));
  if (claims.length === 0 || wrong !== undefined) {
    const where = wrong === undefined ? '' : `\nThis line names something else: ${quote(wrong)}`;
    fail({
      expected: `a line on standard error with the words \`${stage}\` and \`${problem}\`, and no other stage or reason`,
      actual: `on standard error: ${quoteOutput(stderr)}${where}`,
      exchange: request.exchange,
    });
  }
}

function reasonsOf(request: SentRequest): readonly Problem[] {
  const problem = problemOf(request);
  if (problem === 'cut' && request.reply.trim() === '') return ['cut', 'empty'];
  return problem === undefined ? [] : [problem];
}

function wordsIn(line: string): readonly string[] {
  return [...stages, 'cut', 'empty'].filter((word) => has(line, [word]));
}

function has(line: string, words: readonly string[]): boolean {
  return new RegExp(`(?<![a-z])(?:${words.join('|')})(?![a-z])`, 'i').test(line);
}

function describeReply(request: SentRequest): string {
  const reason = request.completion?.choices[0]?.finishReason ?? 'none';
  return `${quote(request.reply)}, finish_reason "${reason}"`;
}

/** For looking a text up where its case and white space don't matter. */
function loose(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
