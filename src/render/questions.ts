import type { LessonQuestion } from '../workshop/types.ts';
import { toAsciiPunctuation } from './markdown/entities.ts';
import { toHarmless } from './sanitize.ts';
import { concat, type Line, prefixLines, type Span, span, wrapLine } from './text.ts';
import type { Glyphs, StyleName, Theme } from './theme.ts';

/** Self-check questions as text: how they are asked, and how an answer is explained. */

export interface QuestionOptions {
  /** Cells that a line may take. */
  readonly width: number;
  readonly theme: Theme;
  readonly glyphs: Glyphs;
}

/** One question laid out. Line numbers count from 0. */
export interface QuestionBlock {
  readonly lines: readonly Line[];
  /** For each option its first line, and the one after its last, explanation included. */
  readonly options: readonly Range[];
}

export interface Range {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** What of the answers is told: nothing, what is to be said about one chosen option (an index), or everything. */
export type Told = 'nothing' | 'everything' | number;

/**
 * A question with its lettered options. An option that is told of has a mark before it and its explanation below; the
 * right one is told of beside a wrong choice.
 * @param number counted from 1
 */
export function renderQuestion(
  question: LessonQuestion,
  number: number,
  told: Told,
  options: QuestionOptions,
): QuestionBlock {
  const label = `${number}. `.padEnd(labelCells);
  const lines = prefixLines(
    wrapped(question.text, 'strong', options.width - labelCells, options),
    [span(label, options.theme.styles.muted)],
    [span(' '.repeat(labelCells))],
  );
  const choice = typeof told === 'number' ? question.options[told] : undefined;
  const ranges = question.options.map((option, index): Range => {
    const chosen = index === told;
    const alsoTold = told === 'everything' || (choice?.correct === false && option.correct);
    const from = lines.length;
    lines.push(...optionLines(option.text, index, chosen || alsoTold ? option.correct : undefined, options));
    if (chosen || alsoTold) {
      const verdict = option.correct
        ? chosen || told === 'everything'
          ? 'Right.'
          : 'This is right.'
        : 'Wrong.';
      lines.push(...explanationLines(verdict, option.correct, option.explanation, options));
    }
    return { from, to: lines.length };
  });
  return { lines, options: ranges };
}

/** The heading of the questions, as a lesson's own headings look. */
export function questionsHeading(
  title: string,
  { theme, glyphs }: QuestionOptions,
  linear = false,
): readonly Line[] {
  const heading = [span(title, theme.styles.heading)];
  return linear ? [heading] : [heading, [span(glyphs.horizontal.repeat(title.length), theme.styles.border)]];
}

const labelCells = 3;
/** The mark's column, and the letter's. */
const hang = labelCells + 3;

function optionLetter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index);
}

function optionLines(
  text: string,
  index: number,
  right: boolean | undefined,
  options: QuestionOptions,
): readonly Line[] {
  const { theme, glyphs } = options;
  const mark = right === undefined ? ' ' : right ? glyphs.ok : glyphs.bad;
  const first = concat(
    span(`${mark}${' '.repeat(labelCells - 1)}`, theme.styles[styleOf(right)]),
    span(optionLetter(index), theme.styles.key),
    span(') ', theme.styles.muted),
  );
  return prefixLines(wrapped(text, 'text', options.width - hang, options), first, [span(' '.repeat(hang))]);
}

function explanationLines(
  verdict: string,
  right: boolean,
  text: string,
  options: QuestionOptions,
): readonly Line[] {
  const line = concat(
    span(`${verdict} `, options.theme.styles[styleOf(right)]),
    inline(text, 'text', options),
  );
  const lines = wrapLine(line, Math.max(1, options.width - hang));
  return prefixLines(lines, [span(' '.repeat(hang))]);
}

function styleOf(right: boolean | undefined): StyleName {
  return right === undefined ? 'text' : right ? 'ok' : 'bad';
}

function wrapped(text: string, style: StyleName, width: number, options: QuestionOptions): Line[] {
  return wrapLine(inline(text, style, options), Math.max(1, width));
}

/** Text with code between backticks, which stay where there are no colours to tell code by. */
function inline(text: string, style: StyleName, { theme, glyphs }: QuestionOptions): Line {
  const harmless = toHarmless(glyphs.name === 'ascii' ? toAsciiPunctuation(text) : text);
  return harmless
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part): Span => {
      const code = part.length > 2 && part.startsWith('`') && part.endsWith('`');
      if (!code) return span(part, theme.styles[style]);
      return span(theme.colored ? part.slice(1, -1) : part, theme.styles.code);
    });
}
