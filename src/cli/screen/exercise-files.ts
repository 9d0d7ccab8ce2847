import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isSameText } from '../../files/same-text.ts';
import type { Glyphs, Theme } from '../../render/theme.ts';
import type { Event } from '../../tui/events.ts';
import { findExercise } from '../../workshop/lookup.ts';
import type { Context } from '../context.ts';

/** What the screen does with an exercise's files: compare them, keep them, put others in their place. */
export class ExerciseFiles {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** How the learner's file differs from the reference solution, and the solution. */
  async solution(
    exerciseId: string,
    look: { readonly width: number; readonly theme: Theme; readonly glyphs: Glyphs },
  ): Promise<Event> {
    const { solutionPath } = this.#exercise(exerciseId);
    const solution = readFileSync(solutionPath, 'utf8');
    const [{ renderDiff }, { renderSource }] = await Promise.all([
      import('../../render/diff.ts'),
      import('../../render/source.ts'),
    ]);
    const names = ['your file', 'the solution'] as const;
    const difference = renderDiff(this.#text(exerciseId) ?? '', solution, { ...look, names });
    const text = renderSource(solution, 'ts', look);
    return { type: 'solution', exerciseId, solution: { width: look.width, difference, text } };
  }

  /** @returns what to tell the learner */
  applySolution(exerciseId: string): string {
    const { solutionPath } = this.#exercise(exerciseId);
    this.#replace(exerciseId, readFileSync(solutionPath, 'utf8'), `the solution of ${exerciseId}`);
    return 'The solution is in your file. u brings your text back.';
  }

  versions(exerciseId: string): Event {
    const now = this.#text(exerciseId);
    const versions = this.#context.history
      .list(exerciseId)
      .map(({ text, ...version }) => ({ ...version, current: now !== undefined && isSameText(text, now) }));
    return { type: 'history', exerciseId, versions };
  }

  /** What a version would change in the learner's file. */
  async version(
    exerciseId: string,
    number: number,
    look: { readonly width: number; readonly theme: Theme; readonly glyphs: Glyphs },
  ): Promise<Event> {
    const { renderDiff } = await import('../../render/diff.ts');
    const names = ['your file', `version ${number}`] as const;
    const before = this.#text(exerciseId) ?? '';
    const difference = renderDiff(before, this.#version(exerciseId, number), { ...look, names });
    return { type: 'version', exerciseId, number, width: look.width, difference };
  }

  /** @returns what to tell the learner */
  applyVersion(exerciseId: string, number: number): string {
    this.#replace(exerciseId, this.#version(exerciseId, number), `version ${number} of ${exerciseId}`);
    return `Version ${number} is in your file. u brings your text back.`;
  }

  /** @returns what to tell the learner */
  reset(exerciseId: string): string {
    const { starterPath } = this.#exercise(exerciseId);
    this.#replace(exerciseId, readFileSync(starterPath, 'utf8'), `reset ${exerciseId}`);
    return 'The starter is back. u brings your text back.';
  }

  /** Undoes the latest of all these. @returns what to tell the learner */
  undo(): string {
    const entry = this.#context.undo.undo();
    return entry === undefined
      ? 'There is nothing to undo.'
      : `Undone: ${entry.action}. ${path.basename(entry.file)} is as it was.`;
  }

  #exercise(exerciseId: string) {
    return findExercise(this.#context.workshop, exerciseId);
  }

  #text(exerciseId: string): string | undefined {
    const { submissionPath } = this.#exercise(exerciseId);
    return existsSync(submissionPath) ? readFileSync(submissionPath, 'utf8') : undefined;
  }

  #version(exerciseId: string, number: number): string {
    const version = this.#context.history.list(exerciseId).find((each) => each.number === number);
    if (version === undefined) throw new Error(`Version ${number} of ${exerciseId} is gone.`);
    return version.text;
  }

  #replace(exerciseId: string, text: string, action: string): void {
    this.#context.undo.replace(this.#exercise(exerciseId).submissionPath, text, action);
  }
}
