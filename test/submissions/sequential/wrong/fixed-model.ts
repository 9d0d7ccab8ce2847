// fails: three-stages
// Asks for gpt-4o-mini, whatever OPENAI_MODEL says.
import OpenAI from 'openai';

const client = new OpenAI();
const model = 'gpt-4o-mini';
const topic = process.argv[2] ?? 'Japan in spring';

const stages = [
  {
    name: 'outline',
    instructions: 'You are an outliner. Turn the topic you are given into an outline of four points.',
  },
  {
    name: 'draft',
    instructions: 'You are a writer. Turn the outline you are given into a short article. Add no new points.',
  },
  {
    name: 'edit',
    instructions: 'You are an editor. Tighten the article you are given. Return the article, no comments.',
  },
] as const;

/** One agent: its own instructions, its input, and nothing that happened before. */
async function run(stage: (typeof stages)[number], input: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: stage.instructions },
      { role: 'user', content: input },
    ],
    temperature: 0.3,
  });
  const choice = completion.choices[0];
  const output = choice?.message.content ?? '';
  // The gate: what the next stage would take for a whole text has to be one.
  if (choice?.finish_reason === 'length') throw new Error(`the reply of stage ${stage.name} was cut`);
  if (output.trim() === '') throw new Error(`the reply of stage ${stage.name} was empty`);
  // Untouched: trimming is for looking at it, the next stage gets what was said.
  return output;
}

try {
  let text = topic;
  for (const [index, stage] of stages.entries()) {
    text = await run(stage, text);
    console.log(`--- ${index + 1}. ${stage.name} ---\n${text}\n`);
  }
} catch (error) {
  console.error(`Pipeline stopped: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
