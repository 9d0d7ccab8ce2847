import * as z from 'zod';

/** A model that a provider says it has. */
export interface ListedModel {
  readonly id: string;
  /** `YYYY-MM-DD`, where the provider has announced an end (OpenAI does). */
  readonly shutdownDate?: string;
}

const item = z.looseObject({
  id: z.string(),
  shutdown_date: z.string().nullish().catch(undefined),
});
const listSchema = z.union([z.object({ data: z.array(item) }).transform(({ data }) => data), z.array(item)]);

/** The models in the body of a `GET /models`, or of GitHub's catalog; `undefined` when it is something else. */
export function modelsIn(body: unknown): readonly ListedModel[] | undefined {
  const result = listSchema.safeParse(body);
  if (!result.success) return undefined;
  return result.data.map(({ id, shutdown_date }) => ({ id, shutdownDate: shutdown_date ?? undefined }));
}

/** Whether a model is in a list. Ollama lists `llama3.2:latest` and answers to `llama3.2`. */
export function findListed(model: string, listed: readonly ListedModel[]): ListedModel | undefined {
  return listed.find(({ id }) => id === model) ?? listed.find(({ id }) => id === `${model}:latest`);
}

/** How many models a line can name. */
const several = 3;

/** The models whose names have most in common with the one that was asked for, the nearest first. */
export function nearestModels(asked: string, listed: readonly ListedModel[]): readonly string[] {
  const wanted = partsOf(asked);
  return listed
    .map(({ id }) => ({ id, score: likeness(wanted, partsOf(id)) }))
    .filter(({ score }) => listed.length <= several || score > 0)
    .sort((a, b) => b.score - a.score || a.id.length - b.id.length)
    .slice(0, several)
    .map(({ id }) => id);
}

/** `openai/gpt-4o-mini` is made of `openai`, `gpt`, `4o`, `mini`. */
function partsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[^a-z0-9.]+|(?<=[a-z])(?=\d)/);
}

/** Parts in common, less the parts that only one of them has. */
function likeness(wanted: readonly string[], parts: readonly string[]): number {
  const common = wanted.filter((part) => parts.includes(part)).length;
  return common === 0 ? 0 : common - (parts.length - common) / 10;
}
