import { delimiter } from 'node:path';

/** Marks every process of an attempt, so that survivors can be found by it. */
export const markerVariable = 'AGENTLINGS_ATTEMPT';

/**
 * The same mark as a number below 2^48, for a limit that Linux hands down to every descendant but has not enforced
 * since 2.4: that of the resident set. Unlike the environment it survives a child that is started with another one.
 */
export function limitOf(marker: string): number {
  return Number.parseInt(marker.slice(0, 12), 16) + 1;
}

/** What Windows programs can't start without. */
const windowsNeeds = ['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT'];
const languageVariables = ['LANG', 'LC_ALL', 'LC_CTYPE', 'TZ'];

export interface EnvironmentOptions {
  /** The attempt's folder. */
  readonly folder: string;
  readonly marker: string;
  readonly baseURL: string;
  readonly token: string;
  readonly extra: Readonly<Record<string, string>>;
}

/** The whole environment of a submission: an allowlist, never a copy of ours, because ours may hold keys. */
export function submissionEnvironment(options: EnvironmentOptions): Record<string, string> {
  return {
    ...idleEnvironment(options.folder, options.marker),
    OPENAI_BASE_URL: options.baseURL,
    OPENAI_API_KEY: options.token,
    OPENAI_MODEL: 'gpt-4o-mini',
    ...options.extra,
    [markerVariable]: options.marker,
  };
}

/** What a process has before it is known which attempt it is for. */
export function idleEnvironment(folder: string, marker: string): Record<string, string> {
  const kept = [...languageVariables, ...(process.platform === 'win32' ? windowsNeeds : [])];
  const inherited = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    PATH:
      process.platform === 'win32'
        ? (process.env.PATH ?? '')
        : ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: folder,
    TMPDIR: folder,
    TEMP: folder,
    TMP: folder,
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    [markerVariable]: marker,
  };
}
