import { SpendingError, SpendingGuard } from './spending.ts';

/**
 * A process that reserves as often as it may: `spending.fixture.ts FOLDER LIMIT TIMES`. Waits for a line on standard
 * input first, so that several begin together, and prints how many it was given.
 */
const [folder = '', limit, times] = process.argv.slice(2);
const guard = new SpendingGuard({ folder, limits: { perDayTokens: Number(limit) } });
const request = {
  model: 'gpt-4o-mini',
  messages: [{ role: 'user' as const, content: 'Hi' }],
  max_tokens: 92,
};
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
let given = 0;
for (let turn = 0; turn < Number(times); turn += 1) {
  try {
    await guard.reserve(request);
    given += 1;
  } catch (error) {
    if (!(error instanceof SpendingError)) throw error;
  }
}
process.stdout.write(`${given}\n`);
process.stdin.destroy();
