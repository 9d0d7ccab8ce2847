import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const [goal = 'Plan a long weekend in Lisbon for two', capText = '6'] = process.argv.slice(2);
const cap = Number(capText);

// TODO: the three workers, each with a system message of its own: researcher, planner, writer

// TODO: the format of the manager's decisions

// TODO: the ledger. What does the manager have to know of each task?

// TODO: until the manager finishes, or the cap is reached:
//   - ask the manager, who sees the goal and the whole ledger
//   - have the worker do the task, and note how it went
//   - when something fails, note that too, and go on
const completion = await client.chat.completions.create({
  model,
  messages: [
    { role: 'system', content: 'You are the manager of a team.' },
    { role: 'user', content: goal },
  ],
});

console.log(`The manager has ${cap} turns, and says: ${completion.choices[0]?.message.content}`);

// TODO: print the answer, and how many tasks are done and failed
