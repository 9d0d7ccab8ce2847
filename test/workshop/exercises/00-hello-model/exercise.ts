import OpenAI from 'openai';

// Nothing to configure: the key and the address come from the environment.
const client = new OpenAI();

const question = process.argv[2] ?? 'Hello! Who are you?';

// TODO: send `question` to the model as one user message

// TODO: print the reply

// TODO: print which model answered

console.log(`Not sent yet: ${question}`, typeof client);
