// fails: asks-for-schema
// Takes the arguments of a function call for the answer.
import OpenAI from 'openai';

const client = new OpenAI();
const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: process.argv[2] ?? 'A lovely hotel.' }],
  tools: [
    {
      type: 'function',
      function: { name: 'save', parameters: { type: 'object', properties: { rating: { type: 'integer' } } } },
    },
  ],
  tool_choice: 'required',
});
console.log(JSON.stringify(completion.choices[0]?.message.tool_calls));
