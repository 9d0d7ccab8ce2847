import type { WorkEvent } from './types.ts';

/** Shorter texts, such as numbers, stand in other texts by chance. */
const shortest = 6;

/**
 * Looks for the data of hidden scenarios in what learners get to read: the arguments of hidden attempts, and the texts
 * inside of them where they are JSON, unless a visible attempt has them too.
 */
export class LeakSearch {
  readonly #hidden = new Set<string>();
  readonly #visible = new Set<string>();
  readonly #texts = new Map<string, string>();

  hear(event: WorkEvent): void {
    if (event.type !== 'attempt-started') return;
    const into = event.hidden === true ? this.#hidden : this.#visible;
    for (const text of event.args.flatMap(textsIn)) into.add(text);
  }

  read(name: string, text: string): void {
    this.#texts.set(name, text);
  }

  /** One sentence for each text of a hidden scenario that stands somewhere. */
  findings(): readonly string[] {
    const visible = [...this.#visible].join('\n');
    const secrets = [...this.#hidden].filter((text) => text.length >= shortest && !visible.includes(text));
    return secrets.flatMap((secret) => {
      const quoted = JSON.stringify(secret).slice(1, -1);
      const found = [...this.#texts].find(([, text]) => text.includes(secret) || text.includes(quoted));
      return found === undefined ? [] : [`${found[0]} tells of a hidden scenario: ${JSON.stringify(secret)}`];
    });
  }
}

/** The text itself, and the texts inside of it when it is JSON. */
function textsIn(text: string): readonly string[] {
  try {
    return [text, ...leaves(JSON.parse(text))];
  } catch {
    return [text];
  }
}

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}
