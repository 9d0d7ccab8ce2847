import path from 'node:path';

/** Where a workshop's progress, undo copies and logs are: `.agentlings` in its root, or `AGENTLINGS_HOME`. */
export function stateFolder(workshopRoot: string): string {
  return process.env.AGENTLINGS_HOME === undefined
    ? path.join(workshopRoot, '.agentlings')
    : path.resolve(process.env.AGENTLINGS_HOME);
}
