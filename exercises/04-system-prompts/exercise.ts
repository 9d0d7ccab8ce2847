import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'When should I visit Japan?';
const personas = [process.argv[3] ?? 'pirate', process.argv[4] ?? 'butler'];

/** Prints a reply under the name of the persona that gave it. */
function show(persona: string, reply: string): void {
  console.log(`=== ${persona} ===`);
  console.log(`${reply}\n`);
}

// TODO: ask each persona, in a conversation of its own
const completion = await client.chat.completions.create({
  model,
  messages: [{ role: 'user', content: question }],
});
const reply = completion.choices[0]?.message.content ?? '';

// TODO: this is the same reply twice
for (const persona of personas) show(persona, reply);
