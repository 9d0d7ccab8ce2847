// A class, content parts, and usage printed in every turn.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

class Conversation {
  readonly #client = new OpenAI();
  readonly #messages: ChatCompletionMessageParam[];
  tokens = 0;

  constructor(system: string) {
    this.#messages = [{ role: 'system', content: [{ type: 'text', text: system }] }];
  }

  async say(text: string): Promise<string> {
    this.#messages.push({ role: 'user', content: [{ type: 'text', text }] });
    const completion = await this.#client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: this.#messages,
      temperature: 0.2,
      max_completion_tokens: 400,
    });
    const content = completion.choices[0]?.message.content ?? '';
    this.#messages.push({ role: 'assistant', content: [{ type: 'text', text: content }] });
    this.tokens += completion.usage?.total_tokens ?? 0;
    console.log(content);
    console.log(`(${completion.usage?.total_tokens} tokens, ${this.tokens} so far)`);
    return content;
  }
}

const conversation = new Conversation('You are a travel assistant.');
const turns = process.argv.slice(2);
for (const turn of turns.length > 0 ? turns : ['Hello!', 'Where shall I go?']) await conversation.say(turn);
console.log({ total_tokens: conversation.tokens });
