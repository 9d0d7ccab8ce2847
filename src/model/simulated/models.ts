import type { ChatRequest } from '../contract/request.ts';

export type Effort = NonNullable<ChatRequest['reasoning_effort']>;

const early: readonly Effort[] = ['low', 'medium', 'high'];
const fifth: readonly Effort[] = ['minimal', ...early];
/** In Chat Completions; `max` these models take in the Responses API only. */
const sixth: readonly Effort[] = [...early, 'xhigh'];

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
  /** The values of `reasoning_effort` that it takes; all of them when left out. With `none` it takes `temperature`. */
  readonly efforts?: readonly Effort[];
  /** Takes function tools in Chat Completions with `reasoning_effort: 'none'` only. */
  readonly toolsWithoutReasoning?: true;
  /** `YYYY-MM-DD`: when OpenAI switches it off, from the page on deprecations; here it answers all the same. */
  readonly shutdown?: string;
  /** Nothing is known of it but its name: it may take anything. */
  readonly unknown?: true;
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
    shutdown: '2027-01-14',
  },
  {
    id: 'gpt-4o',
    snapshots: ['2024-05-13', '2024-08-06', '2024-11-20'],
    created: 1_715_367_049,
    contextWindow: 128_000,
    maxOutputTokens: 16_384,
    reasoning: false,
    shutdown: '2027-01-14',
  },
  {
    id: 'gpt-4.1',
    snapshots: ['2025-04-14'],
    created: 1_744_316_542,
    contextWindow: 1_047_576,
    maxOutputTokens: 32_768,
    reasoning: false,
    shutdown: '2027-01-14',
  },
  {
    id: 'gpt-4.1-mini',
    snapshots: ['2025-04-14'],
    created: 1_744_318_173,
    contextWindow: 1_047_576,
    maxOutputTokens: 32_768,
    reasoning: false,
    shutdown: '2027-01-14',
  },
  {
    id: 'gpt-4.1-nano',
    snapshots: ['2025-04-14'],
    created: 1_744_321_707,
    contextWindow: 1_047_576,
    maxOutputTokens: 32_768,
    reasoning: false,
    shutdown: '2026-10-23',
  },
  {
    id: 'gpt-4-turbo',
    snapshots: ['2024-04-09'],
    created: 1_712_361_441,
    contextWindow: 128_000,
    maxOutputTokens: 4_096,
    reasoning: false,
    shutdown: '2026-10-23',
  },
  {
    id: 'gpt-4',
    snapshots: ['0613'],
    created: 1_687_882_411,
    contextWindow: 8_192,
    maxOutputTokens: 8_192,
    reasoning: false,
    shutdown: '2026-10-23',
  },
  {
    id: 'gpt-3.5-turbo',
    snapshots: ['1106', '0125'],
    created: 1_677_610_602,
    contextWindow: 16_385,
    maxOutputTokens: 4_096,
    reasoning: false,
    shutdown: '2026-10-23',
  },
  {
    id: 'o1',
    snapshots: ['2024-12-17'],
    created: 1_734_375_816,
    contextWindow: 200_000,
    maxOutputTokens: 100_000,
    reasoning: true,
    efforts: early,
    shutdown: '2026-10-23',
  },
  {
    id: 'o3-mini',
    snapshots: ['2025-01-31'],
    created: 1_737_146_383,
    contextWindow: 200_000,
    maxOutputTokens: 100_000,
    reasoning: true,
    efforts: early,
    shutdown: '2026-10-23',
  },
  {
    id: 'o3',
    snapshots: ['2025-04-16'],
    created: 1_744_225_308,
    contextWindow: 200_000,
    maxOutputTokens: 100_000,
    reasoning: true,
    efforts: early,
    shutdown: '2026-12-11',
  },
  {
    id: 'o4-mini',
    snapshots: ['2025-04-16'],
    created: 1_744_225_351,
    contextWindow: 200_000,
    maxOutputTokens: 100_000,
    reasoning: true,
    efforts: early,
    shutdown: '2026-10-23',
  },
  {
    id: 'gpt-5',
    snapshots: ['2025-08-07'],
    created: 1_754_425_777,
    contextWindow: 400_000,
    maxOutputTokens: 128_000,
    reasoning: true,
    efforts: fifth,
    shutdown: '2026-12-11',
  },
  {
    id: 'gpt-5-mini',
    snapshots: ['2025-08-07'],
    created: 1_754_425_928,
    contextWindow: 400_000,
    maxOutputTokens: 128_000,
    reasoning: true,
    efforts: fifth,
    shutdown: '2026-12-11',
  },
  {
    id: 'gpt-5-nano',
    snapshots: ['2025-08-07'],
    created: 1_754_426_384,
    contextWindow: 400_000,
    maxOutputTokens: 128_000,
    reasoning: true,
    efforts: fifth,
    shutdown: '2026-12-11',
  },
  {
    id: 'gpt-6-luna',
    snapshots: [],
    created: 1_790_035_200,
    contextWindow: 1_050_000,
    maxOutputTokens: 128_000,
    reasoning: true,
    efforts: ['none', ...sixth],
    toolsWithoutReasoning: true,
  },
  {
    id: 'gpt-6.1-sol',
    snapshots: [],
    created: 1_790_640_000,
    contextWindow: 1_050_000,
    maxOutputTokens: 128_000,
    reasoning: true,
    efforts: sixth,
    toolsWithoutReasoning: true,
  },
  {
    id: 'gpt-6.1-terra',
    snapshots: [],
    created: 1_792_972_800,
    contextWindow: 1_050_000,
    maxOutputTokens: 128_000,
    reasoning: true,
    efforts: ['none', ...sixth],
    toolsWithoutReasoning: true,
  },
];

/** The model of that name, or of that snapshot. */
export function findModel(id: string): ModelInfo | undefined {
  return models.find(
    (model) => model.id === id || model.snapshots.some((date) => `${model.id}-${date}` === id),
  );
}

/** A model that a provider has and this table doesn't: nothing is refused on its behalf. */
export function unknownModel(id: string): ModelInfo {
  const plenty = 100_000_000;
  return {
    id,
    snapshots: [],
    created: 0,
    contextWindow: plenty,
    maxOutputTokens: plenty,
    reasoning: false,
    unknown: true,
  };
}
