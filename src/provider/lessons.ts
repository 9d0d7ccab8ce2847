import type { Explanation } from '../model/types.ts';

type Section = NonNullable<Explanation['lesson']>;

/** The sections of lessons that explanations send people to; a test keeps them true. */
export const sections = {
  parameters: { id: 'chat-completions', heading: 'Parameters' },
  comesBack: { id: 'chat-completions', heading: 'What comes back' },
  window: { id: 'tokens-and-cost', heading: 'Window and output limit' },
  shorter: { id: 'context-management', heading: 'A sliding window' },
  retries: { id: 'reliability', heading: 'Which errors are worth a retry' },
  timeLimits: { id: 'reliability', heading: 'Time limits' },
  brokenStream: { id: 'streaming', heading: 'When a stream breaks off' },
} as const satisfies Readonly<Record<string, Section>>;
