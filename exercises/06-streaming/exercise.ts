import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'When should I visit Japan?';

/** Tells the user and the calling program that the reply isn't whole. */
function giveUp(reason: string): void {
  console.error(`\nThe reply is incomplete: ${reason}`);
  process.exitCode = 1;
}

// TODO: ask for a stream, and print each piece of it as soon as it arrives
const completion = await client.chat.completions.create({
  model,
  messages: [{ role: 'user', content: question }],
});

// TODO: a stream can break off in the middle
const reply = completion.choices[0]?.message.content;
if (reply) console.log(reply);
else giveUp('there is no text');

// TODO: print how many tokens it took
