import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BuildFailure, Message, Plugin } from 'esbuild';
import { ownFile } from './own-file.ts';
import { buildFolder, projectRoot } from './project.ts';
import type { SourceLocation } from './types.ts';

/** A submission as one ES module of plain JavaScript, its source map inside. */
export interface Compiled {
  readonly code: string;
  /** The same without what is put in front of it and its source map: how it is written, to explain what it did. */
  readonly written: string;
}

/** The submission can't be compiled; the text says what and where in plain words. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  readonly location: SourceLocation | undefined;

  constructor(message: string, location?: SourceLocation) {
    super(message);
    this.location = location;
  }
}

/**
 * Node queues what is written to a full pipe, so a program that prints without end would show little of it, and one
 * that calls `process.exit` would lose its last lines. Blocking pipes do neither.
 */
const writeAtOnce = 'for (const s of [process.stdout, process.stderr]) s._handle?.setBlocking?.(true);';

/**
 * Node's permission model lets a program signal any process of its user, the grader too. This is a seat belt like that
 * model itself: who looks for a way around it may find one.
 */
const signalOnlySelf =
  'Object.defineProperty(process, "_kill", { value: ((kill, own) => (to, signal) => to === own || to === 0 ? kill(to, signal) : -1)(process._kill, process.pid) });';

const banner = `${writeAtOnce}${signalOnlySelf}`;

/** What is larger is no submission. */
export const maxSourceBytes = 1024 * 1024;

interface CacheEntry {
  readonly compiled: Compiled;
  /** Every file that went into it, with its time and size then. */
  readonly inputs: ReadonlyMap<string, string>;
}

/** Promises, because the attempts of a grade ask for the same file all at once. */
const cache = new Map<string, Promise<CacheEntry>>();
const cached = 64;

/**
 * Compiles a submission in this, the trusted, process: its own relative imports become part of it, packages stay
 * outside. Configuration files near the submission have no effect.
 * @param file absolute path
 * @throws CompileError
 */
export async function compile(file: string): Promise<Compiled> {
  requireOrdinaryFile(file);
  const known = await cache.get(file)?.catch(() => undefined);
  if (known !== undefined && [...known.inputs].every(([name, state]) => stateOf(name) === state))
    return known.compiled;
  const entry = bundle(file);
  cache.delete(file);
  cache.set(file, entry);
  const [oldest] = cache.keys();
  if (cache.size > cached && oldest !== undefined) cache.delete(oldest);
  return (await entry).compiled;
}

function stateOf(file: string): string {
  if (!existsSync(file)) return 'gone';
  const { mtimeMs, size, ino } = statSync(file);
  return `${mtimeMs} ${size} ${ino}`;
}

async function bundle(file: string): Promise<CacheEntry> {
  const { build } = await import('esbuild');
  const real = realpathSync(file);
  const folder = path.dirname(real);
  try {
    const result = await build({
      // Not its path, in which esbuild would see patterns.
      entryPoints: ['program'],
      absWorkingDir: folder,
      outfile: path.join(folder, 'program.mjs'),
      write: false,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      sourcemap: 'external',
      metafile: true,
      keepNames: true,
      // Otherwise a package.json nearby could have imports dropped.
      ignoreAnnotations: true,
      preserveSymlinks: true,
      banner: { js: banner },
      charset: 'utf8',
      tsconfigRaw: '{}',
      logLevel: 'silent',
      plugins: [importRules(real)],
    });
    const text = (ending: string) =>
      result.outputFiles.find((output) => output.path.endsWith(ending))?.text ?? '';
    const inputs = new Map(
      Object.keys(result.metafile.inputs).map((name) => [path.resolve(folder, name), '']),
    );
    for (const name of inputs.keys()) inputs.set(name, stateOf(name));
    const code = text('.mjs');
    const written = code.slice(banner.length);
    return { compiled: { code: withSourceMap(code, text('.map'), folder), written }, inputs };
  } catch (error) {
    throw explained(error, folder);
  }
}

/** Stack traces then name the learner's own file, wherever the compiled program lies. */
function withSourceMap(code: string, map: string, folder: string): string {
  const parsed: { sources: string[] } = JSON.parse(map);
  const sources = parsed.sources.map((source) => pathToFileURL(path.resolve(folder, source)).href);
  const inline = Buffer.from(JSON.stringify({ ...parsed, sources })).toString('base64');
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`;
}

function requireOrdinaryFile(file: string): void {
  const name = path.basename(file);
  if (lstatSync(file).isSymbolicLink())
    throw new CompileError(`${name} is a symbolic link. Put the program itself there.`);
  const reason = objection(realpathSync(file));
  if (reason !== undefined) throw new CompileError(`${reason}.`);
}

/** Why a file can't be part of a submission. */
function objection(file: string): string | undefined {
  const name = path.basename(file);
  if (realpathSync(file) !== file)
    return `${name} is a symbolic link, or lies behind one; put the file itself there`;
  const stats = statSync(file);
  if (!stats.isFile()) return `${name} is not an ordinary file`;
  if (stats.size > maxSourceBytes) return `${name} is larger than 1 MiB, which no exercise needs`;
  return isUtf16(readFileSync(file))
    ? `${name} is saved as UTF-16, which TypeScript can't read; have your editor save it as UTF-8`
    : undefined;
}

