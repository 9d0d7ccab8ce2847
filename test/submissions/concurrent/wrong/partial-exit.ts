// fails: survives-failure
// Ends with status 1 when somebody failed.
import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const proposal = process.argv[2] ?? 'Should our bakery deliver bread by bicycle?';

const analysts = [
  { name: 'cost', job: 'Say what the proposal costs, once and every month.' },
  { name: 'risk', job: 'Say what can go wrong, and how likely it is.' },
  { name: 'opportunity', job: 'Say what can be gained, and for whom.' },
];

async function ask(system: string, user: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    temperature: 0.3,
  });
  return completion.choices[0]?.message.content ?? '';
}

// Fan out. map() starts all the requests; only then does allSettled wait, for failed ones too.
const results = await Promise.allSettled(
  analysts.map(({ name, job }) => ask(`You are the ${name} analyst. ${job}`, proposal)),
);

// The results are in the order of the analysts, whichever of them was the first to answer.
const sections: string[] = [];
const missing: string[] = [];
for (const [index, { name }] of analysts.entries()) {
  const result = results[index];
  if (result?.status === 'fulfilled') {
    sections.push(`## ${name}\n${result.value}`);
    console.log(`--- ${name} ---\n${result.value}\n`);
  } else {
    missing.push(name);
    console.error(`The ${name} analyst failed: ${result?.reason}`);
  }
}

if (sections.length === 0) {
  console.error('No analyst has answered, so there is nothing to sum up.');
  process.exit(1);
}

// Fan in.
const note = missing.length > 0 ? `\n\nmissing: ${missing.join(', ')}` : '';
const summary = await ask(
  'You sum up what analysts say, and name the points that speak against each other.',
  `Sum up these analyses of a proposal. Nothing is known about an area that is missing.\n\n${sections.join('\n\n')}${note}`,
);
if (missing.length > 0) process.exitCode = 1;
console.log(`--- summary ---\n${summary}`);
