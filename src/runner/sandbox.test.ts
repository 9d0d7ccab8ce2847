import { expect, test } from 'vitest';
import { permissionObstacle, sandboxAvailable } from './sandbox.ts';

test.runIf(sandboxAvailable('permission'))('a star in a path is a wildcard, and nothing else is', () => {
  expect(permissionObstacle(['/home/ada/a*b', '/tmp'])).toContain('the * in /home/ada/a*b');
  expect(permissionObstacle(['/home/ada', '/tmp/*'])).toContain('the * in /tmp/*');
  expect(permissionObstacle(['/home/ada/C# {1} [2] 100%?', '/tmp/a\nb'])).toBeUndefined();
});
