import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { type Endpoint, startEndpoint } from '../model/endpoint.ts';
import { Capture } from './capture.ts';
import { type Compiled, CompileError, compile } from './compile.ts';
import { drained } from './drain.ts';
import { submissionEnvironment } from './environment.ts';
import { isOverfull, limitFolder } from './folder-limit.ts';
import * as messages from './messages.ts';
import { register, unregister } from './registry.ts';
import { removeFolder } from './remove-folder.ts';
import type { Subprocess } from './spawn.ts';
import { type Standby, standBy } from './standby.ts';
import { surroundingsText } from './surroundings.ts';
import { limitTime } from './time-limit.ts';
import { killTree, killTreeNow, patienceMs, treeCpuMs, treeMemory } from './tree.ts';
import type { Attempt, AttemptOptions, Outcome, SourceLocation } from './types.ts';

export { killAllAttempts } from './registry.ts';

/** How often memory is looked at; `ps` takes longer than a look into /proc. */
const sampleMs = process.platform === 'linux' ? 50 : 250;
/** How long pipes may take to drain once every process that could hold them is dead. */
const drainMs = 500;

/**
 * Runs a submission once and collects everything that can be observed. Whatever the submission does, this resolves,
 * and by then its whole process tree is dead and its folder is gone.
 */
export async function runAttempt(options: AttemptOptions): Promise<Attempt> {
  if (options.signal?.aborted) return unstarted(options, 'stopped', messages.stoppedMessage);
  if (!existsSync(options.file)) return unstarted(options, 'missing', messages.missingMessage(options.file));
  try {
    const compiled = await compile(options.file);
    if (options.signal?.aborted) return unstarted(options, 'stopped', messages.stoppedMessage);
    return await new Run(options).execute(compiled);
  } catch (error) {
    if (error instanceof CompileError) {
      return unstarted(
        options,
        'invalid',
        messages.invalidMessage(error.message, error.location),
        error.location,
      );
    }
    const text = error instanceof Error ? error.message : String(error);
    return unstarted(options, 'internal', surroundingsText(error) ?? text);
  }
}

/** An attempt in which nothing ran. */
function unstarted(
  options: AttemptOptions,
  outcome: Outcome,
  message: string,
  location?: SourceLocation,
): Attempt {
  return {
    outcome,
    message,
    exitCode: null,
    signal: null,
    stdout: '',
    stderr: '',
    stdoutBytes: 0,
    stderrBytes: 0,
    durationMs: 0,
    exchanges: [],
    args: options.args ?? [],
    seed: options.seed,
    location,
  };
}

/** How a process ended by itself. */
interface End {
  readonly code: number | null;
  readonly signal: string | null;
}

