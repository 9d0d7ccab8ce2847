// Without the SDK.
const question = process.argv[2] ?? 'What should I see in Rome?';
const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
  body: JSON.stringify({
    model: process.env.OPENAI_MODEL,
    messages: [
      { role: 'system', content: 'You plan trips.' },
      { role: 'user', content: question },
    ],
    temperature: 0,
    max_tokens: 300,
  }),
});
const data = (await response.json()) as {
  choices: { message: { content: string } }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
};
console.log(data.choices[0]?.message.content);
console.log(data.usage);
