import { createRequire } from 'node:module';
import type * as z from 'zod';
import { type Problem, WorkshopError } from './errors.ts';

type Yaml = typeof import('yaml');

/** Loaded when there is YAML to parse: a start with nothing changed has none. */
function yaml(): Yaml {
  return createRequire(import.meta.url)('yaml') as Yaml;
}

export interface YamlSource {
  /** How messages name the file. */
  readonly file: string;
  readonly text: string;
  /** Lines that stand before `text` in the file, for front matter; 0 when left out. */
  readonly linesBefore?: number;
}

/**
 * Parses YAML and validates it against a schema.
 * @throws WorkshopError naming file, line and what was expected, for each mistake.
 */
export function parseYaml<S extends z.ZodType>(source: YamlSource, schema: S): z.infer<S> {
  const { LineCounter, parseDocument } = yaml();
  const lineCounter = new LineCounter();
  const document = parseDocument(source.text, { lineCounter, prettyErrors: false });
  const lineAt = (offset: number): number => lineCounter.linePos(offset).line + (source.linesBefore ?? 0);

  if (document.errors.length > 0) {
    throw new WorkshopError(
      document.errors.map((error) => ({
        file: source.file,
        line: lineAt(error.pos[0]),
        message: `not valid YAML: ${error.message}`,
      })),
    );
  }
  const value: unknown = document.toJS();
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new WorkshopError(
    result.error.issues.map((issue): Problem => {
      const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
      const subject = path.length === 0 ? 'the file' : `"${formatPath(path)}"`;
      return {
        file: source.file,
        line: lineAt(offsetOf(document, path, unknownKeyOf(issue))),
        message: `${subject}: ${issue.message}`,
      };
    }),
  );
}

type Path = readonly (string | number)[];

function unknownKeyOf(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
}

/** Offset of the node at `path`, or of its nearest ancestor that exists. */
function offsetOf(document: ReturnType<Yaml['parseDocument']>, path: Path, key?: string): number {
  const full = key === undefined ? path : [...path, key];
  for (let length = full.length; length > 0; length -= 1) {
    const node = document.getIn(full.slice(0, length), true);
    if (isRanged(node)) return node.range[0];
  }
  return 0;
}

function isRanged(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}
