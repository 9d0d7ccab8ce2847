import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from '../../files/atomic.ts';
import { shownPath } from '../../files/shown-path.ts';
import type { ExerciseResult } from '../../grading/types.ts';
import { withAnswer } from '../../progress/answers.ts';
import { progressCode } from '../../progress/code.ts';
import type { Progress } from '../../progress/progress.ts';
import {
  withHand,
  withHints,
  withLessonRead,
  withPosition,
  withSolutionSeen,
} from '../../progress/progress.ts';
import { diskProblem } from '../../progress/session.ts';
import { type Settings, SettingsStore } from '../../progress/settings.ts';
import type { ColorDepth } from '../../render/color.ts';
import { type ThemeName, themeFor } from '../../render/theme.ts';
import type { Dispatch } from '../../tui/app.ts';
import type { Effect } from '../../tui/effects.ts';
import type { Event } from '../../tui/events.ts';
import type { TuiScreen } from '../../tui/screen.ts';
import type { Notice } from '../../tui/state.ts';
import { unsavedWords } from '../../tui/unsaved-texts.ts';
import { splitFrontMatter } from '../../workshop/front-matter.ts';
import { allItems, findExercise, itemKey } from '../../workshop/lookup.ts';
import { handSentence } from '../commands/hand.ts';
import type { SessionContext } from '../context.ts';
import { terminalGlyphs } from '../plain-theme.ts';
import { saveProgram } from '../playground/save.ts';
import { configuredProvider } from '../provider-name.ts';
import { recordGrades } from '../record.ts';
import { WorkbenchClient } from '../workbench/client.ts';
import type { WorkbenchMessage } from '../workbench/protocol.ts';
import { openInEditor } from './editor.ts';
import { ExerciseFiles } from './exercise-files.ts';
import { SaveWatcher } from './watcher.ts';

