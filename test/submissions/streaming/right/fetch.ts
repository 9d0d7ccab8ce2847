// Parses the events by hand.
const question = process.argv[2] ?? 'What is Kyoto like in autumn?';
const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
  method: 'POST',
  headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
  body: JSON.stringify({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: question }],
    stream: true,
    stream_options: { include_usage: true },
  }),
});

let buffer = '';
let done = false;
try {
  for await (const bytes of response.body ?? []) {
    buffer += new TextDecoder().decode(bytes, { stream: true });
    const events = buffer.split('\n\n');
    buffer = events.pop() ?? '';
    for (const event of events) {
      const data = event.replace(/^data: /, '');
      if (data === '[DONE]') {
        done = true;
        continue;
      }
      const chunk = JSON.parse(data);
      if (chunk.choices.length > 0) process.stdout.write(chunk.choices[0].delta.content ?? '');
      else console.log('\n', chunk.usage);
    }
  }
} catch {
  done = false;
}
if (!done) {
  console.error('Reply incomplete, sorry.');
  process.exit(3);
}
