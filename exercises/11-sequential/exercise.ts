import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const topic = process.argv[2] ?? 'Japan in spring';

// Stage 1: outline
const completion = await client.chat.completions.create({
  model,
  messages: [
    // TODO: tell this stage what its job is
    { role: 'user', content: topic },
  ],
});
const outline = completion.choices[0]?.message.content;

// TODO: go on only if the outline is whole; otherwise stop, and say which stage failed and why

// TODO: stage 2, draft: turns the outline into a text

// TODO: stage 3, edit: improves the draft

// TODO: print the final text
console.log('This is only the outline so far:');
console.log(outline);
