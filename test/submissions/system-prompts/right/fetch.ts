// Plain HTTP, one after the other.
const [, , question = 'What can I do in Peru?', ...given] = process.argv;
const personas = given.length === 2 ? given : ['cheerful guide', 'grumpy guide'];

for (const persona of personas) {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [
        { role: 'developer', content: persona },
        { role: 'user', content: question },
      ],
    }),
  });
  const body = (await response.json()) as { choices: [{ message: { content: string } }] };
  console.log(`[${persona}] ${body.choices[0].message.content}`);
}
