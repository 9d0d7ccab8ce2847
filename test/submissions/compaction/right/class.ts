// A class, developer role, and the old messages sent as messages with the request at the end.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

class Conversation {
  readonly #client = new OpenAI();
  readonly #model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
  readonly #system: string;
  #summary = '';
  #messages: ChatCompletionMessageParam[] = [];

  constructor(system: string) {
    this.#system = system;
  }

  async say(content: string): Promise<string> {
    if (this.#messages.length > 6) await this.#compact();
    const next: ChatCompletionMessageParam = { role: 'user', content };
    const { choices } = await this.#client.chat.completions.create({
      model: this.#model,
      messages: [...this.#head(), ...this.#messages, next],
      temperature: 0.2,
    });
    const reply = choices[0]?.message.content ?? '';
    this.#messages = [...this.#messages, next, { role: 'assistant', content: reply }];
    return reply;
  }

  #head(): ChatCompletionMessageParam[] {
    const own: ChatCompletionMessageParam = { role: 'developer', content: this.#system };
    if (this.#summary === '') return [own];
    return [own, { role: 'developer', content: `Notes on the conversation until now: ${this.#summary}` }];
  }

  async #compact(): Promise<void> {
    const old = this.#messages.slice(0, -2);
    const completion = await this.#client.chat.completions
      .create({
        model: this.#model,
        messages: [...this.#head(), ...old, { role: 'user', content: 'Sum up our conversation so far.' }],
        max_completion_tokens: 2000,
      })
      .catch(() => undefined);
    const choice = completion?.choices[0];
    if (choice?.finish_reason !== 'stop' || !choice.message.content?.trim()) return;
    this.#summary = choice.message.content;
    this.#messages = this.#messages.slice(-2);
    console.log(`-- COMPACTED ${old.length} messages --`);
  }
}

const conversation = new Conversation('Help people to plan their holidays.');
const given = process.argv.slice(2);
const turns = given.length > 0 ? given : ['Hello!', 'Where shall I go?', 'When?', 'How?', 'Why?', 'Thanks!'];
for (const turn of turns) console.log(`${turn}\n=> ${await conversation.say(turn)}`);
