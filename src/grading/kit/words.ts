import { nonceWords } from '../../model/nonce.ts';
import type { ResponderContext } from '../../model/types.ts';

/**
 * For responders that look at the request before they answer: each call makes a new pair of words, derived from the
 * attempt's seed and the request's position, that no program can guess.
 */
export function wordsFor({ seed, index, choice }: ResponderContext): () => string {
  let drawn = 0;
  return () => {
    drawn += 1;
    return nonceWords(seed, 'reply', index, choice, drawn);
  };
}
