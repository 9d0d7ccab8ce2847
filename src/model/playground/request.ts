import type { PlaygroundMessage, PlaygroundSetup } from '../../workshop/playground.ts';

export type { PlaygroundMessage, PlaygroundRole } from '../../workshop/playground.ts';

/** The parameters of a playground's requests, by their names in the API. What is `undefined` is not sent. */
export interface PlaygroundSettings {
  readonly model: string;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly top_p?: number;
  readonly stream: boolean;
}

/** What a playground asks the model endpoint. */
export interface PlaygroundRequest {
  readonly settings: PlaygroundSettings;
  readonly messages: readonly PlaygroundMessage[];
}

export const defaultSettings: PlaygroundSettings = { model: 'gpt-4o-mini', stream: true };

/** The settings that a lesson prepares, with the usual ones for what it leaves out. */
export function settingsOf(setup: PlaygroundSetup | undefined): PlaygroundSettings {
  return {
    model: setup?.model ?? defaultSettings.model,
    temperature: setup?.temperature,
    max_tokens: setup?.max_tokens,
    top_p: setup?.top_p,
    stream: setup?.stream ?? defaultSettings.stream,
  };
}

/** The messages that a lesson prepares, the system message first. */
export function messagesOf(setup: PlaygroundSetup | undefined): readonly PlaygroundMessage[] {
  const { system, messages = [] } = setup ?? {};
  return system === undefined ? messages : [{ role: 'system', content: system }, ...messages];
}

/** What is sent to have the last question answered (again): the list without the replies at its end. */
export function withoutLastReply<T extends PlaygroundMessage>(messages: readonly T[]): readonly T[] {
  const last = messages.findLastIndex(({ role }) => role !== 'assistant');
  return messages.slice(0, last + 1);
}

/** Tokens of a prompt that belong to no message: they prime the reply. */
export const replyTokens = 3;
