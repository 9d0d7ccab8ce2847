// Everything in one table, where the reply stands on a single line with its line ends written out.
import OpenAI from 'openai';

const client = new OpenAI();
const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [
    { role: 'system', content: [{ type: 'text', text: 'You suggest destinations for holidays.' }] },
    { role: 'user', content: process.argv[2] ?? 'Where is it warm in March?' },
  ],
  temperature: 0.5,
  max_tokens: 256,
});
const { prompt_tokens, completion_tokens, total_tokens } = completion.usage ?? {};
const reply = completion.choices[0]?.message.content;
console.table({ reply, prompt_tokens, completion_tokens, total_tokens });
