import { availableParallelism } from 'node:os';
import { BroadcastChannel } from 'node:worker_threads';
import type { Answer, Responder } from '../model/types.ts';
import { runAttempt } from '../runner/attempt.ts';
import type { StandbyPool } from '../runner/standby.ts';
import type { Attempt } from '../runner/types.ts';
import { hiddenEvent } from './hidden.ts';
import {
  type AttemptRequest,
  channelOf,
  type EngineMessage,
  type GraderMessage,
  type Hook,
  type PlainAnswer,
} from './job.ts';
import { Lanes } from './lanes.ts';
import { LiveOutput } from './live-output.ts';
import { type GradeOptions, type GradeTask, taskId } from './task.ts';
import type { WorkEvent } from './types.ts';

const cores = availableParallelism();
/** Processes side by side. More than cores, because many wait: for the endpoint, or for the time of their next try. */
const atOnce = { all: 6 * cores, timed: 4 * cores, beside: cores };

/** How long the last messages of a grader may take after Vitest has said that it is done. */
const lastMessagesMs = 2_000;

/** The engine's side of the line to its graders: it runs the attempts they ask for, and passes on what they find. */
export class Attempts {
  /** By the tasks' ids. */
  readonly #channels: ReadonlyMap<string, BroadcastChannel>;
  readonly #tasks: ReadonlyMap<string, GradeTask>;
  readonly #options: GradeOptions;
  readonly #knowledge: readonly string[];
  readonly #standby: StandbyPool;
  readonly #open: Set<string>;
  readonly #begun = new Map<string, number>();
  readonly #durations = new Map<string, number>();
  readonly #answers = new Map<number, (message: Extract<GraderMessage, { type: 'answer' }>) => void>();
  readonly #hooks = new Map<string, () => void>();
  readonly #outputs = new Map<string, LiveOutput>();
  readonly #lanes: Lanes;
  #closed = false;
  #calls = 0;
  #heardLast: () => void = () => undefined;

  constructor(
    channel: string,
    tasks: readonly GradeTask[],
    options: GradeOptions,
    knowledge: readonly string[],
    standby: StandbyPool,
  ) {
    this.#tasks = new Map(tasks.map((task) => [taskId(task), task]));
    this.#open = new Set(this.#tasks.keys());
    this.#options = options;
    const { attemptsAtOnce: most } = options;
    this.#lanes = new Lanes(most === undefined ? atOnce : { all: most, timed: most, beside: most });
    this.#knowledge = knowledge;
    this.#standby = standby;
    this.#channels = new Map(
      [...this.#tasks.keys()].map((id) => {
        const line = new BroadcastChannel(channelOf(channel, id));
        line.onmessage = (event: unknown) => this.#hear((event as { data: GraderMessage }).data);
        return [id, line];
      }),
    );
  }

  /** Milliseconds from a task's first attempt to its last check. */
  durationOf(id: string): number | undefined {
    return this.#durations.get(id);
  }

  /** Messages between threads may come after Vitest's own; a broken grader never sends its last. */
  async heardAll(): Promise<void> {
    if (this.#open.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lastMessagesMs);
      this.#heardLast = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Nobody waits for results any more: programs that are still being ended, as after a stop, tell them to no one. */
  close(): void {
    this.#closed = true;
    this.#lanes.clear();
    for (const line of this.#channels.values()) line.close();
  }

  #hear(message: GraderMessage): void {
    const id = message.task;
    switch (message.type) {
      case 'attempt':
        this.#begun.set(id, this.#begun.get(id) ?? performance.now());
        this.#lanes.add(() => this.#run(id, message.request), message.request.timed);
        return;
      case 'answer':
        this.#answers.get(message.call)?.(message);
        this.#answers.delete(message.call);
        return;
      case 'hook-done':
        this.#hooks.get(`${message.call} ${message.hook}`)?.();
        return;
      case 'await-output':
        void this.#awaitOutput(message);
        return;
      case 'check':
        this.#options.onEvent?.(id, { type: 'check', check: message.check });
        return;
      case 'done':
        this.#done(id);
    }
  }

  #done(id: string): void {
    this.#open.delete(id);
    this.#durations.set(id, performance.now() - (this.#begun.get(id) ?? performance.now()));
    if (this.#open.size === 0) this.#heardLast();
  }

  async #run(id: string, request: AttemptRequest): Promise<void> {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    const { index, title, args, env, stdin, seed, scripted, hidden } = request;
    const tell = this.#teller(id, hidden);
    tell({ type: 'attempt-started', attempt: index, title, args, stdin, hidden });
    const output = new LiveOutput();
    this.#outputs.set(`${id} ${index}`, output);
    const result: Attempt = await runAttempt({
      file: task.file,
      args,
      env,
      stdin,
      seed,
      limits: task.exercise.limits,
      logFolder: this.#options.logFolder,
      sandbox: this.#options.sandbox,
      knowledge: this.#knowledge,
      responder: scripted ? this.#responder(id, index) : undefined,
      signal: this.#options.signal,
      standby: this.#standby,
      onEvent: (event) => {
        if (event.type === 'output' && event.stream === 'stdout') output.hear(event.text);
        tell({ attempt: index, ...event });
      },
    });
    tell({ type: 'attempt-ended', attempt: index, result });
    this.#send({ type: 'result', task: id, index, result });
  }

  #teller(id: string, hidden: boolean): (event: WorkEvent) => void {
    const { onEvent, revealHidden } = this.#options;
    return (event) => {
      const shown = hidden && revealHidden !== true ? hiddenEvent(event) : event;
      if (shown !== undefined) onEvent?.(id, shown);
    };
  }

  /** Answers that the grader gives, from its own thread. */
  #responder(id: string, index: number): Responder {
    return (request, context) =>
      new Promise<Answer>((resolve, reject) => {
        this.#calls += 1;
        const call = this.#calls;
        this.#answers.set(call, ({ answer, error }) => {
          if (answer === undefined) reject(new Error(error ?? 'the grader gave no answer'));
          else resolve(this.#withHooks(answer, id, call));
        });
        this.#send({ type: 'respond', task: id, call, index, request, context });
      });
  }

  #withHooks({ hooks, ...answer }: PlainAnswer, id: string, call: number): Answer {
    const functions = hooks.map((hook) => [hook, () => this.#callHook(id, call, hook)] as const);
    return { ...answer, ...Object.fromEntries(functions) };
  }

  async #awaitOutput({
    task: id,
    index,
    wait,
    text,
    timeoutMs,
  }: Extract<GraderMessage, { type: 'await-output' }>): Promise<void> {
    const printed = await this.#outputs.get(`${id} ${index}`)?.printed(text, timeoutMs);
    this.#send({ type: 'awaited', task: id, wait, printed: printed ?? false });
  }

  #callHook(id: string, call: number, hook: Hook): Promise<void> {
    return new Promise((resolve) => {
      this.#hooks.set(`${call} ${hook}`, resolve);
      this.#send({ type: 'hook', task: id, call, hook });
    });
  }

  #send(message: EngineMessage): void {
    if (!this.#closed) this.#channels.get(message.task)?.postMessage(message);
  }
}
