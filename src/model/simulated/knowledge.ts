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

/** A thing that can be talked about, such as a destination; what was said of it is looked up by aspect. */
const subjectSchema = z.strictObject({
  name: z.string('expected a name').min(1),
  match: words,
  /** By aspect id; `about` answers when no aspect was asked for. */
  notes: z.record(z.string(), phrasings),
});

const knowledgeSchema = z.strictObject({
  /** What is asked about a subject: best time, budget … In a question only. */
  aspects: z.record(z.string(), z.strictObject({ match: words, title: z.string() })).default({}),
  subjects: z.array(subjectSchema).default([]),
  /** Asked when an aspect is clear but no subject was named in the whole message list. */
  whichSubject: phrasings.optional(),
  /** Answers to whole questions, whatever else was said. The first whose words all occur wins; `match` lists alternatives. */
  topics: z
    .array(z.strictObject({ match: words, replies: phrasings, title: z.string().optional() }))
    .default([]),
  /** What a user may tell about themselves, and how it is asked for again. `{value}` stands for what was said. */
  facts: z
    .array(
      z.strictObject({
        id: z.string(),
        told: words,
        asked: words,
        noted: phrasings,
        recalled: phrasings,
        unknown: phrasings,
      }),
    )
    .default([]),
  /** How a system message changes the manner of every reply. */
  manners: z
    .array(
      z.strictObject({
        match: words,
        before: phrasings.optional(),
        after: phrasings.optional(),
        replace: z.record(z.string(), z.string()).optional(),
        shape: z.enum(['one-sentence', 'bullets', 'upper-case', 'brief']).optional(),
      }),
    )
    .default([]),
  /** Sentences that carry the attempt's nonce; `{nonce}` stands for its two words. */
  nonces: phrasings.default([]),
  /** When nothing else fits; `{words}` stands for words of the question. */
  fallback: phrasings.default([]),
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
      nonces: [...all.nonces, ...file.nonces],
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
  const aspects = new Set([...Object.keys(data.aspects), 'about']);
  const unknown = data.subjects.flatMap((subject) =>
    Object.keys(subject.notes).flatMap((aspect) =>
      aspects.has(aspect) ? [] : [`${subject.name}: ${aspect}`],
    ),
  );
  if (unknown.length > 0) {
    throw new WorkshopError(
      unknown.map((name) => ({
        file: shown,
        message: `notes of ${name}: expected an aspect that this file declares`,
      })),
    );
  }
  cache.set(`${file}\0${text}`, data);
  return data;
}
