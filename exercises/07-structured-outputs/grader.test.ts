import {
  allowsExactly,
  type Evidence,
  fail,
  grader,
  listMessages,
  outputWithout,
  quote,
  quoteOutput,
  type Random,
  refusal,
  reply,
  requireCleanEnd,
  requirePrintedInOrder,
  requireRequests,
} from '#grading';

const reviews = [
  'The hotel was lovely: clean rooms and kind staff. Only the breakfast was cold. I would come again.',
  'Never again. Dirty sheets, a broken lamp, and the "sea view" was a car park.',
  'It was a room.\nIt had a bed; the bed was fine.\n\n(Zürich, 3 nights)',
  'すばらしい旅館でした。料理も最高! 5 stars ⭐',
] as const;

const words = [
  'harbour',
  'gulls',
  'soup',
  'lift',
  'pillows',
  'terrace',
  'tram',
  'owner',
  'noise',
  'view',
] as const;

/** What the model has made of a review, drawn anew for each attempt, and as text with all kinds of escapes. */
function drawn({ pick, sample, integer }: Random) {
  const keywords = sample(words, 4 + integer(3)).map((word) => `${word} no. ${integer(900)}`);
  return {
    sentiment: pick(['positive', 'neutral', 'negative']),
    rating: 1 + integer(5),
    keywords,
    summary: `On day ${integer(900)} the "${pick(words)}" — naïve, and 美しい —\ncost €${integer(90)}. A tab:\tdone.`,
    recommended: pick([true, false]),
  };
}

