import OpenAI from 'openai';

// The key and the address come from the environment, so there is nothing to configure.
const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'Hello! Who are you?';

// TODO: send `question` to the model as one user message

// TODO: print the reply

// TODO: print which model answered

console.log(`Not sent yet, to ${model} at ${client.baseURL}: ${question}`);
