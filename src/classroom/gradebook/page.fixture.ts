import type { CheckResult, ExerciseStatus } from '../../grading/types.ts';
import type { ListedGradebook } from './entries.ts';
import type {
  GradebookEntry,
  GradebookExercise,
  GradebookResult,
  SentAttempt,
  SentExchange,
} from './types.ts';

/** Texts that a page must show and never run; each would set a global of the page, or leave its element. */
export const nastyTexts = {
  script: '<script>globalThis.hacked = 1</script>',
  close: '</script><script>globalThis.hacked = 2</script><!-- "quotes" & \'more\'',
  image: '<img src=x onerror="globalThis.hacked = 3">',
  style: '</style><style>body{display:none}</style>',
  rightToLeft: 'سلمى \u202eevil\u202c عامر',
  emoji: '🧑🏽‍🚀 Nova Ⓩ 👩‍👩‍👧‍👦',
  separators: 'first\u2028second\u2029third \u0000 \u001b[31mred\u001b[0m \ud800',
} as const;

const titles: readonly (readonly [id: string, title: string, chapter: string])[] = [
  ['hello-model', 'Hello, model', 'First steps'],
  ['multi-turn', 'Multi turn', 'First steps'],
  ['structured-outputs', 'Structured outputs', 'Tools'],
  ['function-calling', 'Function calling', 'Tools'],
  ['maker-checker', 'Maker and checker', 'Orchestration'],
  ['human-in-the-loop', 'Human in the loop', 'Orchestration'],
];

const checkTitles = [
  'The program runs to its end',
  'Sends one request for each turn',
  'Every request holds the whole conversation so far',
  'Prints the reply and what it cost',
] as const;

/** `count` exercises, worth 10 points each in four checks. */
export function someExercises(count: number): readonly GradebookExercise[] {
  return Array.from({ length: count }, (_, index) => {
    const [id, title, chapter] = titles[index % titles.length] ?? ['', '', ''];
    const again = index < titles.length ? '' : ` ${Math.floor(index / titles.length) + 1}`;
    return {
      id: `${id}${again.trim()}`,
      title: `${title}${again}`,
      chapter,
      points: 10,
      checks: checkTitles.map((check, each) => ({ id: `c${each}`, title: check, points: each + 1 })),
    };
  });
}

const statuses: readonly ExerciseStatus[] = [
  'passed',
  'passed',
  'failed',
  'passed',
  'passed',
  'timeout',
  'passed',
  'failed',
  'memory',
  'passed',
  'output-limit',
  'passed',
  'crashed',
  'passed',
  'invalid',
  'passed',
  'missing',
  'failed',
  'passed',
];

const messages: Readonly<Record<ExerciseStatus, string>> = {
  passed: 'All checks pass.',
  failed: 'Some checks failed; the first: Sends one request for each turn.',
  timeout: 'The program was stopped after 10 seconds. Does it wait for something that never comes?',
  memory: 'The program needed more than 256 MB of memory.',
  'output-limit': 'The program printed more than 1 MB.',
  crashed: 'TypeError: Cannot read properties of undefined (reading "content") in exercise.ts, line 14.',
  invalid: 'exercise.ts does not compile: line 3, column 9: Expected ";" but found "const".',
  missing: 'There is no exercise.ts in the folder of this exercise.',
  internal: 'This could not be graded, and that is not the submission’s fault: the grader’s thread died.',
};

/** A result whose first failing check depends on `seed`; the checks after it were skipped. */
export function someResult(
  exercise: GradebookExercise,
  status: ExerciseStatus,
  seed: number,
): GradebookResult {
  const failing = status === 'passed' ? Number.POSITIVE_INFINITY : status === 'failed' ? 1 + (seed % 3) : 0;
  const checks =
    status === 'internal' ? [] : exercise.checks.map((check, index) => checkOf(check, index, failing));
  return {
    id: exercise.id,
    status,
    points: checks.reduce((sum, { points }) => sum + points, 0),
    maxPoints: exercise.points,
    durationMs: 800 + ((seed * 37) % 4000),
    message: messages[status],
    checks,
    sent: status === 'failed' || status === 'crashed' ? [sentAttempt(seed)] : [],
  };
}

function checkOf(check: GradebookExercise['checks'][number], index: number, failing: number): CheckResult {
  const passed = index < failing;
  const base = { id: check.id, title: check.title, maxPoints: check.points };
  if (passed) return { ...base, status: 'passed', points: check.points, expected: '', actual: '', help: '' };
  if (index > failing)
    return {
      ...base,
      status: 'skipped',
      points: 0,
      expected: '',
      actual: '',
      help: `Not tried, because "${checkTitles[failing]}" did not pass.`,
    };
  return {
    ...base,
    status: 'failed',
    points: 0,
    expected: 'system, user, assistant and user in the second request',
    actual: 'system, user\n"What about budget tips?"',
    help: 'Keep one list outside of the loop, and push every reply to it. See the lesson Chat completions, section Multi turn.',
    lesson: 'chat-completions#multi-turn',
    pointer: { attempt: 1, exchange: 1, message: 1 },
  };
}

