import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';

const question = process.argv[2] ?? "What's the best time to visit Japan?";

// TODO: ask a travel assistant this one question

// TODO: print the whole reply

// TODO: print how many tokens the prompt, the completion and both together took

console.log(`Still to be asked of ${model}: ${question}`, typeof client);
