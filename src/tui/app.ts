import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { isAnswering } from './playground/chats.ts';
import type { TuiScreen } from './screen.ts';
import { initialState, runningWork, type State, type TuiInput } from './state.ts';
import { update } from './update.ts';
import { view } from './view.ts';

/** Draws are put off by this much, so that a burst of events costs one. A sixtieth of a second. */
const frameMs = 16;
const tickMs = 100;
/** Of the time, drawing what a program does takes at most one part in so many. */
const patience = 4;
/** Events that somebody at the terminal makes. */
const byHand: ReadonlySet<Event['type']> = new Set(['key', 'mouse', 'paste', 'resize']);

export type Dispatch = (event: Event) => void;

export interface AppOptions {
  readonly input: TuiInput;
  readonly screen: TuiScreen;
  /** Carries an effect out; what comes of it is dispatched as events. */
  readonly interpret: (effect: Effect, dispatch: Dispatch) => void;
}

/**
 * The loop: an event makes a new state and effects, the state is drawn, the effects are carried out. It runs until
 * `stop` is called.
 */
export class App {
  readonly #screen: TuiScreen;
  readonly #interpret: AppOptions['interpret'];
  #state: State;
  #lastDraw = 0;
  /** Milliseconds that the latest one took. */
  #drawTook = 0;
  /** When the next one is due. */
  #due = 0;
  #drawing: NodeJS.Timeout | undefined;
  #ticking: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor({ input, screen, interpret }: AppOptions) {
    this.#screen = screen;
    this.#interpret = interpret;
    this.#state = initialState(input);
  }

  /** Draws the first frame and takes events from then on. */
  start(): void {
    this.#screen.onKey((key) => this.dispatch({ type: 'key', key }));
    this.#screen.onPaste((text) => this.dispatch({ type: 'paste', text }));
    this.#screen.onMouse((report) => this.dispatch({ type: 'mouse', ...report }));
    this.#screen.setMouse(this.#state.mouse);
    this.#screen.onColors((colors) => this.dispatch({ type: 'colors', colors }));
    this.#screen.onResize((size) => this.dispatch({ type: 'resize', size }));
    const [state, effects] = update(this.#state, { type: 'start', at: Date.now() });
    this.#state = state;
    this.#draw();
    // The first picture comes before anything that takes time.
    setImmediate(() => {
      this.#carryOut(effects);
      this.dispatch({ type: 'resize', size: this.#screen.size() });
    });
  }

  readonly dispatch: Dispatch = (event) => {
    if (this.#stopped) return;
    const [state, effects] = update(this.#state, { ...event, at: Date.now() });
    this.#state = state;
    this.#carryOut(effects);
    if (this.#stopped) return;
    this.#tickWhileRunning();
    this.#drawSoon(byHand.has(event.type));
  };

  /** Nothing comes after the one that ends it all. */
  #carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (this.#stopped) return;
      this.#interpret(effect, this.dispatch);
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#drawing);
    clearInterval(this.#ticking);
  }

  #tickWhileRunning(): void {
    const running = runningWork(this.#state) !== undefined || isAnswering(this.#state);
    if (running) this.#ticking ??= setInterval(() => this.dispatch({ type: 'tick' }), tickMs);
    else {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    }
  }

  /**
   * A key after a pause is answered at once; in a burst the frames keep their distance. What a program does is drawn less
   * often when a picture takes long to make, so that there is time left for keys.
   */
  #drawSoon(byHand: boolean): void {
    const now = Date.now();
    const pause = byHand ? frameMs : Math.max(frameMs, patience * this.#drawTook);
    const due = Math.max(now, this.#lastDraw + pause);
    if (this.#drawing !== undefined && this.#due <= due) return;
    clearTimeout(this.#drawing);
    this.#due = due;
    this.#drawing = setTimeout(() => this.#draw(), due - now);
  }

  #draw(): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    if (this.#stopped) return;
    const began = Date.now();
    this.#screen.draw(view(this.#state));
    this.#lastDraw = Date.now();
    this.#drawTook = this.#lastDraw - began;
  }
}
