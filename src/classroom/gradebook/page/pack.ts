import type { ExerciseResult } from '../../../grading/types.ts';
import { sanitizeOutput, toHarmless, toHarmlessSource } from '../../../render/sanitize.ts';
import { resultOfEach } from '../results.ts';
import { totalOf } from '../totals.ts';
import type { Gradebook, GradebookEntry, GradebookExercise, GradebookResult, SentAttempt } from '../types.ts';
import { shortNumber } from './numbers.ts';
import type {
  AttemptDetails,
  CheckDetails,
  Details,
  PageData,
  PagePerson,
  PersonDetails,
  ResultDetails,
} from './page-data.ts';

/** What the table, the figures and the script's lists are made of. Texts are free of control characters. */
export function packPeople(gradebook: Gradebook): PageData {
  return {
    exercises: gradebook.exercises.map(({ title, chapter, points, checks }) => ({
      title: toHarmless(title),
      chapter: toHarmless(chapter),
      points,
      checks: checks.map((check) => ({ title: toHarmless(check.title), points: check.points })),
    })),
    people: Array.from(gradebook.entries, (entry) => packPerson(entry, gradebook.exercises)),
  };
}

function packPerson(entry: GradebookEntry, exercises: readonly GradebookExercise[]): PagePerson {
  const id = toHarmless(entry.id);
  const results = resultsOf(entry, exercises);
  return {
    key: entry.id.toWellFormed(),
    id,
    name: toHarmless(entry.name ?? '').trim() || id,
    email: toHarmless(entry.email ?? ''),
    path: toHarmless(entry.path),
    state: entry.state,
    expected: entry.expected,
    ...totalCell({ ...entry, results }, exercises),
    results: results.map((result, index) => ({
      status: result.status,
      points: result.points,
      checks: letters(result, exercises[index]?.checks ?? []),
    })),
  };
}

function resultsOf(
  entry: GradebookEntry,
  exercises: readonly GradebookExercise[],
): readonly GradebookResult[] {
  return entry.state === 'graded' ? resultOfEach(exercises, entry.results) : [];
}

/** What the total's cell says, and its points where they count. */
function totalCell(
  entry: GradebookEntry,
  exercises: readonly GradebookExercise[],
): { total: string; points: number | null } {
  if (entry.state !== 'graded') return { total: entry.state, points: null };
  const { points, complete } = totalOf(entry, { exercises });
  return complete ? { total: shortNumber(points), points } : { total: 'incomplete', points: null };
}

/** A program that is missing or does not compile reached none of its checks, whatever they found. */
function letters(result: ExerciseResult, checks: GradebookExercise['checks']): string {
  if (result.status === 'internal') return '-'.repeat(checks.length);
  const ran = result.status !== 'missing' && result.status !== 'invalid';
  const byId = new Map(result.checks.map(({ id, status }) => [id, status]));
  return checks
    .map(({ id }) => {
      const status = byId.get(id);
      if (status === 'passed') return 'p';
      return status === 'failed' && ran ? 'f' : 'n';
    })
    .join('');
}

/** Gives each text one index, however often it comes. */
class Texts {
  readonly list: string[] = [];
  /** Of all of them, in UTF-16 units. */
  length = 0;
  readonly #indexes = new Map<string, number>();

  add(text: string): number {
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    this.#indexes.set(text, this.list.length);
    this.length += text.length;
    return this.list.push(text) - 1;
  }

  line = (text: string): number => this.add(toHarmless(text));
  source = (text: string): number => this.add(toHarmlessSource(text));
  output = (text: string): number => this.add(sanitizeOutput(text).join('\n'));
}

/** A page of more than this no browser opens in a moment; in UTF-16 units. */
const mostDetails = 48_000_000;

/**
 * What only an opened person needs, in the order of the entries. Of those after whom the page would be too large only
 * problems are in it.
 */
export function packDetails({ entries, exercises }: Gradebook, most = mostDetails): Details {
  const texts = new Texts();
  let packed = 0;
  const people = Array.from(entries, (entry): PersonDetails => {
    const problems = entry.problems.map(texts.line);
    if (packed + texts.length > most) return { problems, results: null };
    const results = resultsOf(entry, exercises).map((result, index) =>
      packResult(result, exercises[index]?.checks ?? [], texts),
    );
    packed += JSON.stringify(results).length;
    return { problems, results };
  });
  return { texts: texts.list, people };
}

function packResult(
  result: GradebookResult,
  checks: GradebookExercise['checks'],
  texts: Texts,
): ResultDetails {
  return {
    message: texts.source(result.message),
    durationMs: result.durationMs,
    checks: result.checks.flatMap((each): CheckDetails | [] => {
      const check = checks.findIndex(({ id }) => id === each.id);
      if (each.status === 'passed' || check === -1) return [];
      return {
        check,
        failed: each.status === 'failed',
        points: each.points,
        expected: texts.source(each.expected),
        actual: texts.source(each.actual),
        help: texts.source(each.help),
        pointer: each.pointer,
      };
    }),
    sent: result.sent.map((attempt) => packAttempt(attempt, texts)),
  };
}

function packAttempt(attempt: SentAttempt, texts: Texts): AttemptDetails {
  return {
    attempt: attempt.attempt,
    title: texts.line(attempt.title),
    args: attempt.args.map(texts.source),
    stdout: texts.output(attempt.stdout),
    exchanges: attempt.exchanges.map((exchange) => ({
      model: texts.line(exchange.model),
      messages: exchange.messages.flatMap(({ role, text }) => [texts.line(role), texts.source(text)]),
      tools: exchange.tools.map(texts.line),
      parameters: Object.entries(exchange.parameters).flatMap(([name, json]) => [
        texts.line(name),
        texts.source(json),
      ]),
      status: exchange.status,
      reply: texts.source(exchange.reply),
      promptTokens: exchange.promptTokens,
      completionTokens: exchange.completionTokens,
    })),
  };
}
