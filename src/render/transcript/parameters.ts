import { toHarmless } from '../sanitize.ts';
import { concat, type Line, span } from '../text.ts';
import { labelled, muted, styled, type TranscriptOptions, textLines } from './layout.ts';
import { asList, asRecord, asText, inLine, type JsonRecord } from './values.ts';

const order = ['model', 'temperature', 'top_p', 'max_tokens', 'max_completion_tokens', 'stream'];

/** What a request asks for besides its messages, each parameter by its name in the API. */
export function parameterLines(body: JsonRecord, options: TranscriptOptions): Line[] {
  const names = Object.keys(body).filter((name) => name !== 'messages' && body[name] !== undefined);
  names.sort((one, other) => rank(one) - rank(other));
  if (names.length === 0) return [];
  const separator = muted(options, ` ${options.glyphs.dot} `);
  const parts = names.flatMap((name, index) => [
    ...(index === 0 ? [] : separator),
    ...muted(options, `${toHarmless(name)} `),
    span(toHarmless(parameterText(name, body[name])), options.theme.styles.text),
  ]);
  const lines = labelled(options, [], muted(options, 'parameters'), [concat(parts)]);
  return options.expanded === true ? [...lines, ...toolLines(body.tools, options)] : lines;
}

function rank(name: string): number {
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}

function parameterText(name: string, value: unknown): string {
  if (name === 'tools') return toolNames(value);
  if (name === 'response_format') return formatText(value);
  if (name === 'tool_choice') {
    const chosen = asText(asRecord(asRecord(value)?.function)?.name);
    return chosen ?? inLine(value);
  }
  return inLine(value);
}

function toolNames(value: unknown): string {
  const names = asList(value).map((tool) => asText(asRecord(asRecord(tool)?.function)?.name) ?? 'unnamed');
  return names.length === 0 ? inLine(value) : names.join(', ');
}

function formatText(value: unknown): string {
  const format = asRecord(value);
  const type = asText(format?.type);
  if (type === undefined) return inLine(value);
  const schema = asRecord(format?.json_schema);
  const name = asText(schema?.name);
  if (name === undefined) return type;
  return `${type} ${name}${schema?.strict === true ? ' (strict)' : ''}`;
}

/** Each tool as the model reads it: its name, what it says of itself, and the schema of its arguments. */
function toolLines(tools: unknown, options: TranscriptOptions): Line[] {
  return asList(tools).flatMap((tool) => {
    const definition = asRecord(asRecord(tool)?.function) ?? asRecord(asRecord(tool)?.custom);
    const description = asText(definition?.description);
    const { text } = options.theme.styles;
    return labelled(options, [], styled(options, 'tool', 'tool'), [
      [span(toHarmless(asText(definition?.name) ?? 'unnamed'), text)],
      ...(description === undefined ? [] : textLines(description, options.theme.styles.muted)),
      ...textLines(JSON.stringify(definition?.parameters ?? definition?.format ?? {}), text),
    ]);
  });
}
