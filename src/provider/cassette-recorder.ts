import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Completion, Exchange } from '../model/types.ts';
import {
  CassetteError,
  type CassetteHeader,
  type CassetteLine,
  cassetteVersion,
  keptHeaders,
  lineSchema,
  readCassette,
} from './cassette-file.ts';
import { messageOf } from './failure.ts';
import { normaliseRequest } from './normal-request.ts';
import { Redactor } from './redact.ts';

export interface RecorderOptions {
  /** The provider's name, for the header. */
  readonly provider: string;
  /** The model that is asked there, when it is one and the same. */
  readonly model?: string;
  /** Keys and other texts that must not be on the cassette; those of fewer than 8 characters are left alone. */
  readonly secrets: readonly string[];
  /** What becomes of a file that exists: `refuse`, when left out, makes it an error. */
  readonly existing?: 'refuse' | 'append' | 'replace';
}

/** Errors of Agentlings itself: no provider answered, and none is to be blamed when it is replayed. */
const ownErrors = new Set(['cassette_miss', 'spending_limit']);

/**
 * Records exchanges into a cassette. The header is written at once, so that a file that can't be written is known
 * before anything was paid for; each exchange is on the disk when `add` returns.
 *
 * Only what is listed here gets into the file: the normal request, status, a few response headers, and what was
 * answered. Request headers are never written, and secrets are taken out of texts by their value.
 */
export class CassetteRecorder {
  readonly #file: string;
  readonly #redactor: Redactor;
  #count = 0;

  /** @throws CassetteError when the file exists and shouldn't, is no cassette to append to, or can't be written */
  constructor(file: string, { provider, model, secrets, existing = 'refuse' }: RecorderOptions) {
    this.#file = file;
    this.#redactor = new Redactor(secrets);
    if (existsSync(file) && existing !== 'replace') {
      if (existing === 'refuse') {
        throw new CassetteError(
          `${file} exists already. Name another file, or say whether to append to it or to replace it.`,
        );
      }
      readCassette(file);
      // An editor may have left the last line without its end.
      if (!readFileSync(file, 'utf8').endsWith('\n')) this.#writing(() => appendLine(file, ''));
      return;
    }
    const recorded = new Date().toISOString();
    const header: CassetteHeader = {
      agentlings: 'cassette',
      version: cassetteVersion,
      recorded,
      provider,
      model,
    };
    this.#writing(() => writeWhole(file, `${JSON.stringify(this.#redactor.json(header))}\n`));
  }

  /** Exchanges that were recorded since it was opened. */
  get count(): number {
    return this.#count;
  }

  /**
   * Records a finished exchange. What no provider answered is left out: requests that were refused before they were
   * sent, plain ones that the program left, and those that are no chat completions.
   * @returns whether it is on the cassette now
   * @throws CassetteError when it can't be written; the cassette then ends with the exchange before
   */
  add(exchange: Exchange): boolean {
    const line = this.#lineOf(exchange);
    if (line === undefined) return false;
    this.#writing(() => appendLine(this.#file, JSON.stringify(line)));
    this.#count += 1;
    return true;
  }

  #lineOf({ request, response, startedAt }: Exchange): CassetteLine | undefined {
    const { state, status, headers, body, chunks, completion, endedAt = startedAt } = response;
    if (request === undefined || state === 'pending' || isOwnError(body)) return undefined;
    if (state === 'completed' && completion === undefined) return undefined;
    if (state === 'aborted' && chunks === undefined) return undefined;
    const ms = since(startedAt, endedAt);
    const kept = { state, status, headers: keptHeaders(headers), ms };
    const answer =
      chunks === undefined
        ? { body }
        : this.#spells(completion)
          ? { body: plainBody(completion) }
          : { chunks: chunks.map(({ at, data }) => ({ at: since(startedAt, at), data })) };
    const line = this.#redactor.json({
      request: normaliseRequest(request),
      response: { ...kept, ...answer },
    });
    // What could not be read again, such as an event that is no object, is not written in the first place.
    const valid = lineSchema.safeParse(JSON.parse(JSON.stringify(line)));
    return valid.success ? valid.data : undefined;
  }

  /** Whether pieces that are harmless one by one are a secret together. */
  #spells(completion: Completion | undefined): completion is Completion {
    const text = JSON.stringify(completion?.choices ?? []);
    return JSON.stringify(this.#redactor.json(completion?.choices ?? [])) !== text;
  }

  #writing(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw new CassetteError(
        `The cassette ${this.#file} can't be written: ${messageOf(error)}. Check the folder and the space on the disk.`,
        { cause: error },
      );
    }
  }
}

function since(startedAt: number, at: number): number {
  return Math.max(0, Math.round((at - startedAt) * 10) / 10);
}

function isOwnError(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('type' in error)) return false;
  return typeof error.type === 'string' && ownErrors.has(error.type);
}

/** A stream's completion as the body of a plain response. */
function plainBody({ model, choices, usage }: Completion): Record<string, unknown> {
  return {
    object: 'chat.completion',
    model,
    choices: choices.map(({ content, refusal, toolCalls, finishReason }, index) => ({
      index,
      finish_reason: finishReason,
      message: {
        role: 'assistant',
        content,
        refusal,
        ...(toolCalls.length > 0 && {
          tool_calls: toolCalls.map(({ id, ...called }) => ({ id, type: 'function', function: called })),
        }),
      },
    })),
    usage,
  };
}

/** A reader, or a crash, sees the old file or the new one. */
function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { flush: true });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A line that doesn't fit onto the disk leaves nothing of itself. */
function appendLine(file: string, line: string): void {
  const handle = openSync(file, 'a');
  const { size } = fstatSync(handle);
  try {
    writeFileSync(handle, `${line}\n`);
    fsyncSync(handle);
  } catch (error) {
    ftruncateSync(handle, size);
    throw error;
  } finally {
    closeSync(handle);
  }
}
