import { spawn } from 'node:child_process';
import { release } from 'node:os';
import { colorDepth, isWorthAsking, knowsMouse, terminalName } from '../render/terminal.ts';
import { themeFor } from '../render/theme.ts';
import { App } from './app.ts';
import { openScreen } from './screen.ts';
import { fixtureInput, fixtureLines, progressAfter } from './story.fixture.ts';

/** The whole loop with a made-up workshop, for a test to run in a pseudo-terminal. */
const around = { env: process.env, platform: process.platform, release: release() };
const colors = colorDepth(around, true);
const screen = await openScreen({
  colors,
  askForColors: isWorthAsking(around, colors),
  hasMouse: knowsMouse(terminalName(around)),
});
let { progress } = fixtureInput();

const app = new App({
  screen,
  input: { ...fixtureInput(), size: screen.size(), colors, theme: themeFor('dark', colors) },
  interpret: (effect, dispatch) => {
    const changed = progressAfter(progress, effect);
    if (changed !== undefined) {
      progress = changed;
      dispatch({ type: 'progress', progress });
    }
    switch (effect.type) {
      case 'render': {
        const rendered = { lines: fixtureLines(effect.key.replace('exercise:', '')), outline: [], links: [] };
        return dispatch({ type: 'document', key: effect.key, width: effect.width, rendered });
      }
      case 'edit':
        void screen.suspend(editor);
        return;
      case 'suspend':
        return screen.stopProcess();
      case 'quit':
        app.stop();
        screen.close();
        console.log('goodbye');
    }
  },
});

/** Stands for an editor: it has the terminal, and ends after a line has been typed. */
function editor(): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', 'echo "the editor"; read line; echo "typed <$line>"; read line'], {
      stdio: 'inherit',
    });
    child.once('exit', () => resolve());
  });
}

app.start();
