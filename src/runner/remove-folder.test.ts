import { expect, test } from 'vitest';
import { removeFolderNow } from './remove-folder.ts';

test('a folder that is held open is tried again with the next one, and nobody hears of it', () => {
  const removed: string[] = [];
  let held = true;
  const remove = (folder: string) => {
    if (folder === '/held' && held) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
    removed.push(folder);
  };
  removeFolderNow('/held', remove);
  removeFolderNow('/next', remove);
  expect(removed).toEqual(['/next']);
  held = false;
  removeFolderNow('/last', remove);
  expect(removed).toEqual(['/next', '/last', '/held']);
  removeFolderNow('/after', remove);
  expect(removed).toEqual(['/next', '/last', '/held', '/after']);
});
