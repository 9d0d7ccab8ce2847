import type { Adaptation, ProviderConfiguration } from './types.ts';

/** What `agentlings.yaml` says of requests for a model; `undefined` when they go on as they are. */
export function adaptationFor(
  { adaptations }: Pick<ProviderConfiguration, 'adaptations'>,
  asked: string,
): Adaptation | undefined {
  return Object.hasOwn(adaptations, asked) ? adaptations[asked] : adaptations['*'];
}

/** The body as the provider gets it: under the provider's name of the model, and adapted to it. */
export function adapted(
  body: Readonly<Record<string, unknown>>,
  model: string,
  adaptation: Adaptation | undefined,
): Record<string, unknown> {
  if (adaptation === undefined) return { ...body, model };
  const { add, rename } = adaptation;
  const renamed = Object.entries(body).map(([name, value]): [string, unknown] => {
    const to = Object.hasOwn(rename, name) ? rename[name] : undefined;
    // Who sets both has said what the new name is to be.
    return to === undefined || Object.hasOwn(body, to) ? [name, value] : [to, value];
  });
  return { ...add, ...Object.fromEntries(renamed), model };
}

/** For people: `gpt-4o-mini went out as gpt-6-luna with reasoning_effort: none`; empty when nothing was changed. */
export function adaptationText(asked: string, sent: string, adaptation: Adaptation | undefined): string {
  if (adaptation === undefined) return '';
  const added = Object.entries(adaptation.add).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const renamed = Object.entries(adaptation.rename).map(([from, to]) => `${to} for ${from}`);
  return `Requests for ${asked} went out as ${sent} with ${[...added, ...renamed].join(', ')}, as agentlings.yaml says.`;
}