/** Written as some models write JSON: line ends between the properties, other letters as escapes, another order. */
function written(value: ReturnType<typeof drawn>): string {
  const reordered = Object.fromEntries(Object.entries(value).reverse());
  return JSON.stringify(reordered, null, 2).replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The reply's data, as the schema promises it. */
interface Data {
  readonly sentiment: string;
  readonly rating: number;
  readonly keywords: readonly string[];
  readonly summary: string;
  readonly recommended: boolean;
}

const noLine = /^\W{0,4}(sentiment|rating|keywords|summary|recommended)\W{0,4}:\s*\S/im;

grader('structured-outputs', ({ scenario, check }) => {
  const whole = [
    scenario('no arguments'),
    scenario('a review with white space around it', ({ pick }) => ({ args: [`\n  ${pick(reviews)} \n`] })),
    scenario('a reply with escapes and in another order', (random) => {
      // Nothing of it follows from anything else, whatever the seed.
      const value = {
        ...drawn(random),
        sentiment: 'negative',
        rating: 1 + random.integer(2),
        recommended: true,
      };
      const text = written(value);
      return { args: [random.pick(reviews)], responder: () => reply(text) };
    }),
    scenario('values that contradict the review', (random) => {
      const value = drawn(random);
      const opposite = { ...value, sentiment: 'negative', rating: 1, recommended: false };
      return {
        args: ['Wonderful, perfect, the best place ever!'],
        responder: () => reply(JSON.stringify(opposite)),
      };
    }),
    scenario('another review', (random) => {
      const praise = { sentiment: 'positive', rating: 4 + random.integer(2), recommended: false };
      const text = written({ ...drawn(random), ...praise, keywords: [] });
      return {
        args: ['The ferry left without us, and nobody minded.'],
        hidden: true,
        responder: () => reply(text),
      };
    }),
  ];
  const refused = scenario('a model that refuses', (random) => ({
    args: [random.pick(reviews)],
    responder: () =>
      refusal(`I'm sorry, I can't help with that.\nSee rule ${random.integer(900)}, "reviews".`),
  }));
  const cut = [
    scenario('a reply that is cut off', (random) => {
      const text = JSON.stringify(drawn(random));
      const part = text.slice(0, 30 + random.integer(40));
      return { args: [random.pick(reviews)], responder: () => cutReply(part) };
    }),
    scenario('a reply that is cut off but looks whole', (random) => {
      const text = JSON.stringify({ ...drawn(random), keywords: ['noise'] });
      return { args: [random.pick(reviews)], responder: () => cutReply(text) };
    }),
  ];

  check('finishes', {
    title: 'The program finishes without an error',
    points: 1,
    help: 'Run it with `r`. The Output tab says how it ended.',
    lesson: 'structured-outputs#a-schema-for-the-reply',
    scenarios: whole,
    verify: requireCleanEnd,
  });

  check('sends-review', {
    title: 'It sends the review in one request',
    points: 1,
    help: 'Send exactly one request that the API accepts, with the review from process.argv[2], unchanged, in a user message.',
    lesson: 'structured-outputs#a-schema-for-the-reply',
    verify: (evidence) => {
      const [request] = requireRequests(evidence, 1);
      const review = evidence.args[0] ?? '';
      if (!request?.messages.some(({ role, text }) => role === 'user' && text.includes(review))) {
        fail({
          expected: `a user message that contains the review: ${quote(review)}`,
          actual: listMessages(request?.messages ?? []),
          exchange: request?.exchange,
        });
      }
    },
  });

  check('asks-for-schema', {
    title: 'It asks for a reply that follows a JSON schema',
    points: 1,
    help: "Add response_format: { type: 'json_schema', json_schema: { name, strict, schema } } to the request.",
    lesson: 'structured-outputs#a-schema-for-the-reply',
    needs: ['sends-review'],
    verify: ({ requests }) => {
      const format = requests[0]?.body?.response_format;
      if (format?.type !== 'json_schema') {
        fail({
          expected: "a `response_format` of the type 'json_schema'",
          actual: format ? `the type '${format.type}'` : 'a request without `response_format`',
          exchange: requests[0]?.exchange,
        });
      }
    },
  });

  check('strict', {
    title: 'The schema is strict',
    points: 1,
    help: 'Set strict: true next to name and schema. Without it, the model takes the schema as a hint.',
    lesson: 'structured-outputs#what-strict-demands',
    needs: ['asks-for-schema'],
    verify: (evidence) => {
      const strict = formatOf(evidence)?.strict;
      if (strict !== true) {
        fail({
          expected: '`strict: true`',
          actual: strict === undefined ? 'a schema without `strict`' : `\`strict: ${strict}\``,
          exchange: evidence.requests[0]?.exchange,
        });
      }
    },
  });

  check('five-properties', {
    title: 'The schema has the five properties, with the right types',
    points: 2,
    help: 'Describe sentiment (a string with an enum of its three values), rating (integer), keywords (array of strings), summary (string) and recommended (boolean), and nothing else.',
    lesson: 'structured-outputs#a-schema-for-the-reply',
    needs: ['asks-for-schema'],
    verify: (evidence) => {
      const schema = formatOf(evidence)?.schema;
      const problem = problemOf(schema);
      if (problem !== undefined) {
        fail({
          expected: problem,
          actual: JSON.stringify(schema ?? null),
          exchange: evidence.requests[0]?.exchange,
        });
      }
    },
  });

  check('prints-values', {
    title: 'It prints the five values',
    points: 3,
    help: 'Parse the content of the reply with JSON.parse, and pass the result, unchanged, to `print`.',
    lesson: 'structured-outputs#a-schema-for-the-reply',
    needs: ['five-properties'],
    scenarios: whole,
    verify: (evidence) => {
      const data = dataOf(evidence);
      const lines = [
        `sentiment: ${data.sentiment}`,
        `rating: ${data.rating}`,
        `keywords: ${data.keywords.join(', ')}`.trim(),
        `summary: ${data.summary}`,
        `recommended: ${data.recommended ? 'yes' : 'no'}`,
      ];
      requirePrintedInOrder(evidence, lines, 'line');
    },
  });

  check('shows-refusal', {
    title: 'It shows a refusal and parses nothing',
    points: 2,
    help: 'Before you parse, look at choices[0].message.refusal. If there is one, pass all of it to `giveUp`, and print no data.',
    lesson: 'structured-outputs#when-there-is-nothing-to-parse',
    needs: ['asks-for-schema'],
    scenarios: [refused],
    verify: (evidence) => {
      const text = evidence.requests[0]?.completion?.choices[0]?.refusal ?? '';
      requireFailure(evidence, text, `the refusal: ${quote(text)}`);
    },
  });

  check('notices-cut', {
    title: 'It reports a reply that was cut off and parses nothing',
    points: 2,
    help: "Before you parse, look at choices[0].finish_reason. If it is 'length', call `giveUp` with a reason that says so, and print no data.",
    lesson: 'structured-outputs#when-there-is-nothing-to-parse',
    needs: ['asks-for-schema'],
    scenarios: cut,
    verify: (evidence) => requireFailure(evidence, 'length', 'a message with the word "length"'),
  });
});

function cutReply(content: string) {
  return { kind: 'reply' as const, choices: [{ content, finishReason: 'length' as const }] };
}

function formatOf({ requests }: Evidence) {
  const format = requests[0]?.body?.response_format;
  return format?.type === 'json_schema' ? format.json_schema : undefined;
}

/** The reply as data; without a `strict` schema there may be none. */
function dataOf(evidence: Evidence): Data {
  const text = evidence.requests[0]?.reply ?? '';
  try {
    return JSON.parse(text) as Data;
  } catch {
    return fail({
      expected: 'a reply that follows the schema',
      actual: quote(text),
      exchange: evidence.requests[0]?.exchange,
    });
  }
}

interface Schema {
  readonly type?: unknown;
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A part of the schema, or what it refers to: `{ "$ref": "#/$defs/word" }` is as good as the definition itself. */
function followed(root: unknown, part: unknown, steps = 0): Schema {
  if (typeof part !== 'object' || part === null) return {};
  const { $ref: reference } = part as { readonly $ref?: unknown };
  if (typeof reference !== 'string' || steps > 10) return part;
  const target = reference
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], root);
  return followed(root, target, steps + 1);
}

