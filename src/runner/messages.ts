import path from 'node:path';
import type { Limits } from '../workshop/types.ts';
import { sourceLine } from './compile.ts';
import { writtenMiB } from './folder-limit.ts';
import type { SourceLocation } from './types.ts';

/** What each end of an attempt means, in plain words, with the next step. */

/** What is known of a program that was still running when its time was up. */
export interface Lingering {
  /** Processor time since it began, in milliseconds; 0 where it can't be told. */
  readonly cpuMs: number;
  /** The program, without the packages it imports. */
  readonly code: string;
}

/** What keeps a program alive although it has nothing left to do, by how it is written, with what ends it. */
const keepers: readonly (readonly [RegExp, string])[] = [
  [/\.listen\(|\bserve\(/, 'a server that is left listening: call its `close()` when you are done'],
  [/\bsetInterval\(/, 'a timer that goes on: call `clearInterval` when you are done'],
  [/process\.stdin\b/, 'standard input that is left open: call `rl.close()`, or `process.stdin.destroy()`'],
];

export function timeoutMessage({ seconds }: Limits, { cpuMs, code }: Lingering): string {
  const stopped = `Stopped after ${seconds} s`;
  if (cpuMs > seconds * 500) {
    return `${stopped}: this looks like an endless loop, because it was computing most of that time. Look for a loop that never ends.`;
  }
  const kept = keepers.find(([pattern]) => pattern.test(code))?.[1];
  if (kept !== undefined) return `${stopped}: the program did not end. What may keep it alive is ${kept}.`;
  return `${stopped}: this looks like an endless loop, or a program that waits for something that never comes. Look for a loop that never ends or an open timer.`;
}

export function memoryMessage({ memoryMiB }: Limits): string {
  return `Stopped because it used more than ${memoryMiB} MiB of memory. Look for a list or a text that grows in a loop.`;
}

export function outputMessage({ outputKiB }: Limits, logFile: string | undefined): string {
  const log = logFile === undefined ? '' : ` All that came is in ${logFile}.`;
  return `Stopped because it printed more than ${outputKiB} KiB. Look for a loop that prints without end.${log}`;
}

export function requestMessage({ requests }: Limits): string {
  return `Stopped after ${requests} requests to the model. Look for a loop that sends requests without end.`;
}

export const filesMessage = `Stopped because it wrote more to files than the ${writtenMiB} MiB, or more files than the 1,000, that a program may. Look for a loop that writes without end.`;

export const stoppedMessage = 'Stopped.';

export function missingMessage(file: string): string {
  return `There is no file ${file}. Reset the exercise to get its starter back.`;
}

export function invalidMessage(reason: string, location: SourceLocation | undefined): string {
  const line = location === undefined ? '' : `\n  ${location.text.trim()}`;
  return `It does not compile: ${reason}${line}`;
}

/** Texts of common mistakes with what to do about them; the first that fits is shown. */
const advice: readonly (readonly [RegExp, string])[] = [
  [
    /OPENAI_API_KEY environment variable|Missing credentials/i,
    'Use `new OpenAI()` without options: the key is set for you.',
  ],
  [
    /Incorrect API key|^401\b|AuthenticationError/i,
    'Use `new OpenAI()` without options: the right key is set for you.',
  ],
  [
    /model_not_found|does not exist or you do not have access/i,
    'Use the model that process.env.OPENAI_MODEL names.',
  ],
  [
    /404 status code \(no body\)/,
    'Put the path behind the whole of what OPENAI_BASE_URL says: nothing else at that address answers.',
  ],
  [
    /Connection error|ECONNREFUSED|fetch failed/i,
    'Send requests to the endpoint that `new OpenAI()` uses; set no other address.',
  ],
  [
    /Cannot read propert\w+ of (undefined|null)/i,
    'Something is not there yet: print the object that you read from, and check each step.',
  ],
  [/is not a function/i, 'Check the name that is called: is it spelled right, and is it awaited?'],
  [/is not defined/i, 'Check the spelling, or import it first.'],
  [
    /ERR_ACCESS_DENIED/i,
    'Programs may only read and write in their own folder, and start no other programs.',
  ],
  [/\bEFBIG\b/, `A file may have at most ${writtenMiB} MiB. Look for a loop that writes without end.`],
];

/** Whether a program reads what somebody types. */
function readsInput(code: string): boolean {
  return /process\.stdin\b/.test(code);
}

const emptyInput =
  'Standard input is empty here, so nobody answers a question such as `rl.question`. In a run, `--input LINE` gives it a line.';

/** Node's exit status when a top-level `await` never came to an end. */
const unsettled = 13;

export function crashMessage(
  stderr: string,
  exitCode: number | null,
  signal: string | null,
  location: SourceLocation | undefined,
  program: { readonly code: string; readonly hasInput: boolean },
): string {
  const unanswered = !program.hasInput && readsInput(program.code);
  const exception = exceptionLine(stderr);
  if (exception === undefined) {
    if (exitCode === unsettled) {
      if (unanswered) return `The program ended while an \`await\` was still waiting. ${emptyInput}`;
      return 'The program ended while an `await` was still waiting for a promise that nothing can settle any more. Check that every `new Promise` calls its `resolve`.';
    }
    return signal === null
      ? `The program ended with exit status ${exitCode}, which means failure. End it with status 0 when all went well.`
      : `The program was ended by the signal ${signal}.`;
  }
  const place =
    location === undefined ? '' : ` at ${path.basename(location.file)}:${location.line}:${location.column}`;
  const closed = unanswered && /readline was closed|ERR_USE_AFTER_CLOSE|ABORT_ERR/.test(stderr);
  const tip = closed ? emptyInput : advice.find(([pattern]) => pattern.test(stderr))?.[1];
  return `The program crashed${place}: ${exception.replace(/[.:]$/, '')}.${tip === undefined ? '' : ` ${tip}`}`;
}

/** The line that names the exception: `TypeError: …`, `BadRequestError: 400 …`. */
function exceptionLine(stderr: string): string | undefined {
  const line = /^(?:Uncaught |\[)?((?:[A-Z]\w*)?(?:Error|Exception|Refusal)\b(?: \[\w+\])?:? .*?)\]?$/m.exec(
    stderr,
  )?.[1];
  if (line !== undefined) return shortened(line.replace(/ \{$/, ''));
  const thrown = /^\s*\^\n(.+)\n(?:\(Use `node|\nNode\.js v)/m.exec(stderr)?.[1];
  return thrown === undefined ? undefined : `it threw something that is not an Error: ${shortened(thrown)}`;
}

function shortened(line: string): string {
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** Where in the submission an exception came from, by its stack trace. */
export function crashLocation(stderr: string, file: string): SourceLocation | undefined {
  const name = path.basename(file);
  const frames = [...stderr.matchAll(/([^/\\\n]+):(\d+):(\d+)\)?$/gm)];
  const frame = frames.find(([, written = '']) => written === name || decoded(written) === name);
  if (frame === undefined) return undefined;
  const line = Number(frame[2]);
  return { file, line, column: Number(frame[3]), text: sourceLine(file, line) };
}

/** In stack traces Node names files by their addresses, in which `#` is `%23` and `ü` is `%C3%BC`. */
function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** Node's own words when it can't get more memory. */
export function isOutOfMemory(stderr: string): boolean {
  return /JavaScript heap out of memory|Array buffer allocation failed|ERR_MEMORY_ALLOCATION_FAILED/.test(
    stderr,
  );
}
