// A pool of workers with a limit, as one has it for long lists: three of them, so nobody waits.
import OpenAI from 'openai';

type Job = { name: string; done?: string; error?: unknown };

const client = new OpenAI();

async function complete(system: string, user: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    top_p: 0.5,
  });
  return completion.choices[0]?.message.content ?? '';
}

async function pool(jobs: Job[], limit: number, work: (job: Job) => Promise<void>): Promise<void> {
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await work(job);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}

const [proposal = 'Should we paint the boat?'] = process.argv.slice(2);
const jobs: Job[] = [{ name: 'cost' }, { name: 'risk' }, { name: 'opportunity' }];
await pool(jobs, 3, async (job) => {
  try {
    job.done = await complete(`You think like a ${job.name}-analyst.`, proposal);
  } catch (error) {
    job.error = error;
  }
});

const lines = jobs.map(({ name, done }) => (done === undefined ? `missing: ${name}` : `${name} =>\n${done}`));
for (const { name, done } of jobs) {
  console.log(done === undefined ? `! ${name} FAILED` : `* ${name}\n${done.replaceAll(/^/gm, '    ')}`);
}
if (jobs.some(({ done }) => done !== undefined)) {
  console.log('\n* summary\n', await complete('Summarise for a busy reader.', lines.join('\n\n')));
} else {
  process.exitCode = 1;
}
