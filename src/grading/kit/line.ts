import { BroadcastChannel } from 'node:worker_threads';
import type { Answer } from '../../model/types.ts';
import type { Attempt } from '../../runner/types.ts';
import {
  type AttemptRequest,
  channelOf,
  type EngineMessage,
  type GraderMessage,
  type Hook,
  type PlainAnswer,
} from '../job.ts';
import type { CheckResult } from '../types.ts';
import type { Awaited } from './evidence.ts';
import type { ScenarioResponder } from './scenario.ts';

/** Ends well within an attempt's time limit, so that a program that prints nothing yet still gets to its end. */
const longestWaitMs = 2_500;

type Unaddressed<T> = T extends unknown ? Omit<T, 'task'> : never;

/**
 * A grader's line to the engine. Graders run in Vitest's worker threads, attempts in the engine's thread, where what
 * takes long to load stays loaded. A `BroadcastChannel` joins the threads of this process; nothing outside it can listen.
 */
export class Line {
  readonly #channel: BroadcastChannel;
  readonly #task: string;
  readonly #waiting = new Map<number, (result: Attempt) => void>();
  readonly #responders = new Map<number, ScenarioResponder>();
  readonly #answers = new Map<number, Answer>();
  readonly #waits = new Map<number, (printed: boolean) => void>();
  readonly #awaited = new Map<number, Awaited[]>();
  #waitsBegun = 0;
  #fault: Error | undefined;

  constructor(channel: string, task: string) {
    this.#task = task;
    this.#channel = new BroadcastChannel(channelOf(channel, task));
    this.#channel.onmessage = (event: unknown) => void this.#hear((event as { data: EngineMessage }).data);
  }

  /** Has the engine run a scenario. */
  attempt(
    request: Omit<AttemptRequest, 'scripted'>,
    responder: ScenarioResponder | undefined,
  ): Promise<Attempt> {
    if (responder !== undefined) this.#responders.set(request.index, responder);
    return new Promise((resolve) => {
      this.#waiting.set(request.index, resolve);
      this.#send({ type: 'attempt', request: { ...request, scripted: responder !== undefined } });
    });
  }

  /** What a responder of this grader threw: then no evidence can be trusted. */
  get fault(): Error | undefined {
    return this.#fault;
  }

  /** What an attempt's responder has waited for, in the order in which the waits ended. */
  awaited(index: number): readonly Awaited[] {
    return this.#awaited.get(index) ?? [];
  }

  check(check: CheckResult): void {
    this.#send({ type: 'check', check });
  }

  close(): void {
    this.#send({ type: 'done' });
    this.#channel.close();
  }

  async #hear(message: EngineMessage): Promise<void> {
    if (message.type === 'result') this.#waiting.get(message.index)?.(message.result);
    if (message.type === 'respond') await this.#respond(message);
    if (message.type === 'awaited') this.#waits.get(message.wait)?.(message.printed);
    if (message.type === 'hook') await this.#runHook(message.call, message.hook);
  }

  async #respond({
    call,
    index,
    request,
    context,
  }: Extract<EngineMessage, { type: 'respond' }>): Promise<void> {
    try {
      const responder = this.#responders.get(index);
      if (responder === undefined) throw new Error('this scenario has no responder');
      const answer = await responder(request, {
        ...context,
        printed: (text, timeoutMs = longestWaitMs) => this.#printed(index, text, timeoutMs),
      });
      this.#answers.set(call, answer);
      this.#send({ type: 'answer', call, answer: plain(answer) });
    } catch (error) {
      this.#fault ??= error instanceof Error ? error : new Error(String(error));
      this.#send({ type: 'answer', call, error: this.#fault.message });
    }
  }

  #printed(index: number, text: string, timeoutMs: number): Promise<boolean> {
    this.#waitsBegun += 1;
    const wait = this.#waitsBegun;
    return new Promise((resolve) => {
      this.#waits.set(wait, (printed) => {
        this.#awaited.set(index, [...this.awaited(index), { text, printed }]);
        resolve(printed);
      });
      this.#send({ type: 'await-output', index, wait, text, timeoutMs });
    });
  }

  async #runHook(call: number, hook: Hook): Promise<void> {
    const answer = this.#answers.get(call);
    const run = answer !== undefined && hook in answer ? Reflect.get(answer, hook) : undefined;
    if (typeof run === 'function') await run();
    this.#send({ type: 'hook-done', call, hook });
  }

  #send(message: Unaddressed<GraderMessage>): void {
    this.#channel.postMessage({ ...message, task: this.#task });
  }
}

/** Functions can't be told between threads; that they exist can. */
function plain(answer: Answer): PlainAnswer {
  if (answer.kind === 'reply') {
    const { before, holdEnd, ...rest } = answer;
    return {
      ...rest,
      hooks: [...(before ? (['before'] as const) : []), ...(holdEnd ? (['holdEnd'] as const) : [])],
    };
  }
  if (answer.kind === 'error') {
    const { before, ...rest } = answer;
    return { ...rest, hooks: before ? ['before'] : [] };
  }
  return { ...answer, hooks: [] };
}
