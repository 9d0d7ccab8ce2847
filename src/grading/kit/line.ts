import { BroadcastChannel } from 'node:worker_threads';
import type { EngineMessage, GraderMessage } from '../job.ts';
import type { WorkEvent } from '../types.ts';

/**
 * A grader's line to the engine. Graders run in Vitest's worker threads; a `BroadcastChannel` joins the threads
 * of this process, and nothing outside it can listen or speak.
 */
export class Line {
  readonly #channel: BroadcastChannel;
  readonly #exerciseId: string;
  readonly #stop = new AbortController();

  constructor(channel: string, exerciseId: string) {
    this.#exerciseId = exerciseId;
    this.#channel = new BroadcastChannel(channel);
    this.#channel.onmessage = (message: unknown) => {
      const { data } = message as { data: EngineMessage | GraderMessage };
      if (data.type === 'stop') this.#stop.abort();
    };
    this.#channel.unref();
  }

  /** Aborted when the engine wants the attempts to end. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  send(event: WorkEvent): void {
    this.#post({ type: 'event', exerciseId: this.#exerciseId, event });
  }

  close(): void {
    this.#post({ type: 'done', exerciseId: this.#exerciseId });
    this.#channel.close();
  }

  #post(message: GraderMessage): void {
    this.#channel.postMessage(message);
  }
}
