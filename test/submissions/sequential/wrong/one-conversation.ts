// fails: fresh-context
// Keeps one message list over all the stages.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const messages: ChatCompletionMessageParam[] = [{ role: 'system', content: 'You write articles.' }];
const inputs = [`Outline: ${process.argv[2] ?? 'Japan in spring'}`, 'Now write the draft.', 'Now edit it.'];

for (const [index, content] of inputs.entries()) {
  messages.push({ role: 'user', content });
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
  });
  const choice = completion.choices[0];
  const text = choice?.message.content ?? '';
  const reason = choice?.finish_reason === 'length' ? 'cut' : text.trim() === '' ? 'empty' : undefined;
  if (reason !== undefined) {
    console.error(`Stage ${['outline', 'draft', 'edit'][index]}: ${reason}`);
    process.exit(1);
  }
  messages.push({ role: 'assistant', content: text });
  console.log(text);
}
