import { wrapText } from '../render/text.ts';
import { commands } from './commands.ts';

/**
 * Every command, with what it does below it.
 * @param columns cells that a line may take
 */
export function generalHelp(columns: number): string {
  const entries = Object.values(commands).map(({ usage, summary }) => {
    const lines = wrapText(summary, columns - summaryIndent.length);
    return [`  ${usage}`, ...lines.map((line) => `${summaryIndent}${line}`)].join('\n');
  });
  return [
    'Agentlings: a workshop in the terminal for building with language models.',
    entries.join('\n'),
    'Exercises are named by id (single-turn), number (1) or the first letters.',
  ].join('\n\n');
}

const summaryIndent = '      ';
