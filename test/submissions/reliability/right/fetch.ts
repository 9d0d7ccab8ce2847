// Plain HTTP with AbortSignal.timeout.
import { setTimeout as sleep } from 'node:timers/promises';

const body = JSON.stringify({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: process.argv[2] ?? 'Where is it quiet?' }],
});
let pause = 350;
let trouble = '';

for (let left = 4; left > 0; left -= 1) {
  let again = pause;
  try {
    const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(2000),
    });
    const answer = await response.json();
    if (response.ok) {
      console.log(answer.choices[0].message.content);
      process.exit(0);
    }
    trouble = `status ${response.status}`;
    if (response.status !== 429 && response.status < 500) break;
    const after = response.headers.get('retry-after');
    if (after !== null) again = Number(after) * 1000;
    else pause *= 2;
  } catch (error) {
    trouble = (error as Error).message;
    pause *= 2;
  }
  if (left > 1) await sleep(again);
}
console.error(`It has failed (${trouble}).`);
process.exit(2);