/** One run: whichever limit is reached first decides the outcome, and everything after it is only cleaning up. */
class Run {
  readonly #options: AttemptOptions;
  readonly #stop = new AbortController();
  readonly #capture: Capture;
  #verdict: Outcome | undefined;
  /** Whether it was ended for what it wrote to files, which is a flood like any other. */
  #filled = false;
  #sampling = false;
  #cpuMs = 0;
  #code = '';

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.#capture = new Capture(
      options.limits.outputKiB * 1024,
      () => this.#end('output-limit'),
      options.onEvent,
    );
  }

  async execute(compiled: Compiled): Promise<Attempt> {
    const { limits, sandbox, stdin, standby } = this.#options;
    this.#code = compiled.written;
    const ready =
      (stdin === undefined ? await standby?.take(limits, sandbox) : undefined) ??
      (await standBy({ limits, sandbox, stdin }));
    const { child, folder, marker } = ready;
    let endpoint: Endpoint | undefined;
    try {
      const program = path.join(folder, 'program.mjs');
      writeFileSync(program, compiled.code);
      const token = `sk-agentlings-${randomBytes(18).toString('hex')}`;
      endpoint = await this.#endpoint(token);
      const extra = this.#options.env ?? {};
      const env = submissionEnvironment({ folder, marker, baseURL: endpoint.baseURL, token, extra });
      const args = this.#options.args ?? [];
      const startedAt = performance.now();
      ready.start({ program, args, env });
      const end = await this.#watch(child, marker, folder);
      const durationMs = Math.round(performance.now() - startedAt);
      await closeEndpoint(endpoint);
      return this.#result(end, durationMs, endpoint, marker);
    } finally {
      await endpoint?.close();
      dismiss(ready);
      await removeFolder(folder);
    }
  }

  #endpoint(token: string): Promise<Endpoint> {
    const { seed, knowledge, responder, anyModel, upstream, limits, onEvent } = this.#options;
    return startEndpoint({
      token,
      seed,
      knowledge,
      responder,
      anyModel,
      upstream,
      maxRequests: limits.requests,
      onRequestLimit: () => this.#end('request-limit'),
      onExchange: onEvent && ((exchange) => onEvent({ type: 'exchange', exchange })),
    });
  }

  /** Follows the process to its end, or ends it, and returns how it ended by itself. */
  async #watch(child: Subprocess, marker: string, folder: string): Promise<End> {
    const { pid } = child;
    if (pid === undefined) {
      const { message = 'the process could not be started' } = (await child) as { message?: string };
      throw new Error(message);
    }
    register(pid, marker, folder);
    // The result is read from events and pipes; this promise only must not be left unhandled.
    child.catch(() => undefined);
    this.#capture.listen('stdout', child.stdout);
    this.#capture.listen('stderr', child.stderr);
    const exited = new Promise<End>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) {
        resolve({ code: child.exitCode, signal: child.signalCode });
      }
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    const cancelLimit = limitTime(pid, this.#options.limits.seconds * 1000, () => {
      this.#cpuMs = treeCpuMs(pid);
      this.#end('timeout');
    });
    const cancelFolder = limitFolder(folder, () => this.#overfull());
    const sampler = setInterval(() => void this.#sampleMemory(pid), sampleMs);
    const stop = () => this.#end('stopped');
    this.#options.signal?.addEventListener('abort', stop);
    if (this.#options.signal?.aborted) stop();
    try {
      const stopped = new Promise<undefined>((resolve) => {
        if (this.#stop.signal.aborted) resolve(undefined);
        this.#stop.signal.addEventListener('abort', () => resolve(undefined));
      });
      await Promise.race([exited, stopped]);
      await killTree(pid, marker);
      // The kernel may hold a killed process, for instance in a stalled disk; it must not hold the attempt.
      const end = await within(patienceMs, exited, { code: null, signal: 'SIGKILL' });
      await this.#drain(child);
      if (await isOverfull(folder)) this.#overfull();
      return end;
    } finally {
      cancelLimit();
      cancelFolder();
      clearInterval(sampler);
      this.#options.signal?.removeEventListener('abort', stop);
      unregister(pid);
      this.#capture.close();
    }
  }

  #end(outcome: Outcome): void {
    this.#verdict ??= outcome;
    this.#stop.abort();
  }

  #overfull(): void {
    this.#filled ||= this.#verdict === undefined;
    this.#end('output-limit');
  }

  async #sampleMemory(pid: number): Promise<void> {
    if (this.#sampling) return;
    this.#sampling = true;
    const bytes = await treeMemory(pid).catch(() => undefined);
    this.#sampling = false;
    if (bytes !== undefined && bytes > this.#options.limits.memoryMiB * 1024 * 1024) this.#end('memory');
  }

  /** What is still in the pipes belongs to the output, but nobody may keep us waiting for more. */
  async #drain(child: Subprocess): Promise<void> {
    const streams = [child.stdout, child.stderr];
    await drained(streams, drainMs);
    for (const stream of streams) stream.destroy();
  }

  #result(end: End, durationMs: number, endpoint: Endpoint, marker: string): Attempt {
    const { limits, file, args = [], seed, stdin } = this.#options;
    const stderr = this.#capture.text('stderr');
    const outcome = this.#verdict ?? outcomeOf(end, stderr);
    const logFile = this.#capture.full ? this.#writeLog(marker) : undefined;
    const location = outcome === 'crashed' ? messages.crashLocation(stderr, file) : undefined;
    const texts: Partial<Record<Outcome, () => string>> = {
      timeout: () => messages.timeoutMessage(limits, { cpuMs: this.#cpuMs, code: this.#code }),
      memory: () => messages.memoryMessage(limits),
      'output-limit': () => (this.#filled ? messages.filesMessage : messages.outputMessage(limits, logFile)),
      'request-limit': () => messages.requestMessage(limits),
      stopped: () => messages.stoppedMessage,
      crashed: () =>
        messages.crashMessage(stderr, end.code, end.signal, location, {
          code: this.#code,
          hasInput: stdin !== undefined,
        }),
    };
    return {
      outcome,
      message: texts[outcome]?.() ?? '',
      exitCode: end.code,
      signal: end.signal,
      stdout: this.#capture.text('stdout'),
      stderr,
      stdoutBytes: this.#capture.bytes('stdout'),
      stderrBytes: this.#capture.bytes('stderr'),
      logFile,
      durationMs,
      exchanges: endpoint.exchanges,
      location,
      args,
      seed,
    };
  }

  /** A flood is kept in full as far as it was received; without a place for it the verdict stands all the same. */
  #writeLog(marker: string): string | undefined {
    const { logFolder } = this.#options;
    if (logFolder === undefined) return undefined;
    try {
      mkdirSync(logFolder, { recursive: true });
      const file = path.join(logFolder, `output-${marker.slice(0, 8)}.log`);
      writeFileSync(file, Buffer.concat([this.#capture.raw('stdout'), this.#capture.raw('stderr')]));
      return file;
    } catch {
      return undefined;
    }
  }
}

/** A promise, or something else when it takes too long. */
async function within<T>(ms: number, promise: Promise<T>, otherwise: T): Promise<T> {
  const cancel = new AbortController();
  const late = delay(ms, otherwise, { signal: cancel.signal }).catch(() => otherwise);
  try {
    return await Promise.race([promise, late]);
  } finally {
    cancel.abort();
  }
}

/** Turns of the event loop in which a closed socket says so; it takes one or two. */
const closingTurns = 10;

/** Closes it, and waits until each request that the program left behind is recorded as aborted. */
async function closeEndpoint(endpoint: Endpoint): Promise<void> {
  await endpoint.close();
  for (let turn = 0; turn < closingTurns; turn += 1) {
    if (endpoint.exchanges.every(({ response }) => response.state !== 'pending')) return;
    await nextTurn();
  }
}

/** What stood by is used once, and is gone even when the attempt could not begin. */
function dismiss({ child, marker }: Standby): void {
  const { pid, exitCode, signalCode } = child;
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  killTreeNow(pid, marker);
  unregister(pid);
}

function outcomeOf({ code, signal }: End, stderr: string): Outcome {
  if (code === 0) return 'exited';
  if (isOutOfMemoryEnd(code, signal, stderr)) return 'memory';
  return signal === 'SIGXCPU' ? 'timeout' : 'crashed';
}

function isOutOfMemoryEnd(code: number | null, signal: string | null, stderr: string): boolean {
  return (code !== 0 || signal !== null) && messages.isOutOfMemory(stderr);
}
