// Prints every request and reply as JSON, in colour, and a result line in every round.
import OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';

const client = new OpenAI();
const args = process.argv.slice(2);
const task = args.length > 0 ? String(args[0]) : 'Write a fortune cookie.';
const cap = args.length > 1 ? Number(args[1]) : 3;

async function send(body: Omit<ChatCompletionCreateParamsNonStreaming, 'model'>) {
  console.log('\u001b[2m-> %s\u001b[0m', JSON.stringify(body, null, 2));
  const answer = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    ...body,
  });
  console.log('<-', answer.choices[0]);
  return answer.choices[0];
}

let notes = '';
let draft: string | null = null;
let approved = false;
let round = 0;
while (round < cap) {
  round++;
  const made = await send({
    max_completion_tokens: 900,
    messages: [
      { role: 'system', content: 'MAKER. Write what is ordered.' },
      { role: 'user', content: task },
      ...(draft === null ? [] : [{ role: 'user' as const, content: `It was:${draft}` }]),
      ...(draft === null ? [] : [{ role: 'user' as const, content: `Make it better! ${notes}` }]),
    ],
  });
  draft = made?.message.content ?? '';
  const judged = await send({
    temperature: 0,
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'judgement',
        description: 'What the judge says',
        strict: true,
        schema: {
          type: 'object',
          properties: {
            approved: { type: 'boolean', description: 'true: print it' },
            feedback: { type: 'string', description: 'what to do better' },
          },
          required: ['approved', 'feedback'],
          additionalProperties: false,
        },
      },
    },
    messages: [
      { role: 'system', content: 'JUDGE. Be strict, and answer as JSON.' },
      { role: 'user', content: `<task>${task}</task><draft>${draft}</draft>` },
    ],
  });
  notes = '';
  if (judged && judged.finish_reason === 'stop' && !judged.message.refusal) {
    try {
      const parsed = JSON.parse(judged.message.content ?? 'null');
      approved = parsed.approved === true && typeof parsed.feedback === 'string';
      notes = parsed.feedback;
    } catch (error) {
      console.log('that was no JSON:', String(error));
    }
  }
  console.log(`${approved ? 'approved' : 'not approved'} after ${round} round so far`);
  if (approved) break;
}
console.log('\u001b[1mFinal:\u001b[0m', draft);
console.log(`\u001b[32m${approved ? 'Approved' : 'Not approved'} after ${round} rounds\u001b[0m`);
process.exitCode = approved ? 0 : 2;
