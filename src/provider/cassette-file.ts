import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { chunksCompletion, plainCompletion } from '../model/chat/completion.ts';
import type { Completion } from '../model/types.ts';
import { codeOf, messageOf } from './failure.ts';

/** What a cassette is on disk: a header, then one exchange in each line, all JSON. */

/** A cassette can't be read or written; the text says what to do. */
export class CassetteError extends Error {
  override readonly name = 'CassetteError';
}

export const cassetteVersion = 1;

const headerSchema = z.object({
  agentlings: z.literal('cassette'),
  version: z.literal(cassetteVersion),
  /** ISO date and time. */
  recorded: z.iso.datetime({ offset: true }),
  /** The provider's name. */
  provider: z.string(),
  /** The model that was asked there, when it was one and the same. */
  model: z.string().nullish(),
});

export type CassetteHeader = z.infer<typeof headerSchema>;

const milliseconds = z
  .number()
  .min(0)
  .max(24 * 3_600_000);

const responseSchema = z.object({
  /** As in `RecordedResponse`; `aborted` is a stream that the program left before its end. */
  state: z.enum(['completed', 'error', 'cut', 'aborted']),
  status: z.int().min(0).max(599),
  headers: z.record(z.string(), z.string()),
  /** Milliseconds from the request to the end of the response. */
  ms: milliseconds,
  body: z.unknown().optional(),
  /** The events of a stream, with milliseconds since the request. */
  chunks: z.array(z.object({ at: milliseconds, data: z.record(z.string(), z.unknown()) })).optional(),
});

export const lineSchema = z.object({
  request: z.looseObject({
    model: z.string(),
    messages: z.array(z.record(z.string(), z.unknown())).min(1),
  }),
  response: responseSchema,
});

export type CassetteResponse = z.infer<typeof responseSchema>;
export type CassetteLine = z.infer<typeof lineSchema>;

/** Response headers that a program may depend on. No other is kept, and none is believed in a file. */
const keptHeader = /^(?:content-type|retry-after(?:-ms)?|x-should-retry|x-ratelimit-[a-z-]+)$/;

export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(entries.filter(([name]) => keptHeader.test(name)));
}

/** The completion in a recorded response, whole or begun; `undefined` for an error and a broken connection. */
export function completionOf({ body, chunks }: CassetteResponse): Completion | undefined {
  return chunks === undefined ? plainCompletion(body) : chunksCompletion(chunks.map(({ data }) => data));
}

export interface CassetteText {
  readonly header: CassetteHeader;
  readonly lines: readonly { readonly number: number; readonly line: CassetteLine }[];
}

/**
 * Reads a cassette and validates every line.
 * @throws CassetteError naming the line that is wrong, and what to do
 */
export function readCassette(file: string): CassetteText {
  const rows = textOf(file)
    .split('\n')
    .map((text, index) => ({ number: index + 1, text }));
  const [first, ...rest] = rows.filter(({ text }) => text.trim() !== '');
  if (first === undefined) {
    throw new CassetteError(`${file} is empty. A cassette begins with a header line: record it again.`);
  }
  const header = headerOf(file, first);
  return { header, lines: rest.map((row) => ({ number: row.number, line: lineOf(file, row) })) };
}

interface Row {
  readonly number: number;
  readonly text: string;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      throw new CassetteError(`There is no cassette ${file}. Check the name, or record one.`, {
        cause: error,
      });
    }
    throw new CassetteError(`The cassette ${file} can't be read: ${messageOf(error)}.`, { cause: error });
  }
}

function headerOf(file: string, { number, text }: Row): CassetteHeader {
  const value = parsed(text);
  const result = headerSchema.safeParse(value);
  if (result.success) return result.data;
  const kind = z.object({ agentlings: z.literal('cassette'), version: z.number() }).safeParse(value);
  if (kind.success && kind.data.version > cassetteVersion) {
    throw new CassetteError(
      `${file} was recorded by a newer Agentlings (version ${kind.data.version} of the format; this one reads ${cassetteVersion}). Update Agentlings, or record it again.`,
    );
  }
  throw new CassetteError(
    kind.success
      ? `${file}, line ${number}: ${problemOf(result.error)}. Mend the header, or record the cassette again.`
      : `${file} is no cassette: line ${number} is not the header of one. Check that you named the right file.`,
  );
}

function lineOf(file: string, { number, text }: Row): CassetteLine {
  const place = `${file}, line ${number}`;
  const value = parsed(text);
  if (value === undefined) {
    throw new CassetteError(
      `${place} is no JSON; perhaps the recording was broken off there. Delete this line, or record the cassette again.`,
    );
  }
  const result = lineSchema.safeParse(value);
  if (!result.success) {
    throw new CassetteError(
      `${place}: ${problemOf(result.error)}. Mend this line or delete it, or record the cassette again.`,
    );
  }
  const { response } = result.data;
  if (response.state === 'completed' && completionOf(response) === undefined) {
    throw new CassetteError(
      `${place}: a completed response needs a completion in "body" or in "chunks". Mend this line or delete it.`,
    );
  }
  return { ...result.data, response: { ...response, headers: keptHeaders(response.headers) } };
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the line' : `"${issue.path.join('.')}"`;
  return `${where} is wrong (${issue?.message ?? 'not of this format'})`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
