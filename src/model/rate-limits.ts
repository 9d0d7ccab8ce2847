const requestsPerMinute = 10_000;
const tokensPerMinute = 2_000_000;

/** The rate-limit headers of the API, counted down over an attempt. Nothing is ever refused for them. */
export class RateLimits {
  #requests = 0;
  #tokens = 0;

  /** Notes one more request of so many tokens and returns its headers. */
  after(tokens: number): Record<string, string> {
    this.#requests += 1;
    this.#tokens += tokens;
    return {
      'x-ratelimit-limit-requests': String(requestsPerMinute),
      'x-ratelimit-limit-tokens': String(tokensPerMinute),
      'x-ratelimit-remaining-requests': String(Math.max(0, requestsPerMinute - this.#requests)),
      'x-ratelimit-remaining-tokens': String(Math.max(0, tokensPerMinute - this.#tokens)),
      'x-ratelimit-reset-requests': resetTime(this.#requests / requestsPerMinute),
      'x-ratelimit-reset-tokens': resetTime(this.#tokens / tokensPerMinute),
    };
  }
}

/** As the API writes it: `6ms`, `1.5s`. */
function resetTime(minutes: number): string {
  const ms = Math.ceil(minutes * 60_000);
  return ms < 1000 ? `${ms}ms` : `${(ms / 1000).toFixed(1)}s`;
}
