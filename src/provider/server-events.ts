import { StringDecoder } from 'node:string_decoder';

/**
 * Cuts server-sent events into lines as they come, so that each goes on as soon as it is whole. Line ends stay on the
 * lines; the last line may have none.
 */
export async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const part of body) {
    rest += decoder.write(Buffer.from(part));
    const lines = rest.split(/(?<=\n)/);
    rest = lines.at(-1)?.endsWith('\n') === false ? (lines.pop() ?? '') : '';
    yield* lines;
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}

/** What a line says: the data of an event, its JSON parsed where it is JSON; `undefined` for comments and other lines. */
export function eventData(line: string): { readonly done: boolean; readonly data: unknown } | undefined {
  const text = /^data:\s?(.*?)\r?\n?$/s.exec(line)?.[1];
  if (text === undefined || text === '') return undefined;
  if (text.trim() === '[DONE]') return { done: true, data: undefined };
  try {
    return { done: false, data: JSON.parse(text) };
  } catch {
    return { done: false, data: text };
  }
}