/** What is missing from the schema, in words; `undefined` when nothing is. */
function problemOf(given: unknown): string | undefined {
  const properties = followed(given, given).properties ?? {};
  const wanted = {
    sentiment: 'string',
    rating: 'integer',
    keywords: 'array',
    summary: 'string',
    recommended: 'boolean',
  };
  const missing = Object.keys(wanted).find((name) => properties[name] === undefined);
  if (missing !== undefined) return `a property "${missing}" in the schema`;
  const other = Object.keys(properties).find((name) => !(name in wanted));
  if (other !== undefined) return `a schema without a property "${other}"`;
  for (const [name, type] of Object.entries(wanted)) {
    const property = followed(given, properties[name]);
    if (name === 'sentiment') {
      if (allowsExactly(property, ['positive', 'neutral', 'negative'])) continue;
      return '"sentiment" with the enum positive, neutral, negative, and no other value';
    }
    if (property.type !== type) return `"${name}" of the type ${type}`;
    if (type === 'array' && followed(given, property.items).type !== 'string')
      return '"keywords" with items of the type string';
  }
  return undefined;
}

/** The text stands on standard error, nothing looks like data, no stack trace, and the status isn't 0. */
function requireFailure(evidence: Evidence, text: string, what: string): void {
  const { attempt, output, requests } = evidence;
  const exchange = requests[0]?.exchange;
  if (!attempt.stderr.includes(text)) {
    fail({ expected: `on standard error ${what}`, actual: quoteOutput(attempt.stderr), exchange });
  }
  if (/^\s+at .+:\d+:\d+\)?$/m.test(attempt.stderr)) {
    fail({ expected: 'a message without a stack trace', actual: quoteOutput(attempt.stderr), exchange });
  }
  // The raw reply isn't one of the five lines: people print it when they look for a mistake.
  if (noLine.test(outputWithout(evidence, [requests[0]?.reply ?? '']))) {
    fail({ expected: 'none of the five lines on standard output', actual: quoteOutput(output), exchange });
  }
  if (attempt.exitCode === 0 || attempt.exitCode === null) {
    fail({
      expected: 'an exit status other than 0',
      actual: attempt.exitCode === null ? attempt.message : 'exit status 0',
      exchange,
    });
  }
}
