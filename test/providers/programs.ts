/** Programs as learners write them, for runs against stand-ins. */

const head = `import OpenAI from 'openai';
const client = new OpenAI({ maxRetries: 0 });
`;

const messages = "messages: [{ role: 'user', content: 'Which islands belong to Japan?' }]";

export const plainProgram = `${head}
const completion = await client.chat.completions.create({ model: 'gpt-4o-mini', ${messages} });
console.log(completion.choices[0]?.message.content);
`;

/** Says what the client library made of a failure, instead of crashing with it. */
export const catchingProgram = `${head}
try {
  const completion = await client.chat.completions.create({ model: 'gpt-4o-mini', ${messages}, max_tokens: 50 });
  console.log(completion.choices?.[0]?.message.content);
} catch (error) {
  console.log(error.constructor.name, error.status, error.error?.message ?? error.error?.error?.message ?? error.message);
}
`;

export const streamProgram = `${head}
try {
  const stream = await client.chat.completions.create({ model: 'gpt-4o-mini', stream: true, ${messages} });
  for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? '');
  console.log('|whole');
} catch (error) {
  console.log('|' + error.constructor.name);
}
`;

/** Shows all that it can see of its surroundings, and asks for a reply that goes wrong. */
export const curiousProgram = (folder: string) => `${head}
import { readFileSync } from 'node:fs';
console.log(JSON.stringify(process.env), process.argv, process.execArgv);
for (const file of ['.env', '/proc/self/environ', '/proc/' + process.ppid + '/environ']) {
  try {
    console.log(readFileSync(file.startsWith('/') ? file : ${JSON.stringify(`${folder}/`)} + file, 'utf8'));
  } catch (error) {
    console.log('no ' + error.code);
  }
}
for (const ask of [
  () => client.models.list(),
  () => client.chat.completions.create({ model: 'gpt-4o-mini', ${messages} }),
  async () => {
    for await (const chunk of await client.chat.completions.create({ model: 'gpt-4o-mini', stream: true, ${messages} })) {
      console.log(JSON.stringify(chunk));
    }
  },
]) {
  try {
    console.log(JSON.stringify(await ask()));
  } catch (error) {
    console.log(error.status, JSON.stringify(error.error), JSON.stringify([...(error.headers ?? [])]));
  }
}
`;
