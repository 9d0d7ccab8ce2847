import { shownPath } from '../../files/shown-path.ts';
import { SettingsStore } from '../../progress/settings.ts';
import { isWorthAsking, knowsMouse, terminalName } from '../../render/terminal.ts';
import { type ThemeName, themeFor } from '../../render/theme.ts';
import { App, type Dispatch } from '../../tui/app.ts';
import { openScreen, type TuiScreen } from '../../tui/screen.ts';
import { openSession } from '../context.ts';
import { logCrash } from '../log.ts';
import { colorsOf, useHyperlinks } from '../output.ts';
import { terminalGlyphs } from '../plain-theme.ts';
import { configuredProvider } from '../provider-name.ts';
import { surroundings } from '../terminal.ts';
import { EffectInterpreter } from './effects.ts';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The workshop on the whole screen, until the learner quits. However it ends, the terminal is put back as it was. */
export async function screenSession(root: string): Promise<void> {
  const context = openSession(root);
  const { progress, notice } = context.progress.load();
  const { provider, problem } = await configuredProvider(root);
  const around = surroundings();
  const colors = colorsOf(process.stdout);
  const screen = await openScreen({
    colors,
    askForColors: isWorthAsking(around, colors),
    links: useHyperlinks(process.stdout),
    hasMouse: knowsMouse(terminalName(around)),
  });
  await new Promise<void>((resolve) => {
    const end = () => {
      app.stop();
      interpreter.close();
      screen.close();
      resolve();
    };
    const theme = themeFor(themeName(context.state), colors);
    const interpreter = new EffectInterpreter(context, screen, theme.name, colors, end);
    const app = new App({
      screen,
      input: {
        size: screen.size(),
        workshop: context.workshop,
        progress,
        theme,
        colors,
        glyphs: terminalGlyphs(),
        // There is no such signal on Windows.
        canSuspend: process.platform !== 'win32',
        answerer: { provider, live: provider !== undefined },
        mouse: new SettingsStore(context.state).load().mouse ?? true,
        notice: notice ?? problem,
        now: Date.now(),
      },
      interpret: (effect, dispatch: Dispatch) => interpreter.interpret(effect, dispatch),
    });
    // As Ctrl-C does it, so that where the learner was is not lost with a closed window.
    for (const signal of endings) process.once(signal, () => app.dispatch({ type: 'key', key: 'C-c' }));
    restoreOnCrash(screen, () => interpreter.close());
    app.start();
    interpreter.warm(app.dispatch);
  });
}

/** What the learner chose; else what fits the terminal, as far as it tells. */
function themeName(state: string): ThemeName {
  const chosen = new SettingsStore(state).load().theme;
  if (chosen !== undefined) return chosen;
  // COLORFGBG is how several terminals tell their colours: "foreground;background"; 7 and 15 are light backgrounds.
  const background = Number(process.env.COLORFGBG?.split(';').at(-1) ?? 0);
  return background === 7 || background === 15 ? 'light' : 'dark';
}

/** An error of ours must not leave a terminal without a cursor: the message comes after the screen is gone. */
function restoreOnCrash(screen: TuiScreen, close: () => void): void {
  const crash = (error: unknown) => {
    screen.close();
    close();
    const file = logCrash(error);
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const where = file === undefined ? '' : ` The details are in ${shownPath(file)}.`;
    console.error(`Agentlings crashed, and your work is safe: ${message}.${where}`);
    process.exit(3);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  process.on('exit', () => {
    screen.close();
    close();
  });
}