function exchange(messages: SentExchange['messages'], reply: string): SentExchange {
  return {
    model: 'gpt-4o-mini',
    messages,
    tools: ['get_weather', 'book_table'],
    parameters: { temperature: '0.2', response_format: '{"type":"json_object"}' },
    status: 200,
    reply,
    promptTokens: 42,
    completionTokens: 17,
  };
}

function sentAttempt(seed: number): SentAttempt {
  const first = [
    { role: 'system', text: 'You are a travel assistant. Answer in two sentences.' },
    { role: 'user', text: `What is the best time to visit Japan? (${seed})` },
  ];
  const second = [...first, { role: 'user', text: nastyTexts.close }];
  return {
    attempt: 1,
    title: 'two turns',
    args: ['What is the best time to visit Japan?', nastyTexts.script],
    stdout: `Spring, mostly.\n\u001b[32mtokens: 59\u001b[0m\n${nastyTexts.image}\n`,
    exchanges: [
      exchange(first, 'Spring is best for cherry blossoms. Autumn is quieter.'),
      exchange(second, nastyTexts.style),
      { ...exchange(second, ''), status: 0, tools: [], parameters: {} },
    ],
  };
}

const firstNames = ['Ada', 'Bela', 'Chidi', 'Dunja', 'Emeka', 'Freya', 'Goran', 'Hana', 'Ilse', 'Jorge'];
const lastNames = ['Examplesson', 'Sampleton', 'Testova', 'Fictionescu'];

/** A graded person; `internal` is the exercise that could not be graded. */
function gradedEntry(index: number, exercises: readonly GradebookExercise[]): GradebookEntry {
  const id = `s${String(index + 1).padStart(3, '0')}`;
  return {
    id,
    name: `${firstNames[index % firstNames.length]} ${lastNames[Math.floor(index / firstNames.length) % lastNames.length]}`,
    email: `${id}@university.example`,
    path: `${id}.zip`,
    state: 'graded',
    expected: true,
    problems: [],
    results: exercises.map((exercise, each) => {
      const seed = index * 7 + each * 3;
      const status = index % 10 === 0 ? 'passed' : (statuses[seed % statuses.length] ?? 'passed');
      return someResult(exercise, status, seed);
    }),
  };
}

/** `count` graded people and `exerciseCount` exercises, with nothing odd about them. */
export function plainGradebook(count: number, exerciseCount: number): ListedGradebook {
  const exercises = someExercises(exerciseCount);
  return {
    schema: 1,
    seed: 'autumn-2031',
    sandbox: 'permission',
    provider: 'simulated',
    workshop: 'Building with language models',
    exercises,
    entries: Array.from({ length: count }, (_, index) => gradedEntry(index, exercises)),
    notes: [],
  };
}

/** 40 people, six exercises, every status and state, and texts that try to break out of the page. */
export function nastyGradebook(): ListedGradebook {
  const plain = plainGradebook(40, 6);
  const entries = plain.entries.map((entry, index): GradebookEntry => {
    const changes = oddities[index];
    return changes === undefined ? entry : { ...entry, ...changes };
  });
  const results = entries[7]?.results.map((result, index) => {
    const exercise = plain.exercises[index];
    return index === 2 && exercise !== undefined ? someResult(exercise, 'internal', 1) : result;
  });
  return {
    ...plain,
    entries: entries.map((entry, index) => (index === 7 ? { ...entry, results: results ?? [] } : entry)),
    notes: [
      'The file readme.txt belongs to nobody.',
      `The folder ${nastyTexts.script} is empty, and so is ${nastyTexts.separators}.`,
    ],
  };
}

const absent = { state: 'absent', path: '', results: [] } as const;

const oddities: Readonly<Record<number, Partial<GradebookEntry>>> = {
  3: { name: nastyTexts.rightToLeft },
  4: { name: nastyTexts.script, problems: ['notes.bin was not taken: it is larger than 1 MB.'] },
  5: { name: nastyTexts.emoji },
  6: { id: nastyTexts.close, name: undefined },
  9: { id: `very-long-${'0123456789abcdef'.repeat(12)}`, name: undefined },
  11: absent,
  12: absent,
  13: absent,
  17: {
    state: 'refused',
    results: [],
    problems: [`The archive has a file outside of itself: ../../${nastyTexts.image}`],
  },
  38: { id: 'mail/2031 late #1?', name: undefined, email: undefined, expected: false },
  39: { id: nastyTexts.separators, name: undefined, email: undefined, expected: false },
};
