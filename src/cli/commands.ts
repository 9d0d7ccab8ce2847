import { type CommandEntry, workshopCommands } from './workshop-commands.ts';

/** Every command, as data: the dispatcher and the help text live on it. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  start: {
    usage: 'npm start',
    summary: 'the workshop on the whole screen; `npm start -- --plain` in linear text',
    load: async () => (await import('./commands/start.ts')).startCommand,
  },
  ...workshopCommands,
};
