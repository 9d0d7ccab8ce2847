// fails: reports-tokens
// Reports all turns in one block after the last.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const [, , budget = '100', ...turns] = process.argv;
const messages: ChatCompletionMessageParam[] = [];
const lines: string[] = [];
for (const turn of turns.length > 0 ? turns : ['When is Japan warm?', 'And cheap?']) {
  messages.push({ role: 'user', content: turn });
  const completion = await client.chat.completions.create({ model, messages });
  const reply = completion.choices[0]?.message.content ?? '';
  messages.push({ role: 'assistant', content: reply });
  console.log(reply);
  lines.push(JSON.stringify(completion.usage));
}
console.log(lines.join('\n'), budget);
