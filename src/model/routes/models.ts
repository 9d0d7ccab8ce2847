import { modelNotFound } from '../chat/errors.ts';
import { findModel, type ModelInfo, models, nearestModel } from '../models.ts';

/** The body of `GET /v1/models` (reference: "List models"). */
export function modelList(): Record<string, unknown> {
  return { object: 'list', data: models.map((model) => modelBody(model.id, model)) };
}

/**
 * The body of `GET /v1/models/{model}`.
 * @throws ApiFailure when there is no such model
 */
export function modelNamed(name: string): Record<string, unknown> {
  const model = findModel(name);
  if (model === undefined) throw modelNotFound(name, nearestModel(name));
  return modelBody(name, model);
}

function modelBody(id: string, { released, shutdown }: ModelInfo): Record<string, unknown> {
  return {
    id,
    object: 'model',
    created: Date.parse(released) / 1_000,
    owned_by: 'agentlings-simulated',
    shutdown_date: shutdown ?? null,
  };
}