/** Carries out what the screen asks for: the one place where the screen meets files and processes. */
export class EffectInterpreter {
  readonly #context: SessionContext;
  readonly #screen: TuiScreen;
  readonly #files: ExerciseFiles;
  #theme: ThemeName;
  #colors: ColorDepth;
  readonly #quit: () => void;
  #workbench: WorkbenchClient | undefined;
  #watcher: SaveWatcher | undefined;
  #warming: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    context: SessionContext,
    screen: TuiScreen,
    theme: ThemeName,
    colors: ColorDepth,
    quit: () => void,
  ) {
    this.#context = context;
    this.#files = new ExerciseFiles(context);
    this.#screen = screen;
    this.#theme = theme;
    this.#colors = colors;
    this.#quit = quit;
  }

  /** Starts the process that runs and grades, after the first picture is on the screen. */
  warm(dispatch: Dispatch): void {
    this.#warming = setTimeout(() => {
      this.#work(dispatch).start();
      this.#workbench?.guardTerminal(true);
    }, 50);
    this.#warming.unref();
  }

  interpret(effect: Effect, dispatch: Dispatch): void {
    void this.#carryOut(effect, dispatch).catch((error: unknown) => {
      dispatch(bad(reasonOf(error)));
    });
  }

  close(): void {
    // A process started from now on would keep this one from ending.
    clearTimeout(this.#warming);
    this.#closed = true;
    this.#watcher?.close();
    this.#workbench?.close();
  }

  async #carryOut(effect: Effect, dispatch: Dispatch): Promise<void> {
    switch (effect.type) {
      case 'theme':
        this.#theme = effect.name;
        return this.#remember({ theme: effect.name }, dispatch);
      case 'colors':
        this.#colors = effect.colors;
        return;
      case 'render':
        return this.#render(effect.key, effect.width, dispatch);
      case 'run':
        return this.#work(dispatch).send({
          type: 'run',
          id: effect.runId,
          exerciseId: effect.exerciseId,
          live: effect.live,
        });
      case 'grade':
        return this.#work(dispatch).send({
          type: 'grade',
          id: effect.runId,
          exerciseId: effect.exerciseId,
        });
      case 'stop':
        return this.#work(dispatch).send({ type: 'stop', id: effect.runId });
      case 'watch':
        return this.#watch(effect.exerciseId, dispatch);
      case 'unwatch':
        this.#watcher?.close();
        this.#watcher = undefined;
        return;
      case 'edit':
        return this.#edit(effect.exerciseId, effect.line, dispatch);
      case 'save-grade':
        return this.#saveGrade(effect.result, dispatch);
      case 'save-hints': {
        const { points } = findExercise(this.#context.workshop, effect.exerciseId);
        return this.#save(dispatch, (progress) =>
          withHints(progress, effect.exerciseId, effect.count, points),
        );
      }
      case 'save-solution-seen': {
        const { points } = findExercise(this.#context.workshop, effect.exerciseId);
        return this.#save(dispatch, (progress) =>
          withSolutionSeen(progress, effect.exerciseId, points, new Date()),
        );
      }
      case 'render-solution':
        return dispatch(await this.#files.solution(effect.exerciseId, this.#look(effect.width)));
      case 'apply-solution':
        return dispatch(info(this.#files.applySolution(effect.exerciseId)));
      case 'read-history':
        return dispatch(this.#files.versions(effect.exerciseId));
      case 'render-version': {
        const { exerciseId, number, width } = effect;
        return dispatch(await this.#files.version(exerciseId, number, this.#look(width)));
      }
      case 'apply-version':
        return dispatch(info(this.#files.applyVersion(effect.exerciseId, effect.number)));
      case 'save-lesson-read':
        return this.#save(dispatch, (progress) => withLessonRead(progress, effect.lessonId, new Date()));
      case 'save-hand':
        this.#save(dispatch, (progress) => withHand(progress, effect.raised, new Date()));
        return dispatch(
          info(handSentence(effect.raised, new SettingsStore(this.#context.state).load().room?.name)),
        );
      case 'tell-code':
        return this.#tellCode(dispatch);
      case 'save-answer': {
        const { lessonId, questionId, option, right } = effect;
        return this.#save(dispatch, (progress) =>
          withAnswer(progress, lessonId, questionId, { option, right }, new Date()),
        );
      }
      case 'save-position':
        return this.#save(dispatch, (progress) =>
          withPosition(progress, effect.itemId, effect.scroll, effect.lines),
        );
      case 'reset':
        return dispatch(info(this.#files.reset(effect.exerciseId)));
      case 'undo':
        return dispatch(info(this.#files.undo()));
      case 'ask':
        return this.#work(dispatch).send({
          type: 'ask',
          id: effect.askId,
          request: effect.request,
          live: effect.live,
        });
      case 'read-provider':
        return dispatch({ type: 'provider', ...(await configuredProvider(this.#context.workshop.root)) });
      case 'count-tokens':
        return this.#work(dispatch).send(effect);
      case 'save-program':
        return this.#saveProgram(effect, dispatch);
      case 'copy':
        return this.#copy(effect.text, effect.fileName, dispatch);
      case 'mouse':
        this.#screen.setMouse(effect.on);
        return this.#remember({ mouse: effect.on }, dispatch);
      case 'suspend':
        this.#screen.stopProcess();
        return;
      case 'quit':
        this.#quit();
    }
  }

  async #render(key: string, width: number, dispatch: Dispatch): Promise<void> {
    const item = allItems(this.#context.workshop).find((each) => itemKey(each) === key);
    if (item === undefined) return;
    const file = item.kind === 'lesson' ? item.path : item.readmePath;
    const source = readFileSync(file, 'utf8');
    const { renderMarkdown } = await import('../../render/markdown.ts');
    const body = splitFrontMatter(source)?.body ?? source;
    const rendered = await renderMarkdown(body, { ...this.#look(width), sideways: true });
    dispatch({ type: 'document', key, width, rendered });
  }

  #tellCode(dispatch: Dispatch): void {
    const { workshop, progress } = this.#context;
    const code = progressCode(allItems(workshop), progress.load().progress);
    this.#screen.copy(code);
    dispatch(info(`Your progress code: ${code}`));
  }

  #copy(text: string, fileName: string, dispatch: Dispatch): void {
    const file = path.join(this.#context.state, fileName);
    this.#screen.copy(text);
    writeAtomically(file, text);
    dispatch(info(`Copied, where the terminal allows it. It is in ${shownPath(file)} too.`));
  }

  #look(width: number) {
    return { width, theme: themeFor(this.#theme, this.#colors), glyphs: terminalGlyphs() };
  }

  #work(dispatch: Dispatch): WorkbenchClient {
    this.#workbench ??= new WorkbenchClient(this.#context.workshop.root, (message) => {
      const event = eventOf(message);
      if (event !== undefined) dispatch(event);
    });
    return this.#workbench;
  }

  async #watch(exerciseId: string, dispatch: Dispatch): Promise<void> {
    this.#watcher?.close();
    const { submissionPath } = findExercise(this.#context.workshop, exerciseId);
    this.#watcher = new SaveWatcher(submissionPath, {
      onSave: () => dispatch({ type: 'saved', exerciseId }),
      onUnreported: () => dispatch({ type: 'saves-unreported' }),
    });
    await this.#watcher.start();
  }

  async #edit(exerciseId: string, line: number | undefined, dispatch: Dispatch): Promise<void> {
    const { submissionPath } = findExercise(this.#context.workshop, exerciseId);
    const notice = await openInEditor(submissionPath, line, (work) => this.#lend(work));
    dispatch({ type: 'notice', notice });
  }

  /** What has the terminal meanwhile puts it back itself. */
  async #lend(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#workbench?.guardTerminal(false);
    try {
      await this.#screen.suspend(work);
    } finally {
      if (!this.#closed) this.#workbench?.guardTerminal(true);
    }
  }

  #save(dispatch: Dispatch, change: (progress: Progress) => Progress): void {
    const progress = this.#context.progress.update(change);
    dispatch({ type: 'progress', progress, unsaved: this.#context.progress.problem });
  }

  #remember(settings: Settings, dispatch: Dispatch): void {
    try {
      new SettingsStore(this.#context.state).save(settings);
    } catch (error) {
      const problem = diskProblem(error);
      if (problem === undefined) throw error;
      dispatch(bad(`Until you quit only: ${unsavedWords[problem]}.`));
    }
  }

  #saveGrade(result: ExerciseResult, dispatch: Dispatch): void {
    const { progress } = this.#context;
    try {
      recordGrades(this.#context, [result]);
    } catch (error) {
      // The verdict is noted by then; what could not be kept is this version of the file.
      const problem = diskProblem(error);
      if (problem === undefined) throw error;
      if (progress.problem === undefined)
        dispatch(bad(`This version is not in History: ${unsavedWords[problem]}.`));
    }
    dispatch({ type: 'progress', progress: progress.load().progress, unsaved: progress.problem });
  }

  #saveProgram({ name, request }: Extract<Effect, { type: 'save-program' }>, dispatch: Dispatch): void {
    const { command } = saveProgram(this.#context.workshop.root, name, request);
    dispatch(info(`Saved. Run it with: ${command}`));
  }
}

function bad(text: string): { type: 'notice'; notice: Notice } {
  return { type: 'notice', notice: { kind: 'bad', text } };
}

/** A disk that takes nothing is nobody's fault here, and needs no code of the system's. */
function reasonOf(error: unknown): string {
  const problem = diskProblem(error);
  if (problem !== undefined) return `Nothing was changed: ${unsavedWords[problem]}.`;
  return error instanceof Error ? error.message : String(error);
}

function info(text: string): { type: 'notice'; notice: Notice } {
  return { type: 'notice', notice: { kind: 'info', text } };
}

/** What the workbench tells, as the screen's events; `undefined` for what the screen need not know. */
function eventOf(message: WorkbenchMessage): Event | undefined {
  switch (message.type) {
    case 'ready':
      return undefined;
    case 'event':
      return { type: 'work', runId: message.id, event: message.event };
    case 'graded':
      return { type: 'graded', runId: message.id, result: message.result };
    case 'ran':
      return { type: 'ran', runId: message.id, closing: message.closing };
    case 'chunk':
      return { type: 'chunk', askId: message.id, text: message.text };
    case 'answer':
      return { type: 'answered', askId: message.id, answer: message.answer };
    case 'counted':
      return message;
    case 'failed':
      return { type: 'failed', runId: message.id, message: message.message };
    default:
      return { type: message.type, runId: message.id };
  }
}
