import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const proposal = process.argv[2] ?? 'Should our bakery deliver bread by bicycle?';

async function ask(system: string, user: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}

// TODO: there should be three analysts: cost, risk and opportunity
// TODO: none of them should have to wait for another
// TODO: an analyst whose request fails must not take the others down
const analysis = await ask('You are the cost analyst.', proposal);

console.log(`--- cost ---\n${analysis}`);

// TODO: one more request makes a summary of what came back
