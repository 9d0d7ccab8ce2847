import * as z from 'zod';

/** Who may speak in a playground. Results of tools belong to programs. */
export const playgroundRoles = ['system', 'developer', 'user', 'assistant'] as const;
export type PlaygroundRole = (typeof playgroundRoles)[number];

export interface PlaygroundMessage {
  readonly role: PlaygroundRole;
  readonly content: string;
}

const text = z.string({ error: 'expected text' }).trim().min(1, 'expected text, but it is empty');

const message = z.strictObject({
  role: z.enum(playgroundRoles, `expected one of ${playgroundRoles.join(', ')}`),
  content: text,
});

/** The `playground:` block of a lesson's front matter; names are those of the API. */
export const playgroundSchema = z
  .strictObject({
    system: text.optional(),
    model: text.regex(/^\S+$/, 'expected the name of a model, for example gpt-4o-mini').optional(),
    temperature: z
      .number('expected a number from 0 to 2')
      .min(0, 'expected 0 or more')
      .max(2, 'expected 2 or less')
      .optional(),
    max_tokens: z
      .number('expected a number of tokens')
      .int('expected whole tokens')
      .positive('expected at least 1 token')
      .optional(),
    top_p: z
      .number('expected a number from 0 to 1')
      .min(0, 'expected 0 or more')
      .max(1, 'expected 1 or less')
      .optional(),
    stream: z.boolean('expected true or false').optional(),
    messages: z.array(message, 'expected a list of messages, each with role and content').default([]),
    ask: text.optional(),
  })
  .refine(
    ({ system, messages }) => system === undefined || messages.every(({ role }) => role !== 'system'),
    'expected the system message once, as "system" or in "messages", but it is in both',
  );

/** What a lesson's playground begins with. */
export type PlaygroundSetup = z.infer<typeof playgroundSchema>;
