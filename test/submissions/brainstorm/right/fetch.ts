// Plain HTTP, one list that grows.
const [, , topic = 'What shall we call the boat?', given = '2'] = process.argv;
if (!/^[1-9]\d*$/.test(given)) {
  process.stderr.write(`${given} rounds are not possible\n`);
  process.exit(2);
}

const table = { Dreamer: 'wild ideas', Realist: 'small steps', Critic: 'hard questions' };
const history: { role: string; content: string }[] = [{ role: 'user', content: topic }];
for (let left = Number(given); left > 0; left -= 1) {
  for (const [name, part] of Object.entries(table)) {
    const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
        messages: [{ role: 'developer', content: `Name: ${name}. Part: ${part}.` }, ...history],
      }),
    });
    const { choices } = (await response.json()) as { choices: [{ message: { content: string } }] };
    history.push({ role: 'assistant', content: `${name}: ${choices[0].message.content}` });
    console.log(`[${name}]`);
    console.log(choices[0].message.content);
  }
}
