// Without the SDK.
const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
  body: JSON.stringify({
    model: process.env.OPENAI_MODEL,
    messages: [{ role: 'user', content: process.argv[2] ?? 'Hello!' }],
  }),
});
console.log(await response.text());
