import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { listenerFlag, noInspectorFlags } from '../../runner/inspector.ts';
import { buildFolder } from '../../runner/project.ts';
import type { WorkbenchMessage, WorkbenchRequest } from './protocol.ts';

/**
 * The screen's side of the workbench process. When that process dies, whatever it was doing is reported as failed, and
 * the next request starts a new one.
 */
export class WorkbenchClient {
  readonly #workshopRoot: string;
  readonly #listener: (message: WorkbenchMessage) => void;
  readonly #open = new Set<number>();
  #child: ChildProcess | undefined;
  #guarding = false;

  constructor(workshopRoot: string, listener: (message: WorkbenchMessage) => void) {
    this.#workshopRoot = workshopRoot;
    this.#listener = listener;
  }

  /** Starts the process ahead of the first request, so that the first grade is fast. */
  start(): void {
    this.#process();
  }

  send(request: WorkbenchRequest): void {
    if ('id' in request && request.type !== 'stop') this.#open.add(request.id);
    this.#process().send(request);
  }

  /** Has the process put the terminal back should this one be killed, or no more. */
  guardTerminal(on: boolean): void {
    this.#guarding = on;
    if (this.#child?.connected === true) this.#child.send({ type: 'guard-terminal', on });
  }

  close(): void {
    this.guardTerminal(false);
    const child = this.#child;
    this.#child = undefined;
    if (child?.connected === true) child.disconnect();
  }

  #process(): ChildProcess {
    if (this.#child !== undefined) return this.#child;
    const child = fork(path.join(buildFolder(), 'workbench.js'), [this.#workshopRoot], {
      // Nothing it prints may reach the screen.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      execArgv: [...process.execArgv, listenerFlag, ...noInspectorFlags],
    });
    child.on('message', (message: WorkbenchMessage) => {
      if ('id' in message && message.type !== 'event' && message.type !== 'chunk')
        this.#open.delete(message.id);
      this.#listener(message);
    });
    child.on('error', () => this.#lost(child, 'it could not be started'));
    child.on('exit', (code, signal) => this.#lost(child, signal === null ? `exit status ${code}` : signal));
    this.#child = child;
    if (this.#guarding) this.guardTerminal(true);
    return child;
  }

  #lost(child: ChildProcess, reason: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    const message = `The process that runs, grades and asks has ended (${reason}). Try again: a new one starts, and nothing is lost.`;
    for (const id of this.#open) this.#listener({ type: 'failed', id, message });
    this.#open.clear();
  }
}
