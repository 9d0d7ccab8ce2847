/** The provider's configuration can't be used; the text says where the mistake is and what to write. */
export class ProviderConfigurationError extends Error {
  override readonly name = 'ProviderConfigurationError';
}

/** How the way to the provider was lost. */
export type NetworkTrouble =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'connect-timeout'
  | 'idle-timeout'
  /** The connection ended before the answer did. */
  | 'cut'
  | 'too-large'
  /** The program went away, and the request with it. */
  | 'aborted'
  | 'other';

/** No answer, or not all of it, came from the provider. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  readonly trouble: NetworkTrouble;

  /** @param detail the system's own word for it, such as `ENOTFOUND` */
  constructor(trouble: NetworkTrouble, detail: string) {
    super(detail);
    this.trouble = trouble;
  }
}
