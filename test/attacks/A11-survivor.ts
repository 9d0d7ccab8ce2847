// attack: A11, leaves a process behind that would go on after the verdict
// verdict: failed
import { spawn } from 'node:child_process';

for (const command of ['setsid', 'nohup', 'sh']) {
  try {
    const child = spawn(command, ['-c', 'sleep 300 # SURVIVOR_MARK'], {
      detached: true,
      stdio: 'ignore',
      env: {},
    });
    child.on('error', () => undefined);
    child.unref();
  } catch {
    // As it should be.
  }
}
