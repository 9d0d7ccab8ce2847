import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../workshop/lookup.ts';
import { UsageError } from './exit.ts';

/** Options that every command has. */
export const commonOptions = {
  workshop: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type OptionSpecs = NonNullable<ParseArgsConfig['options']>;

/**
 * Parses a command's arguments.
 * @throws UsageError naming the option that is wrong and the nearest one that exists
 */
export function parseOptions<T extends OptionSpecs>(argv: readonly string[], options: T) {
  try {
    return parseArgs({
      args: [...argv],
      options: { ...commonOptions, ...options },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /Unknown option '-*([^'\s]+)'/.exec(message)?.[1];
    if (unknown === undefined) throw new UsageError(message);
    const close = nearest(unknown, [...Object.keys(options), ...Object.keys(commonOptions)]);
    const suggestion =
      close.length > 0 ? ` Did you mean ${close.map((name) => `--${name}`).join(' or ')}?` : '';
    throw new UsageError(`There is no option --${unknown}.${suggestion} Add --help to see them all.`);
  }
}
