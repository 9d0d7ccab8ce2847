import { adjectives, nouns } from '../../model/nonce-words.ts';
import type { Exchange } from '../../model/types.ts';
import type { WorkEvent } from '../types.ts';

/** Shorter texts, such as numbers, stand in other texts by chance. */
const shortest = 6;

/** What was in the attempts of one submission. */
export interface Heard {
  readonly hidden: readonly string[];
  readonly visible: readonly string[];
}

/**
 * Looks for the data of hidden scenarios in what learners get to read, unless visible attempts have it too: arguments,
 * standard input and what the model replied, whole and line by line, the texts inside of them where they are JSON, and
 * the words that follow from the seed.
 */
export class LeakSearch {
  readonly #hidden = new Set<string>();
  readonly #visible = new Set<string>();
  readonly #texts = new Map<string, { readonly text: string; readonly general: boolean }>();

  /** Takes in what was in the attempts of one submission for the exercise. */
  hear({ hidden, visible }: Heard): void {
    for (const text of hidden) this.#hidden.add(text);
    for (const text of visible) this.#visible.add(text);
  }

  /** @param general whether it is about much else: then a single word, such as "translator", is in it by chance */
  read(name: string, text: string, general = false): void {
    this.#texts.set(name, { text, general });
  }

  /** Texts that only hidden scenarios have. */
  secrets(): readonly string[] {
    const visible = [...this.#visible].join('\n');
    return [...this.#hidden].filter((text) => text.length >= shortest && !visible.includes(text));
  }

  /** One sentence for each text of a hidden scenario that stands somewhere. */
  findings(): readonly string[] {
    return this.secrets().flatMap((secret) => {
      const quoted = JSON.stringify(secret).slice(1, -1);
      const word = !/\s/.test(secret);
      const found = [...this.#texts].find(
        ([, { text, general }]) => !(general && word) && (text.includes(secret) || text.includes(quoted)),
      );
      return found === undefined ? [] : [`${found[0]} tells of a hidden scenario: ${JSON.stringify(secret)}`];
    });
  }
}

/** Hears the events of one submission, graded with `revealHidden`. */
export class Listener implements Heard {
  readonly #hidden = new Set<string>();
  readonly #visible = new Set<string>();
  readonly #hiddenAttempts = new Set<number>();

  get hidden(): readonly string[] {
    return [...this.#hidden];
  }

  get visible(): readonly string[] {
    return [...this.#visible];
  }

  hear(event: WorkEvent): void {
    if (event.type === 'attempt-started') {
      if (event.hidden === true) this.#hiddenAttempts.add(event.attempt);
      this.#note(event.attempt, [...event.args, event.stdin ?? '']);
    }
    if (event.type === 'attempt-ended')
      this.#note(event.attempt, event.result.exchanges.flatMap(textsOfReply));
  }

  #note(attempt: number, texts: readonly string[]): void {
    const into = this.#hiddenAttempts.has(attempt) ? this.#hidden : this.#visible;
    for (const text of texts.flatMap(textsIn)) into.add(text);
  }
}

function textsOfReply({ response }: Exchange): readonly string[] {
  return (response.completion?.choices ?? []).flatMap(({ content, refusal, toolCalls }) => [
    content ?? '',
    refusal ?? '',
    ...toolCalls.map((call) => call.arguments),
  ]);
}

/** The text itself, and the texts inside of it when it is JSON, whose lines say nothing; or else its parts. */
function textsIn(text: string): readonly string[] {
  try {
    return [text, ...leaves(JSON.parse(text)).flatMap(partsOf)];
  } catch {
    return partsOf(text);
  }
}

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

const first = new Set(adjectives);
const second = new Set(nouns);

/** A report may show a part of a text: one of its lines, or just the words in it that nobody can guess. */
function partsOf(text: string): readonly string[] {
  const words = text.split(/[^\p{L}]+/u);
  const pairs = words.flatMap((word, index) => {
    const next = words[index + 1] ?? '';
    return first.has(word) && second.has(next) ? [`${word} ${next}`] : [];
  });
  return [text, ...text.split('\n').map((line) => line.trim()), ...pairs];
}
