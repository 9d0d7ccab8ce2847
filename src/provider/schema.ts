import * as z from 'zod';
import { presetIds } from './presets.ts';

/** The file that a provider is configured in, beside `package.json`. */
export const configurationFile = 'agentlings.yaml';

const dollars = z.number({ error: 'write a number of dollars, such as 0.50' }).positive();
const tokens = z.number({ error: 'write a whole number of tokens, such as 20000' }).int().positive();
const seconds = z.number({ error: 'write a number of seconds, such as 60' }).positive().max(3600);
const text = (what: string) => z.string({ error: `write ${what}` }).min(1, `write ${what}`);

/** Limits of what live runs may spend; whoever guards them reads them from the configuration. */
export const spendingSchema = z.strictObject({
  per_run_dollars: dollars.optional(),
  per_day_dollars: dollars.optional(),
  per_run_tokens: tokens.optional(),
  per_day_tokens: tokens.optional(),
});

/** What says who asks is the key's, and what says how much is sent is the connection's. */
const reserved =
  /^(authorization|api-key|host|connection|content-(length|type|encoding)|transfer-encoding|accept-encoding|cookie)$/i;
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/)
  .refine((name) => !reserved.test(name));
const headerText = z
  .string({ error: 'write the text of the header' })
  .regex(/^[\t\x20-\x7e]*$/, 'write it in one line of plain letters');

const parameter = z
  .string()
  .refine((name) => !['model', 'messages', 'stream'].includes(name), 'is not for here: the program says it');

/** A model under another name, with what has to change in requests so that it takes them. */
const mappedModel = z.strictObject(
  {
    name: text("the provider's name of the model"),
    add: z.record(parameter, z.json()).optional(),
    rename: z.record(parameter, parameter).optional(),
  },
  { error: "write the provider's name of the model, or below it name:, add: and rename:" },
);

export const providerSchema = z.strictObject(
  {
    preset: z.enum(presetIds, { error: `write one of ${presetIds.join(', ')}` }).optional(),
    base_url: text('an address, such as https://models.example.org/v1').optional(),
    key_variable: z
      .string()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_]*$/,
        'write the name of a variable, such as MY_KEY; the key itself belongs into .env',
      )
      .optional(),
    api_version: text('a version in quotes, such as "2024-10-21"').optional(),
    models: z
      .record(z.string(), z.union([text("the provider's name of the model"), mappedModel]), {
        error: "write a line for each model, such as gpt-4o-mini: llama3.2, or '*': llama3.2 for all",
      })
      .optional(),
    headers: z
      .record(headerName, headerText, {
        error: ({ code }) =>
          code === 'invalid_key'
            ? 'can not be set here: a header has letters, digits and hyphens in its name, a key belongs into .env, and what is about the connection is set for you'
            : 'write a line for each header, such as x-team: travel',
      })
      .optional(),
    timeouts: z
      .strictObject({ connect_seconds: seconds.optional(), idle_seconds: seconds.optional() })
      .optional(),
    spending: spendingSchema.optional(),
  },
  { error: unknownSetting },
);

/** The whole of `agentlings.yaml`; an empty file configures nothing. */
export const fileSchema = z
  .strictObject({ provider: providerSchema.nullish() }, { error: unknownSetting })
  .nullable();

export type ProviderSettings = z.infer<typeof providerSchema>;

function unknownSetting(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return 'write settings below it, such as preset: ollama';
  if (issue.code !== 'unrecognized_keys') return undefined;
  const keys = issue.keys.map((key) => `"${key}"`).join(', ');
  const known = issue.keys.some((key) => Object.hasOwn(providerSchema.shape, key))
    ? 'it belongs below "provider:"'
    : `known are ${[...Object.keys(providerSchema.shape)].join(', ')}, all below "provider:"`;
  return `there is no setting ${keys}; ${known}`;
}
