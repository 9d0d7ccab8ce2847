// A general retry function that knows nothing of the API, and waits that triple.
import OpenAI from 'openai';

interface Policy {
  readonly waits: readonly number[];
  readonly wait: (error: unknown) => number | undefined;
}

const retry = async <T>(work: () => Promise<T>, { waits: [next, ...later], wait }: Policy): Promise<T> =>
  work().catch(async (error: unknown) => {
    const asked = wait(error);
    if (next === undefined || asked === undefined) throw error;
    await new Promise((resolve) => setTimeout(resolve, Math.max(asked, next)));
    return retry(work, { waits: later, wait });
  });

const client = new OpenAI({ maxRetries: 0 });
const create = () =>
  client.chat.completions.create(
    {
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [{ role: 'user', content: process.argv[2] ?? 'Where is it warm in March?' }],
    },
    { signal: AbortSignal.timeout(2_000) },
  );

const wait = (error: unknown): number | undefined => {
  if (error instanceof OpenAI.APIUserAbortError || error instanceof OpenAI.APIConnectionError) return 0;
  if (error instanceof OpenAI.RateLimitError || error instanceof OpenAI.InternalServerError)
    return 1_000 * Number(error.headers?.get('retry-after') ?? 0);
  return undefined;
};

try {
  const { choices } = await retry(create, { waits: [250, 750, 2_250, 4_000], wait });
  console.log(choices.map(({ message }) => message.content).join('\n'));
} catch (error) {
  const named =
    error instanceof OpenAI.APIUserAbortError
      ? 'timeout'
      : error instanceof OpenAI.APIConnectionError
        ? 'connection error'
        : error instanceof OpenAI.APIError
          ? `status ${error.status}`
          : String(error);
  console.error(named);
  process.exitCode = 70;
}