/** By its mark, or by the zero bytes that every other letter of a program then is; UTF-8 has none. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const beginning = bytes.subarray(0, 1_000);
  return beginning.filter((byte) => byte === 0).length > beginning.length / 4;
}

/** What a submission may import: files of its own folder, Node's modules, and the packages of the workshop. */
function importRules(program: string): Plugin {
  const folder = path.dirname(program);
  return {
    name: 'import-rules',
    setup(build) {
      build.onResolve({ filter: /.*/ }, async (args) => {
        // Files are looked up here, because esbuild would also read a package.json nearby.
        if (args.kind === 'entry-point') return { path: program };
        if (args.pluginData === 'resolved') return undefined;
        const isFile = /^(\.|\/|file:|[a-z]:[\\/])/i.test(args.path);
        if (args.kind === 'require-call' && !isFile) return refuse(noRequire(args.path));
        if (isBuiltin(args.path)) return { path: args.path, external: true };
        if (isFile) {
          const wanted = writtenPath(args.path);
          if (wanted === undefined) return refuse(`"${args.path}" is not the address of a file`);
          const target = path.resolve(args.resolveDir, wanted);
          if (target.startsWith(folder + path.sep)) {
            const found = ownFile(target, folder);
            return 'path' in found ? found : refuse(notFound(args.path, found.alike));
          }
          return refuse(
            `"${args.path}" lies outside of the exercise's folder, and a submission may only import its own files`,
          );
        }
        if (!packageName.test(args.path)) return refuse(noPackage(args.path));
        const vendored = path.join(buildFolder(), 'vendor', `${args.path}.js`);
        if (existsSync(vendored)) return { path: pathToFileURL(vendored).href, external: true };
        const found = await build.resolve(args.path, {
          resolveDir: projectRoot(),
          kind: 'import-statement',
          pluginData: 'resolved',
        });
        if (found.errors.length > 0) return refuse(noPackage(args.path));
        return { path: pathToFileURL(found.path).href, external: true };
      });
      build.onLoad({ filter: /.*/ }, (args) => {
        const reason = objection(args.path);
        return reason === undefined ? undefined : refuse(reason);
      });
    },
  };
}

/** `undefined` for an address that leads to no file, such as one on another machine. */
function writtenPath(written: string): string | undefined {
  if (!/^file:/i.test(written)) return written;
  try {
    return fileURLToPath(written);
  } catch {
    return undefined;
  }
}

function notFound(written: string, alike: string | undefined): string {
  return alike === undefined
    ? `there is no file "${written}" in the exercise's folder`
    : `"${written}" and the file ${alike} differ in upper and lower case, which matters on some systems; write it like the file`;
}

function noRequire(name: string): string {
  return `"${name}" is loaded with require, which modules like yours don't have; write an import at the top of the file, such as import ${defaultName(name)} from '${name}'`;
}

/** A name for what a module exports by default. */
function defaultName(module: string): string {
  return module === 'openai' ? 'OpenAI' : module.replace(/^node:/, '').replaceAll(/\W/g, '_');
}

/** The packages of the workshop with their subpaths, which lead nowhere else. */
const packageName = /^(openai|zod)(\/(?!\.)[\w.-]+)*$/;

function noPackage(name: string): string {
  return `there is no package "${name}" here; use "openai", "zod" or Node's own modules`;
}

function refuse(text: string): { errors: [{ text: string }] } {
  return { errors: [{ text }] };
}

function explained(error: unknown, folder: string): unknown {
  const first = isBuildFailure(error) ? error.errors[0] : undefined;
  if (first === undefined) return error;
  const location = locationOf(first, folder);
  const place =
    location === undefined ? '' : `${path.basename(location.file)}:${location.line}:${location.column}: `;
  return new CompileError(`${place}${first.text}`, location);
}

function locationOf({ location }: Message, folder: string): SourceLocation | undefined {
  if (location === null) return undefined;
  return {
    file: path.resolve(folder, location.file),
    line: location.line,
    // esbuild counts bytes.
    column: Buffer.from(location.lineText).subarray(0, location.column).toString().length + 1,
    text: location.lineText,
  };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

/** The line of a source file, for messages; empty when there is none. */
export function sourceLine(file: string, line: number): string {
  try {
    return readFileSync(file, 'utf8').split('\n')[line - 1] ?? '';
  } catch {
    return '';
  }
}
