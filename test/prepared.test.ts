import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWorkshop } from '../src/workshop/load.ts';
import { allLessons } from '../src/workshop/lookup.ts';
import { root } from './project.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The playgrounds that the curriculum's lessons prepare. */
let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace(root);
});
afterAll(() => workspace.remove());

describe('the prepared playgrounds of this workshop', () => {
  const prepared = allLessons(loadWorkshop(root)).filter(({ playground }) => playground !== undefined);

  test('belong to the lessons on talking to a model', () => {
    expect(prepared.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['chat-completions', 'system-prompts', 'streaming', 'context-management']),
    );
  });

  test('are answered, each with what its lesson suggests', async () => {
    const input = prepared.flatMap(({ id, playground }) => [
      `playground ${id}`,
      playground?.ask ?? '',
      '/quit',
    ]);
    const { stdout } = await workspace.run(['start', '--plain'], {
      input: [...input, 'quit', ''].join('\n'),
    });
    const [, ...told] = stdout.split(/^The playground\. /m);
    const refused = prepared.filter(
      (_, index) => !/^assistant: ./m.test(told[index] ?? '') || told[index]?.includes('Error') === true,
    );
    expect(told).toHaveLength(prepared.length);
    // That one is about what newer models refuse.
    expect(refused.map(({ id }) => id)).toEqual(['models-prices-and-dates']);
  });
});
