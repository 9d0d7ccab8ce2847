// The options are given with the request, chatty.
import OpenAI, { APIError } from 'openai';

console.log('asking …');
new OpenAI().chat.completions
  .create(
    {
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      temperature: 0.4,
      messages: [
        { role: 'developer', content: 'Be kind.' },
        { role: 'user', content: process.argv[2] ?? 'Where is it quiet?' },
      ],
    },
    { maxRetries: 3, timeout: 1800 },
  )
  .then(({ choices, usage }) => console.log(choices[0]?.message.content, usage))
  .catch((error: Error) => {
    console.error(
      `Sorry, that failed. ${error instanceof APIError ? `Status: ${error.status}` : error.message}`,
    );
    process.exit(1);
  });
