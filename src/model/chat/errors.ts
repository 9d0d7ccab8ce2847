import type { ApiError } from '../types.ts';

/** A request that is answered with an error, as the API documents it (Error codes). */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly status: number;
  readonly error: ApiError;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, error: ApiError, headers: Readonly<Record<string, string>> = {}) {
    super(error.message);
    this.status = status;
    this.error = error;
    this.headers = headers;
  }
}

const invalidRequest = 'invalid_request_error';

/** 400 for a request that can't be answered as it is. */
export function badRequest(message: string, param: string | null, code: string | null): ApiFailure {
  return new ApiFailure(400, { message, type: invalidRequest, param, code });
}

export function missingKey(): ApiFailure {
  return new ApiFailure(401, {
    message:
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
    type: invalidRequest,
    param: null,
    code: null,
  });
}

/** @param key the key as it was sent; only its ends are shown, as the service does */
export function invalidKey(key: string): ApiFailure {
  const shown =
    key.length <= 12 ? '*'.repeat(key.length) : `${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`;
  return new ApiFailure(401, {
    message: `Incorrect API key provided: ${shown}. Inside Agentlings leave the key alone: \`new OpenAI()\` reads the right one from OPENAI_API_KEY.`,
    type: invalidRequest,
    param: null,
    code: 'invalid_api_key',
  });
}

/** @param nearest a name that is known and looks like it */
export function modelNotFound(model: string, nearest: string): ApiFailure {
  return new ApiFailure(404, {
    message: `The model \`${shortened(model)}\` does not exist or you do not have access to it. The nearest one that answers here is \`${nearest}\`.`,
    type: invalidRequest,
    param: null,
    code: 'model_not_found',
  });
}

/** A name is a few words; whoever sends more does not get all of it back. */
function shortened(name: string): string {
  return name.length > 200 ? `${name.slice(0, 200)}…` : name;
}

/** A model that the service has, and not in this API. */
export function onlyInResponses(): ApiFailure {
  return new ApiFailure(404, {
    message: 'This model is only supported in v1/responses and not in v1/chat/completions.',
    type: invalidRequest,
    param: 'model',
    code: null,
  });
}

/** @param hint what to do instead, in sentences */
export function unknownUrl(method: string, path: string, hint = ''): ApiFailure {
  return new ApiFailure(404, {
    message: `Invalid URL (${method} ${path})${hint === '' ? '' : `. ${hint}`}`,
    type: invalidRequest,
    param: null,
    code: null,
  });
}

export function methodNotAllowed(method: string, path: string, allowed: string, hint = ''): ApiFailure {
  return new ApiFailure(
    405,
    {
      message: `Not allowed to ${method} on ${path}. (HINT: Perhaps you meant to use a different HTTP method?)${hint === '' ? '' : ` ${hint}`}`,
      type: invalidRequest,
      param: null,
      code: 'method_not_supported',
    },
    { allow: allowed },
  );
}

export function unreadableBody(): ApiFailure {
  return badRequest(
    "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The API expects a JSON payload, but what was sent was not valid JSON.)",
    null,
    null,
  );
}

export function wrongContentType(sent: string): ApiFailure {
  return new ApiFailure(415, {
    message: `Unsupported content type: '${sent}'. This API method only accepts 'application/json' requests, but you specified the header 'Content-Type: ${sent}'. Please try again with a supported content type.`,
    type: invalidRequest,
    param: null,
    code: 'unsupported_content_type',
  });
}

export function bodyTooLarge(): ApiFailure {
  return new ApiFailure(413, {
    message: 'The request body is larger than this endpoint accepts.',
    type: invalidRequest,
    param: null,
    code: 'request_too_large',
  });
}

/** Beyond an attempt's limit of requests; retries can't help, so clients are told not to try. */
export function tooManyRequests(limit: number): ApiFailure {
  return new ApiFailure(
    429,
    {
      message: `This attempt's limit of ${limit} requests is used up. Look for a loop that sends requests without end.`,
      type: 'requests',
      param: null,
      code: 'rate_limit_exceeded',
    },
    { 'x-should-retry': 'false' },
  );
}

export function serverError(): ApiFailure {
  return new ApiFailure(500, {
    message: 'The server had an error while processing your request. Sorry about that!',
    type: 'server_error',
    param: null,
    code: null,
  });
}
