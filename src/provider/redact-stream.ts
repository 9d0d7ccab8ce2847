import { PieceRedactor } from './redact-pieces.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Texts of a delta that grow piece by piece. */
const growing = ['content', 'refusal', 'reasoning_content', 'reasoning'] as const;

/**
 * Takes secrets out of the texts that a stream's events add to: of each choice the content, the refusal, the reasoning
 * and the arguments of calls. An event in which nothing changes is handed back itself.
 * @param secrets every form in which the key may be written
 */
export function streamRedactor(secrets: readonly string[]): (event: unknown) => unknown {
  const texts = new Map<string, PieceRedactor>();
  const textOf = (name: string): PieceRedactor => {
    const found = texts.get(name) ?? new PieceRedactor(secrets);
    texts.set(name, found);
    return found;
  };
  const choice = (value: unknown): unknown => {
    if (!isFields(value) || !isFields(value.delta)) return value;
    const ends = typeof value.finish_reason === 'string';
    const delta = cleanDelta(value.delta, String(value.index), ends, textOf, texts);
    return delta === value.delta ? value : { ...value, delta };
  };
  return (event) => {
    if (secrets.length === 0 || !isFields(event) || !Array.isArray(event.choices)) return event;
    const before: readonly unknown[] = event.choices;
    const choices = before.map(choice);
    return choices.every((each, index) => each === before[index]) ? event : { ...event, choices };
  };
}

function cleanDelta(
  delta: Fields,
  index: string,
  ends: boolean,
  textOf: (name: string) => PieceRedactor,
  begun: ReadonlyMap<string, unknown>,
): Fields {
  let clean = delta;
  for (const name of growing) {
    const piece = delta[name];
    const place = `${index}/${name}`;
    if (typeof piece !== 'string' && !(ends && begun.has(place))) continue;
    const written = typeof piece === 'string' ? piece : '';
    const text = textOf(place).add(written) + (ends ? textOf(place).end() : '');
    if (text !== written) clean = { ...clean, [name]: text };
  }
  const calls = delta.tool_calls;
  if (!Array.isArray(calls)) return clean;
  const cleanCalls = calls.map((call: unknown) => {
    if (!isFields(call) || !isFields(call.function) || typeof call.function.arguments !== 'string')
      return call;
    const piece = call.function.arguments;
    // Arguments are JSON, whose end closes every text in it: nothing waits beyond that.
    const text = textOf(`${index}/call/${String(call.index)}`).add(piece);
    return text === piece ? call : { ...call, function: { ...call.function, arguments: text } };
  });
  return cleanCalls.every((call, at) => call === calls[at]) ? clean : { ...clean, tool_calls: cleanCalls };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
