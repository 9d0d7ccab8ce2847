import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';

// TODO: the second argument is the number of rounds; refuse one that makes no sense
const [topic = 'Ideas for a small library that wants more visitors'] = process.argv.slice(2);

// TODO: a Dreamer, a Realist and a Critic, each with a system message of its own
const agent = { name: 'Dreamer', system: 'You are Dreamer.' };

console.log(`Topic: ${topic}\n`);

// TODO: let all three speak in turn, round after round
// TODO: whoever speaks has to know what was said before, and by whom
const completion = await client.chat.completions.create({
  model,
  messages: [
    { role: 'system', content: agent.system },
    { role: 'user', content: topic },
  ],
});

console.log(`${agent.name}: ${completion.choices[0]?.message.content}`);
