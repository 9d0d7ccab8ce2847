// Prints every request before it is sent, content as parts, and the whole transcript again at the end.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const people = {
  Dreamer: 'You are the Dreamer of the team: go for the unlikely.',
  Realist: 'You are the Realist of the team: time, money, people.',
  Critic: 'You are the Critic of the team: what will go wrong?',
};
const args = process.argv.slice(2);
const topic = args[0] ?? 'A name for our new boat';
const rounds = args[1] === undefined ? 2 : +args[1];
console.log({ topic, rounds, people: Object.keys(people) });
if (Number.isNaN(rounds) || rounds < 1 || rounds % 1 !== 0) {
  console.error('Usage: brainstorm TOPIC [ROUNDS], not', args[1]);
  process.exit(1);
}

const transcript: { name: string; text: string }[] = [];
for (let round = 1; round <= rounds; round++) {
  for (const [name, system] of Object.entries(people)) {
    const messages: ChatCompletionMessageParam[] = [
      { role: 'system', content: [{ type: 'text', text: `${system} This is round ${round} of ${rounds}.` }] },
      { role: 'user', content: [{ type: 'text', text: topic }] },
    ];
    for (const entry of transcript) {
      const text = `${entry.name}: ${entry.text}`;
      messages.push(
        entry.name === name
          ? { role: 'assistant', content: [{ type: 'text', text }] }
          : { role: 'user', content: [{ type: 'text', text }] },
      );
    }
    console.log('sending', JSON.stringify(messages, null, 2));
    const completion = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages,
      max_tokens: 800,
    });
    const text = completion.choices[0]?.message.content ?? '';
    transcript.push({ name, text });
    console.log(`[round ${round}] ${name} says:`);
    console.log(text);
  }
}
console.log('the transcript:', transcript);
