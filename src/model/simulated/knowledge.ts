import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { WorkshopError } from '../../workshop/errors.ts';
import { parseYaml } from '../../workshop/yaml.ts';

const words = z
  .array(z.string('expected text').min(1), 'expected a list of words')
  .min(1, 'expected at least one word');
const phrasings = z
  .array(z.string('expected text').min(1), 'expected a list of phrasings')
  .min(1, 'expected at least one phrasing');
const phrasingsWith = (placeholder: string) =>
  z.array(z.string('expected text').includes(placeholder, { error: `expected text with ${placeholder}` }));

/** A thing that can be talked about, such as a destination; what was said of it is looked up by aspect. */
const subjectSchema = z.strictObject({
  name: z.string('expected a name').min(1),
  match: words,
  /** By aspect id; `about` answers when no aspect was asked for. */
  notes: z.record(z.string(), phrasings),
});

/** An answer to a whole question, whatever else was said. The topic whose words occur most wins. */
const topicSchema = z.strictObject({
  match: words,
  /** `{role}` stands for the role that the system message gives. */
  replies: phrasings,
  /** Said instead when no system message gives a role. */
  plain: phrasings.optional(),
});

/** What a user may tell about themselves, and how it is asked for again. `{value}` stands for what was said. */
const factSchema = z.strictObject({
  id: z.string(),
  /**
   * As the user says it. `{value}` takes up to four words, `{value:vegan|vegetarian}` one of these, `{name}` one or two
   * that begin with a capital letter.
   */
  told: words,
  /** As others say it of the user, in a summary for example. Looked for in all messages. */
  reported: words.default([]),
  asked: words,
  noted: phrasings,
  recalled: phrasings,
  unknown: phrasings,
});

/** How a system message changes the manner of every reply. Of several the last speaks first and last. */
const mannerSchema = z.strictObject({
  /** Words of the system message. `{quote}` takes what is quoted there, or the rest of the sentence. */
  match: words,
  before: phrasings.optional(),
  after: phrasings.optional(),
  replace: z.record(z.string(), z.string()).optional(),
  shape: z.enum(['one-sentence', 'bullets', 'upper-case', 'brief', 'verse']).optional(),
});

/** A kind of work on a text: summarise, outline, review … It is done by rule, on the words that are there. */
const taskSchema = z.strictObject({
  id: z.string(),
  /** How a request for it begins: `summarise`, `write an outline`. */
  match: words,
  /** Words of a role that does it: `editor`. Looked for in the system message's first sentence. */
  roles: words.default([]),
  /** May use `{topic}`, `{first}`, `{second}`, `{third}`, `{gist}`, `{text}` and `{choice}`. */
  replies: phrasings,
  /** Said instead when the text has been revised before. */
  revised: phrasings.optional(),
});

const knowledgeSchema = z
  .strictObject({
    /** What is asked about a subject: best time, budget … */
    aspects: z.record(z.string(), z.strictObject({ match: words, title: z.string() })).default({}),
    subjects: z.array(subjectSchema).default([]),
    /** Asked when an aspect is clear but no subject was named in the whole message list. */
    whichSubject: phrasings.optional(),
    topics: z.array(topicSchema).default([]),
    facts: z.array(factSchema).default([]),
    manners: z.array(mannerSchema).default([]),
    tasks: z.array(taskSchema).default([]),
    /** Sentences that carry the attempt's nonce; `{nonce}` stands for its two words. */
    nonces: phrasingsWith('{nonce}').default([]),
    /** The same for conversations that are about one of the subjects. */
    subjectNonces: phrasingsWith('{nonce}').default([]),
    /** When nothing else fits; `{words}` stands for words of the question, `{role}` for the system message's role. */
    fallback: phrasings.default([]),
  })
  .superRefine((file, context) => {
    const known = new Set([...Object.keys(file.aspects), 'about']);
    for (const [index, subject] of file.subjects.entries()) {
      for (const aspect of Object.keys(subject.notes)) {
        if (known.has(aspect)) continue;
        context.addIssue({
          code: 'custom',
          path: ['subjects', index, 'notes', aspect],
          message: `expected an aspect that this file declares: ${[...known].join(', ')}`,
        });
      }
    }
  });

export type KnowledgeFile = z.infer<typeof knowledgeSchema>;

/** Several files as one: lists are joined in the files' order. */
export type Knowledge = KnowledgeFile;

const cache = new Map<string, KnowledgeFile>();

/**
 * Loads the simulated model's knowledge.
 * @param files absolute paths of YAML files
 * @throws WorkshopError naming file, line and what was expected
 */
export function loadKnowledge(files: readonly string[]): Knowledge {
  return files.map(loadFile).reduce<Knowledge>(
    (all, file) => ({
      aspects: { ...all.aspects, ...file.aspects },
      subjects: [...all.subjects, ...file.subjects],
      whichSubject: [...(all.whichSubject ?? []), ...(file.whichSubject ?? [])],
      topics: [...all.topics, ...file.topics],
      facts: [...all.facts, ...file.facts],
      manners: [...all.manners, ...file.manners],
      tasks: [...all.tasks, ...file.tasks],
      nonces: [...all.nonces, ...file.nonces],
      subjectNonces: [...all.subjectNonces, ...file.subjectNonces],
      fallback: [...all.fallback, ...file.fallback],
    }),
    knowledgeSchema.parse({}),
  );
}

function loadFile(file: string): KnowledgeFile {
  const shown = path.join('lessons', path.relative(path.dirname(path.dirname(file)), file));
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new WorkshopError([
      { file: shown, message: 'expected this knowledge file, but it can not be read' },
    ]);
  }
  const known = cache.get(`${file}\0${text}`);
  if (known !== undefined) return known;
  const data = parseYaml({ file: shown, text }, knowledgeSchema);
  cache.set(`${file}\0${text}`, data);
  return data;
}
