import { once } from 'node:events';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import type { ChatAnswer } from './chat/route.ts';
import type { ExchangeRecord } from './recording.ts';

type Outgoing = HttpBindings['outgoing'];
type Stream = Extract<ChatAnswer, { kind: 'stream' }>;

/**
 * Sends server-sent events, one `data:` line each, and `[DONE]` at the end. Written to the socket directly, because a
 * scenario may hold the end back or cut the connection at an exact place.
 * @param paceMs milliseconds before each piece of content
 */
export async function sendStream(
  outgoing: Outgoing,
  stream: Stream,
  headers: Readonly<Record<string, string>>,
  record: ExchangeRecord,
  paceMs = 0,
): Promise<void> {
  const all = { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
  outgoing.writeHead(200, all);
  record.streaming(200, all);
  const lastContent = stream.events.findLastIndex((event) => event.content);
  let sent = 0;
  for (const [index, event] of stream.events.entries()) {
    // After the last piece that is wanted, or before the first when none is.
    if (sent === stream.cutAfterChunks && (sent > 0 || event.content)) {
      record.end('cut');
      outgoing.destroy();
      return;
    }
    if (index === Math.max(0, lastContent)) await stream.holdEnd?.();
    const pauseMs = event.pauseMs ?? (event.content ? paceMs : 0);
    if (pauseMs > 0) await writing(outgoing, pauseMs);
    if (outgoing.destroyed) return;
    record.chunk(event.data);
    await write(outgoing, `data: ${JSON.stringify(event.data)}\n\n`);
    if (event.content) sent += 1;
  }
  if (stream.cutAtEnd === true) {
    record.end('cut');
    outgoing.destroy();
    return;
  }
  // Before the last bytes leave, so that a client that has seen the end finds it recorded.
  record.end('completed');
  outgoing.end('data: [DONE]\n\n');
}

/** The time that a model takes to write; it ends early when nobody is there any more. */
export async function writing(outgoing: Pick<Outgoing, 'once' | 'off'>, ms: number): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  outgoing.once('close', leave);
  await delay(ms, undefined, { signal: gone.signal }).catch(() => undefined);
  outgoing.off('close', leave);
}

async function write(outgoing: Outgoing, text: string): Promise<void> {
  const roomLeft = outgoing.write(text);
  // Each event goes out by itself, as from the real service.
  await nextTurn();
  if (!roomLeft && !outgoing.destroyed)
    await Promise.race([once(outgoing, 'drain'), once(outgoing, 'close')]);
}
