/** What the endpoint knows of a model by its name; figures from the models' pages in the OpenAI documentation. */
export interface ModelInfo {
  readonly id: string;
  /** Dates of the snapshots that can be asked for by name, such as `gpt-4o-2024-08-06`; the newest last. */
  readonly snapshots: readonly string[];
  /** Unix time, in seconds, for `GET /v1/models`. */
  readonly created: number;
  /** Tokens of prompt and completion together. */
  readonly contextWindow: number;
  /** Tokens of a completion. */
  readonly maxOutputTokens: number;
  /** Refuses `temperature`, `top_p` and `max_tokens`, and wants `max_completion_tokens`. */
  readonly reasoning: boolean;
}

export const models: readonly ModelInfo[] = [
  {
    id: 'simulated',
    snapshots: [],
    created: 1_735_689_600,
    contextWindow: 128_000,
    maxOutputTokens: 16_384,
    reasoning: false,
  },
  {
    id: 'gpt-4o-mini',
    snapshots: ['2024-07-18'],
    created: 1_721_172_741,
    contextWindow: 128_000,
    maxOutputTokens: 16_384,
    reasoning: false,
  },
  {
    id: 'gpt-4o',
    snapshots: ['2024-05-13', '2024-08-06', '2024-11-20'],
    created: 1_715_367_049,
    contextWindow: 128_000,
    maxOutputTokens: 16_384,
    reasoning: false,
  },
  {
    id: 'gpt-4.1',
    snapshots: ['2025-04-14'],
    created: 1_744_316_542,
    contextWindow: 1_047_576,
    maxOutputTokens: 32_768,
    reasoning: false,
  },
  {
    id: 'gpt-4.1-mini',
    snapshots: ['2025-04-14'],
    created: 1_744_318_173,
    contextWindow: 1_047_576,
    maxOutputTokens: 32_768,
    reasoning: false,
  },
  {
    id: 'gpt-4.1-nano',
    snapshots: ['2025-04-14'],
    created: 1_744_321_707,
    contextWindow: 1_047_576,
    maxOutputTokens: 32_768,
    reasoning: false,
  },
  {
    id: 'gpt-4-turbo',
    snapshots: ['2024-04-09'],
    created: 1_712_361_441,
    contextWindow: 128_000,
    maxOutputTokens: 4_096,
    reasoning: false,
  },
  {
    id: 'gpt-4',
    snapshots: ['0613'],
    created: 1_687_882_411,
    contextWindow: 8_192,
    maxOutputTokens: 8_192,
    reasoning: false,
  },
  {
    id: 'gpt-3.5-turbo',
    snapshots: ['1106', '0125'],
    created: 1_677_610_602,
    contextWindow: 16_385,
    maxOutputTokens: 4_096,
    reasoning: false,
  },
  {
    id: 'o1',
    snapshots: ['2024-12-17'],
    created: 1_734_375_816,
    contextWindow: 200_000,
    maxOutputTokens: 100_000,
    reasoning: true,
  },
  {
    id: 'o3-mini',
    snapshots: ['2025-01-31'],
    created: 1_737_146_383,
    contextWindow: 200_000,
    maxOutputTokens: 100_000,
    reasoning: true,
  },
  {
    id: 'o3',
    snapshots: ['2025-04-16'],
    created: 1_744_225_308,
    contextWindow: 200_000,
    maxOutputTokens: 100_000,
    reasoning: true,
  },
  {
    id: 'o4-mini',
    snapshots: ['2025-04-16'],
    created: 1_744_225_351,
    contextWindow: 200_000,
    maxOutputTokens: 100_000,
    reasoning: true,
  },
  {
    id: 'gpt-5',
    snapshots: ['2025-08-07'],
    created: 1_754_425_777,
    contextWindow: 400_000,
    maxOutputTokens: 128_000,
    reasoning: true,
  },
  {
    id: 'gpt-5-mini',
    snapshots: ['2025-08-07'],
    created: 1_754_425_928,
    contextWindow: 400_000,
    maxOutputTokens: 128_000,
    reasoning: true,
  },
  {
    id: 'gpt-5-nano',
    snapshots: ['2025-08-07'],
    created: 1_754_426_384,
    contextWindow: 400_000,
    maxOutputTokens: 128_000,
    reasoning: true,
  },
];

/** The model of that name, or of that snapshot. */
export function findModel(id: string): ModelInfo | undefined {
  return models.find(
    (model) => model.id === id || model.snapshots.some((date) => `${model.id}-${date}` === id),
  );
}
