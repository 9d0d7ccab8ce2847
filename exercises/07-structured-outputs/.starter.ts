import OpenAI from 'openai';

const client = new OpenAI();
const review =
  process.argv[2] ??
  'The hotel was lovely: clean rooms and kind staff. Only the breakfast was cold. I would come again.';

const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [
    { role: 'system', content: 'You turn reviews into data.' },
    { role: 'user', content: review },
  ],
  // TODO: say which shape the reply must have
});

const choice = completion.choices[0];

// TODO: there may be nothing to parse: the model may have refused, or the reply may be cut off

// TODO: print the five values, one line for each
console.log(`This is text, not data: ${choice?.message.content}`);
