/** What `npm run new` writes: a small exercise that works, to be changed step by step. */

/** A file's path relative to the workshop, and its text. */
export type NewFile = readonly [path: string, text: string];

export interface NewExercise {
  readonly id: string;
  /** With the number: `21-my-id`. */
  readonly folder: string;
  readonly title: string;
}

export function exerciseFiles({ id, folder, title }: NewExercise): readonly NewFile[] {
  const starter = `import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2] ?? 'Where is it warm in March?';

// TODO: say what has to be done here, not how
console.log(\`Nobody has asked \${client.constructor.name} yet: \${question}\`);
`;
  const solution = `import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2] ?? 'Where is it warm in March?';

const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: question }],
});

console.log(completion.choices[0]?.message.content);
`;
  return [
    [`exercises/${folder}/exercise.yaml`, exerciseYaml(title)],
    [`exercises/${folder}/README.md`, readme()],
    [`exercises/${folder}/exercise.ts`, starter],
    [`exercises/${folder}/.starter.ts`, starter],
    [`exercises/${folder}/grader.test.ts`, grader(id)],
    [`solutions/${folder}.ts`, solution],
    [`test/submissions/${id}/right/with-a-role.ts`, rightSubmission(solution)],
    [`test/submissions/${id}/wrong/ignores-argument.ts`, wrongSubmission(solution)],
  ];
}

function exerciseYaml(title: string): string {
  return `title: ${JSON.stringify(title)}
summary: Say in one line what the program does.
points: 6
# Sections that explain what is needed, as lesson-id#section.
lessons: []
hints:
  - A nudge. What should the learner look at?
  - The approach, in words.
  - Nearly the answer.
`;
}

function readme(): string {
  return `Say what the program is for, in a sentence or two.

## Your program

1. takes the question from the first argument, \`process.argv[2]\`. Without one it asks a question of its own.
2. sends **one** chat completion request to the model that \`process.env.OPENAI_MODEL\` names (or \`gpt-4o-mini\`). Its last message is the question as a \`user\` message, word for word.
3. prints the reply on standard output, in full.

## How it may look

\`\`\`text
Lisbon is warm in March …
\`\`\`

## Points

| Check | Points |
|---|---|
| The program runs to its end | 1 |
| Asks the question, word for word | 3 |
| Prints the reply in full | 2 |
`;
}

function grader(id: string): string {
  return `import { grader, requireCleanEnd, requirePrinted, requireRequests, requireText } from '#grading';

const questions = ['Where is it warm in March?', 'What should I eat in Lisbon?', 'Is Peru safe?'] as const;

grader('${id}', ({ scenario, check }) => {
  scenario('no arguments');
  scenario('a question', ({ pick }) => ({ args: [pick(questions)] }));
  scenario('another question', { args: ['How cold is the sea at Bergen?'], hidden: true });

  check('finishes', {
    title: 'The program runs to its end',
    points: 1,
    help: 'Run it with \`r\` and read the message: it names the line.',
    verify: requireCleanEnd,
  });

  check('asks-question', {
    title: 'Asks the question, word for word',
    points: 3,
    help: 'Send one request, whose last message is process.argv[2].',
    verify: (evidence) => {
      const [request] = requireRequests(evidence, 1);
      const [question] = evidence.args;
      if (request === undefined || question === undefined) return;
      requireText(request, request.messages.length - 1, question, 'the question');
    },
  });

  check('prints-reply', {
    title: 'Prints the reply in full',
    points: 2,
    help: 'Print completion.choices[0].message.content.',
    needs: ['asks-question'],
    verify: (evidence) => requirePrinted(evidence, evidence.requests[0]?.reply ?? '', 'the reply'),
  });
});
`;
}

function rightSubmission(solution: string): string {
  return solution.replace(
    "messages: [{ role: 'user', content: question }],",
    "messages: [\n    { role: 'system', content: 'You are a travel assistant.' },\n    { role: 'user', content: question },\n  ],",
  );
}

function wrongSubmission(solution: string): string {
  return `// fails: asks-question\n// Always asks its own question.\n${solution.replace('process.argv[2] ?? ', '')}`;
}

export function lessonText(title: string): string {
  return `---
title: ${JSON.stringify(title)}
minutes: 1
exercises: []
questions:
  - question: What should the reader know now?
    options:
      - text: An answer that sounds right.
        explanation: Why it is not.
      - text: The right answer.
        correct: true
        explanation: Why it is right.
---

Say in two or three sentences what this is about and why it matters.

## The idea

\`\`\`mermaid
sequenceDiagram
    participant P as Program
    participant M as Model
    P->>M: messages
    M-->>P: reply
\`\`\`

Every block marked \`ts\` is compiled by \`npm run check\`:

\`\`\`ts
import OpenAI from 'openai';

const client = new OpenAI();
const models = await client.models.list();
console.log(models.data.length);
\`\`\`

## Key takeaways

1. One sentence that is worth keeping.

## References

- [Create chat completion](https://platform.openai.com/docs/api-reference/chat/create), OpenAI API reference
`;
}
