import { nonceWords } from '../../model/nonce.ts';
import type { Responder } from '../../model/types.ts';

/** What a scripted reply is made from. */
export interface ReplyParts {
  /** From 1: which request of the attempt is answered. */
  readonly number: number;
  /** A new pair of words, derived from the attempt's seed, that no program can guess. */
  readonly word: () => string;
}

/** A model that answers each request with the text that `make` returns: for replies of a shape that a scenario needs. */
export function replyWith(make: (parts: ReplyParts) => string): Responder {
  return (_request, { seed, index, choice }) => {
    let drawn = 0;
    const word = () => {
      drawn += 1;
      return nonceWords(seed, 'reply', index, choice, drawn);
    };
    return { kind: 'reply', choices: [{ content: make({ number: index + 1, word }) }] };
  };
}
