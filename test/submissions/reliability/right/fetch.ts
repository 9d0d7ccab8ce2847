// Without the SDK: fetch, a new AbortSignal for each attempt, equal waits from the cap on.
import { setTimeout as sleep } from 'node:timers/promises';

type Failure = { cause: string; again: boolean; after?: number };

const body = JSON.stringify({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [
    { role: 'developer', content: 'You are brief.' },
    { role: 'user', content: process.argv[2] ?? 'Where to in May?' },
  ],
});

async function attempt(): Promise<string | Failure> {
  try {
    const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
      body,
      signal: AbortSignal.timeout(2_000),
    });
    if (response.ok) {
      const { choices } = (await response.json()) as { choices: { message: { content: string } }[] };
      return choices[0]?.message.content ?? '';
    }
    const header = response.headers.get('retry-after');
    return {
      cause: `HTTP ${response.status}`,
      again: response.status === 429 || response.status >= 500,
      after: header === null ? undefined : Number(header) * 1_000,
    };
  } catch (error) {
    const timeout = error instanceof DOMException && error.name === 'TimeoutError';
    return { cause: timeout ? 'timeout after 2 s' : 'connection lost', again: true };
  }
}

let wait = 1_000;
for (let number = 1; number <= 5; number += 1) {
  const result = await attempt();
  if (typeof result === 'string') {
    process.stdout.write(`${result}\n`);
    process.exit(0);
  }
  if (!result.again || number === 5) {
    process.stderr.write(`error: ${result.cause}\n`);
    process.exit(2);
  }
  await sleep(result.after ?? wait);
  if (result.after === undefined) wait = Math.min(wait * 2, 4_000);
}
