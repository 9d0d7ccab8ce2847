import {
  messagesOf,
  type PlaygroundMessage,
  type PlaygroundSettings,
  settingsOf,
  withoutLastReply,
} from '../../model/playground/request.ts';
import type { PlaygroundAnswer } from '../../model/playground/session.ts';
import {
  type ParameterName,
  parameterNames,
  shownSetting,
  withSetting,
} from '../../model/playground/settings.ts';
import { toHarmless } from '../../render/sanitize.ts';
import type { Lesson } from '../../workshop/types.ts';
import type { Ask } from './ask.ts';
import { saveProgram } from './save.ts';

/** A conversation of the linear playground: what is typed changes it, and everything is told in lines of text. */
export class LinearConversation {
  #settings: PlaygroundSettings;
  #messages: readonly PlaygroundMessage[];
  readonly #lesson: Lesson | undefined;
  readonly #root: string;
  answer: PlaygroundAnswer | undefined;

  /** @param root absolute path of the workshop */
  constructor(root: string, lesson: Lesson | undefined) {
    this.#root = root;
    this.#lesson = lesson;
    this.#settings = settingsOf(lesson?.playground);
    this.#messages = messagesOf(lesson?.playground);
  }

  get messages(): readonly PlaygroundMessage[] {
    return this.#messages;
  }

  /** Asks with the list as it is, and adds the reply to it. */
  async ask(ask: Ask, signal: AbortSignal, onText: (text: string) => void): Promise<void> {
    const request = { settings: this.#settings, messages: this.#messages };
    this.answer = await ask(request, { signal, onText });
    const { text, problem, stopped } = this.answer;
    if (text !== '' || (problem === undefined && !stopped)) this.#add('assistant', text);
  }

  say(text: string): void {
    this.#add('user', text);
  }

  /** Takes the last reply away, for the question to be asked again. */
  dropReply(): void {
    this.#messages = withoutLastReply(this.#messages);
  }

  #add(role: PlaygroundMessage['role'], content: string): void {
    this.#messages = [...this.#messages, { role, content }];
  }

  /** @returns what has changed, or what is wrong with the value */
  set(name: ParameterName, typed: string): string {
    const changed = withSetting(this.#settings, name, typed);
    if ('problem' in changed) return changed.problem;
    this.#settings = changed.settings;
    return `${name} is ${toHarmless(shownSetting(this.#settings, name))}.`;
  }

  setSystem(text: string): string {
    const at = this.#messages.findIndex(({ role }) => role === 'system' || role === 'developer');
    const role = this.#messages[at]?.role ?? 'system';
    const rest = this.#messages.filter((_, index) => index !== at);
    if (text === '') {
      this.#messages = rest;
      return 'There is no system message now.';
    }
    this.#messages =
      at === -1 ? [{ role, content: text }, ...rest] : this.#messages.with(at, { role, content: text });
    return at === -1 ? 'The list begins with this system message now.' : 'The system message is changed.';
  }

  delete(position: string): string {
    const index = this.#indexOf(position);
    if (index === undefined) return this.#noMessage(position);
    this.#messages = this.#messages.filter((_, each) => each !== index);
    return `Message ${index + 1} is deleted. The next request doesn't send it. /again asks again.`;
  }

  edit(position: string, text: string): string {
    const index = this.#indexOf(position);
    const before = index === undefined ? undefined : this.#messages[index];
    if (index === undefined || before === undefined) return this.#noMessage(position);
    if (text === '') return 'Type the new text after the number, for example: /edit 2 Good morning.';
    this.#messages = this.#messages.with(index, { role: before.role, content: text });
    return `Message ${index + 1} is changed. /again asks again.`;
  }

  #indexOf(position: string): number | undefined {
    const number = /^\d+$/.test(position) ? Number(position) : 0;
    return number >= 1 && number <= this.#messages.length ? number - 1 : undefined;
  }

  #noMessage(position: string): string {
    const { length } = this.#messages;
    if (length === 0) return 'The list is empty: there is no message yet.';
    return `There is no message "${toHarmless(position)}". They have the numbers 1 to ${length}: /messages shows them.`;
  }

  save(name: string): string {
    if (this.#messages.length === 0) return 'There is nothing to save yet: type a message first.';
    const request = { settings: this.#settings, messages: this.#messages };
    const { command } = saveProgram(this.#root, name, request);
    return `Saved. Run it with: ${command}`;
  }

  /** Begins anew: as the lesson prepares it, else with the system message and the settings as they are. */
  reset(): string {
    const setup = this.#lesson?.playground;
    this.#messages =
      setup === undefined
        ? this.#messages.filter(({ role }) => role === 'system' || role === 'developer')
        : messagesOf(setup);
    if (setup !== undefined) this.#settings = settingsOf(setup);
    this.answer = undefined;
    return 'A new conversation.';
  }

  /** The list as the next request sends it, a message a line. */
  listed(): string {
    if (this.#messages.length === 0) return 'The list is empty: nothing is sent yet.';
    return this.#messages
      .map(({ role, content }, index) => `${index + 1}. ${role}: ${toHarmless(content)}`)
      .join('\n');
  }

  settingsListed(): string {
    return parameterNames
      .map((name) => `${name}: ${toHarmless(shownSetting(this.#settings, name))}`)
      .join('\n');
  }
}
