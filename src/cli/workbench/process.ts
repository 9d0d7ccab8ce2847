import path from 'node:path';
import { GradeStopped, GradingEngine } from '../../grading/engine.ts';
import { newSeed } from '../../grading/seed.ts';
import { countMessages, PlaygroundSession } from '../../model/playground/session.ts';
import { killAllAttempts, runAttempt } from '../../runner/attempt.ts';
import { defaultSandbox } from '../../runner/sandbox.ts';
import { loadWorkshop } from '../../workshop/load.ts';
import { findExercise } from '../../workshop/lookup.ts';
import { logCrash } from '../log.ts';
import { gradingKit } from '../root.ts';
import { stateFolder } from '../state-folder.ts';
import { restoreAbandonedTerminal } from './abandoned.ts';
import { askProvider, liveRun } from './live.ts';
import type { WorkbenchMessage, WorkbenchRequest } from './protocol.ts';

/**
 * The process that runs and grades for the screen, so that keys stay live whatever happens here. It keeps Vitest and
 * the model endpoint's code loaded between grades. Started by `client.ts` with the workshop's root as its argument;
 * it ends when its parent does.
 */
const root = process.argv[2] ?? '';
const workshop = loadWorkshop(root, path.join(stateFolder(root), 'cache', 'workshop.json'));
const engine = new GradingEngine(workshop, gradingKit(), true);
const logFolder = path.join(stateFolder(root), 'logs');
const sandbox = defaultSandbox();
const running = new Map<number, AbortController>();
let guarding = false;

/** To nobody, when the screen was killed: an error of the channel would end this process before it has cleaned up. */
function send(message: WorkbenchMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

async function grade(id: number, exerciseId: string, signal: AbortSignal): Promise<WorkbenchMessage> {
  const exercise = findExercise(workshop, exerciseId);
  const [result] = await engine.grade([{ exercise, file: exercise.submissionPath }], {
    seed: newSeed(),
    sandbox,
    signal,
    logFolder,
    onEvent: (_exerciseId, event) => send({ type: 'event', id, event }),
  });
  if (result === undefined) throw new Error(`No verdict came for ${exerciseId}.`);
  return { type: 'graded', id, result };
}

type RunRequest = Extract<WorkbenchRequest, { type: 'run' }>;

async function run({ id, exerciseId, live }: RunRequest, signal: AbortSignal): Promise<WorkbenchMessage> {
  const exercise = findExercise(workshop, exerciseId);
  const provider = live ? await liveRun(root, stateFolder(root), exercise.limits) : undefined;
  send({ type: 'event', id, event: { type: 'attempt-started', attempt: 0, title: '', args: exercise.args } });
  const attempt = await runAttempt({
    file: exercise.submissionPath,
    args: exercise.args,
    limits: provider?.limits ?? exercise.limits,
    upstream: provider?.upstream,
    sandbox,
    seed: newSeed(),
    knowledge: workshop.knowledge,
    standby: engine.standby,
    signal,
    logFolder,
    onEvent: (event) => send({ type: 'event', id, event: { attempt: 0, ...event } }),
  });
  send({ type: 'event', id, event: { type: 'attempt-ended', attempt: 0, result: attempt } });
  if (attempt.outcome === 'stopped') return { type: 'stopped', id };
  return { type: 'ran', id, closing: provider?.closing(attempt) };
}

/** One for as long as this process lives: replies at temperature 0 repeat themselves. */
const playground = new PlaygroundSession({ seed: newSeed(), knowledge: workshop.knowledge, paceMs: 25 });

type AskRequest = Extract<WorkbenchRequest, { type: 'ask' }>;

async function ask({ id, request, live }: AskRequest, signal: AbortSignal): Promise<WorkbenchMessage> {
  const options = { signal, onText: (text: string) => send({ type: 'chunk', id, text }) };
  const answer = live
    ? await askProvider(root, stateFolder(root), request, options)
    : await playground.ask(request, options);
  return { type: 'answer', id, answer };
}

async function count({
  chatId,
  messages,
}: Extract<WorkbenchRequest, { type: 'count-tokens' }>): Promise<void> {
  const counts = await countMessages(messages);
  const tokens = new Map(messages.map(({ id }, index) => [id, counts[index] ?? 0]));
  send({ type: 'counted', chatId, tokens });
}

function work(request: StartingRequest, signal: AbortSignal): Promise<WorkbenchMessage> {
  switch (request.type) {
    case 'grade':
      return grade(request.id, request.exerciseId, signal);
    case 'run':
      return run(request, signal);
    case 'ask':
      return ask(request, signal);
  }
}

type StartingRequest = Exclude<WorkbenchRequest, { type: 'stop' | 'count-tokens' | 'guard-terminal' }>;

async function handle(request: WorkbenchRequest): Promise<void> {
  if (request.type === 'count-tokens') return count(request);
  if (request.type === 'guard-terminal') {
    guarding = request.on;
    return;
  }
  if (request.type === 'stop') {
    running.get(request.id)?.abort();
    return;
  }
  const { id } = request;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    send(await work(request, controller.signal));
  } catch (error) {
    if (error instanceof GradeStopped) send({ type: 'stopped', id });
    else {
      logCrash(error);
      send({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    }
  } finally {
    running.delete(id);
  }
}

function abandoned(): void {
  if (guarding) restoreAbandonedTerminal();
  end();
}

function end(): void {
  killAllAttempts();
  process.exit(0);
}

process.on('message', (request: WorkbenchRequest) => void handle(request));
process.on('disconnect', abandoned);
// The parent may have ended while this was loading; what it had sent before is told first.
if (!process.connected) setImmediate(abandoned);
process.on('SIGTERM', end);
// Ctrl-C reaches the whole foreground group; the screen decides what it means.
process.on('SIGINT', () => undefined);
await engine.warm();
send({ type: 'ready' });
