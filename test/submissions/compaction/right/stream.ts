// Turns and summaries are streamed; content parts; one list that is changed in place.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const role = { type: 'text', text: 'You are a helpful travel assistant.' } as const;

async function ask(messages: ChatCompletionMessageParam[], show: boolean) {
  const stream = await client.chat.completions.create({ model, messages, stream: true });
  let text = '';
  let finish: string | null = null;
  for await (const chunk of stream) {
    const choice = chunk.choices[0];
    if (show) process.stdout.write(choice?.delta.content ?? '');
    text += choice?.delta.content ?? '';
    finish = choice?.finish_reason ?? finish;
  }
  if (show) process.stdout.write('\n\n');
  return { text, complete: finish === 'stop' };
}

const lines: string[] = [];
let memory = '';
const messages: ChatCompletionMessageParam[] = [{ role: 'system', content: [role] }];
const given = process.argv.slice(2);
const turns = given.length > 0 ? given : ['Where to?', 'When?', 'Why?', 'How?', 'With whom?', 'Since when?'];

for (const turn of turns) {
  // With the new turn there are more than 7 then.
  if (messages.length - 1 + 1 > 7) {
    const old = lines.slice(0, -2);
    try {
      const { text, complete } = await ask(
        [
          { role: 'system', content: 'You condense conversations. Keep every number.' },
          { role: 'user', content: `<before>${memory}</before>\n<since>\n${old.join('\n')}\n</since>` },
        ],
        false,
      );
      if (complete && text.trim().length > 0) {
        memory = text;
        messages.splice(1, old.length);
        messages[0] = { role: 'system', content: [role, { type: 'text', text: `\nSo far:${text}` }] };
        lines.splice(0, old.length);
        process.stdout.write(`[compacted: ${old.length}]\n`);
      }
    } catch (error) {
      process.stderr.write(`${error}\n`);
    }
  }
  messages.push({ role: 'user', content: [{ type: 'text', text: turn }] });
  const { text } = await ask(messages, true);
  messages.push({ role: 'assistant', content: [{ type: 'text', text }] });
  lines.push(`Traveller said: ${turn}`, `You said: ${text}`);
}
