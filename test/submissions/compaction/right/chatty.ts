// Prints every list before it is sent and every summary, and sums up the whole list, the newest messages too.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const given = process.argv.slice(2);
const turns =
  given.length > 0 ? given : ['Hi, I am Kim.', 'Where to?', 'And then?', 'And then?', 'And then?', 'Bye!'];

const start = 'You are a travel agent.';
let messages: ChatCompletionMessageParam[] = [{ role: 'system', content: start }];
let hasSummary = false;

for (const turn of turns) {
  const fixed = hasSummary ? 2 : 1;
  if (messages.length - fixed > 6) {
    try {
      const { choices } = await client.chat.completions.create({
        model,
        messages: [
          { role: 'system', content: 'Summarize the chat. The newest two messages will be kept anyway.' },
          ...messages.slice(1),
        ],
      });
      const [choice] = choices;
      console.log('summary:', choice);
      if (choice?.finish_reason === 'stop' && choice.message.content?.trim()) {
        const replaced = messages.length - fixed - 2;
        messages = [
          { role: 'system', content: start },
          { role: 'assistant', content: choice.message.content },
          ...messages.slice(-2),
        ];
        hasSummary = true;
        console.log(`\u001b[33mcompacted ${replaced} messages, ${messages.length} are left\u001b[0m`);
      }
    } catch (error) {
      console.log('no summary', error instanceof OpenAI.APIError ? error.status : error);
    }
  }
  messages.push({ role: 'user', content: turn });
  console.log('sending', JSON.stringify(messages, null, 2));
  const completion = await client.chat.completions.create({ model, messages });
  const reply = completion.choices[0]?.message.content ?? '';
  messages.push({ role: 'assistant', content: reply });
  console.log(`\u001b[32mAssistant:\u001b[0m ${reply}`);
}
console.log('the list at the end:', messages);
