import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { ApiFailure, methodNotAllowed, serverError, tooManyRequests, unknownUrl } from './chat/errors.ts';
import { acceptChat, answerChat } from './chat/route.ts';
import { Intake, parseBody, requireToken } from './intake.ts';
import { RateLimits } from './rate-limits.ts';
import { type ExchangeRecord, Recording } from './recording.ts';
import { hintFor, storedHint } from './routes/hints.ts';
import { modelList, modelNamed } from './routes/models.ts';
import { secretPath } from './secret-path.ts';
import { sendStream, writing } from './send-stream.ts';
import { loadKnowledge } from './simulated/knowledge.ts';
import { simulatedModel } from './simulated/responder.ts';
import { loadTokenizer } from './tokens.ts';
import type { Exchange, Responder } from './types.ts';
import type { Upstream, UpstreamIncoming } from './upstream.ts';

export interface EndpointOptions {
  /** The only bearer token that is accepted. */
  readonly token: string;
  /** Everything random follows from it. */
  readonly seed: string;
  /** Absolute paths of the simulated model's knowledge files. */
  readonly knowledge: readonly string[];
  /** Who answers; the simulated model on that knowledge when left out. */
  readonly responder?: Responder;
  /** Whether the responder is to be asked for models that the endpoint doesn't know, too. */
  readonly anyModel?: boolean;
  /** A provider that answers in place of everybody else. */
  readonly upstream?: Upstream;
  /** Milliseconds that the model takes for each piece of a stream, or each token of a plain reply; 0 when left out. */
  readonly paceMs?: number;
  /** Requests beyond it are refused with 429. */
  readonly maxRequests?: number;
  /** Called when an exchange begins, while it streams, and when it ends. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Called once, at the first request beyond `maxRequests`. */
  readonly onRequestLimit?: () => void;
}

export interface Endpoint {
  /** For `OPENAI_BASE_URL`: `http://127.0.0.1:<port>/t/<secret>/v1`. What is sent elsewhere is not heard. */
  readonly baseURL: string;
  readonly exchanges: readonly Exchange[];
  /** Ends at once, open streams and stalled requests included. */
  close(): Promise<void>;
}

/** The endpoint could not be started. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
}

type App = { Bindings: HttpBindings; Variables: { record: ExchangeRecord } };

/** Connections that may wait to be taken: with Node's own 511 a program that asks more at once has some reset. */
const backlog = 4_096;

/**
 * Starts the model endpoint on a free port of the loopback interface.
 * @throws EndpointError when no port can be bound; WorkshopError when a knowledge file has a mistake
 */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const responder = responderOf(options);
  const recording = new Recording(options.onExchange);
  const app = createApp(options, responder, recording);
  const { prefix, serve } = secretPath();
  const server = serve(getRequestListener(app.fetch));
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: Error) =>
      reject(
        new EndpointError(
          `The model endpoint can't listen on 127.0.0.1: ${error.message}. Check that no firewall or sandbox forbids local connections.`,
          { cause: error },
        ),
      ),
    );
    server.listen({ host: '127.0.0.1', port: 0, backlog });
  });
  // The table takes longer to load than a connection to open: begin now, so that it is there for the first request.
  setImmediate(() => void loadTokenizer());
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}${prefix}/v1`,
    get exchanges() {
      return recording.exchanges;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The responder of the options, with the simulated model for whatever it leaves to it. */
function responderOf({ responder, knowledge }: EndpointOptions): Responder {
  if (responder === undefined) return simulatedModel(loadKnowledge(knowledge));
  let model: Responder | undefined;
  return async (request, context) => {
    const answer = await responder(request, context);
    if (answer.kind !== 'simulated') return answer;
    model ??= simulatedModel(loadKnowledge(knowledge));
    return model(request, context);
  };
}

function createApp(options: EndpointOptions, responder: Responder, recording: Recording): Hono<App> {
  const app = new Hono<App>();
  const limits = new RateLimits();
  const intake = new Intake();
  let requests = 0;
  let completions = 0;

  app.use('*', async (c, next) => {
    const record = recording.begin({
      id: `req_${randomUUID().replaceAll('-', '')}`,
      method: c.req.method,
      path: c.req.path,
      headers: c.req.header(),
      ...(options.upstream && { provider: options.upstream.name }),
    });
    c.set('record', record);
    endWithClient(c.env.outgoing, record);
    // Refused requests count too, or a loop with a wrong key would never end.
    requests += 1;
    const limit = options.maxRequests ?? Number.POSITIVE_INFINITY;
    if (requests > limit) {
      if (requests === limit + 1) options.onRequestLimit?.();
      throw tooManyRequests(limit);
    }
    if (c.req.method === 'POST') await intake.read(c.env.incoming, record);
    requireToken(c.req.header('authorization'), options.token);
    await next();
  });

  if (options.upstream !== undefined) forwardTo(options.upstream, app);

  app.post('/v1/chat/completions', async (c) => {
    const record = c.get('record');
    const accepted = await acceptChat(parseBody(c.req.header('content-type'), record), options.anyModel);
    record.received({ request: accepted.request });
    const index = completions;
    completions += 1;
    const answer = await answerChat(accepted, { seed: options.seed, index, responder });
    if (answer.kind === 'stall') return new Promise<Response>(() => undefined);
    if (answer.kind === 'reset') {
      record.end('cut');
      c.env.outgoing.socket?.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    }
    const headers = { ...commonHeaders(record), ...limits.after(answer.usage.total_tokens) };
    const { paceMs = 0 } = options;
    if (answer.kind === 'json') {
      if (paceMs > 0) await writing(c.env.outgoing, paceMs * answer.usage.completion_tokens);
      return respond(c, 200, answer.body, headers);
    }
    await sendStream(c.env.outgoing, answer, headers, record, paceMs);
    return RESPONSE_ALREADY_SENT;
  });

  app.get('/v1/models', (c) => respond(c, 200, modelList(), commonHeaders(c.get('record'))));
  app.get('/v1/models/:id', (c) =>
    respond(c, 200, modelNamed(c.req.param('id')), commonHeaders(c.get('record'))),
  );

  app.all('/v1/chat/completions', (c) => {
    throw methodNotAllowed(c.req.method, c.req.path, 'POST', c.req.method === 'GET' ? storedHint : '');
  });
  app.all('/v1/models', (c) => {
    throw methodNotAllowed(c.req.method, c.req.path, 'GET');
  });
  app.notFound((c) =>
    fail(c, unknownUrl(c.req.method, c.req.path, hintFor(c.req.path, c.req.header('user-agent')))),
  );
  app.onError((error, c) => fail(c, error instanceof ApiFailure ? error : serverError()));
  return app;
}

/** Hands the requests that a provider can answer on to it, whatever is in them: what they mean is its decision. */
function forwardTo(upstream: Upstream, app: Hono<App>): void {
  const forward = async (c: Context<App>, kind: UpstreamIncoming['kind'], model?: string) => {
    await upstream.answer({ kind, model, headers: c.req.header() }, c.env.outgoing, c.get('record'));
    return RESPONSE_ALREADY_SENT;
  };
  app.post('/v1/chat/completions', (c) => forward(c, 'chat'));
  app.get('/v1/models', (c) => forward(c, 'models'));
  // Names of models may have slashes in them.
  app.get('/v1/models/:id{.+}', (c) => forward(c, 'model', c.req.param('id')));
}

/** A client that goes away before its answer is complete has aborted the exchange. */
function endWithClient(
  outgoing: Pick<ServerResponse, 'once' | 'writableFinished'>,
  record: ExchangeRecord,
): void {
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) record.end('aborted');
  });
}

function fail(c: Context<App>, failure: ApiFailure): Response {
  const record = c.get('record');
  return respond(
    c,
    failure.status,
    { error: failure.error },
    { ...commonHeaders(record), ...failure.headers },
  );
}

function respond(
  c: Context<App>,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Response {
  const all = { ...headers, 'content-type': 'application/json' };
  c.get('record').end(status < 400 ? 'completed' : 'error', { status, headers: all, body });
  return new Response(JSON.stringify(body), { status, headers: all });
}

function commonHeaders(record: ExchangeRecord): Record<string, string> {
  const { id } = record.snapshot();
  return {
    'x-request-id': id,
    'openai-version': '2020-10-01',
    'openai-organization': 'agentlings-simulated',
    'openai-processing-ms': String(Math.max(1, Math.round(record.age()))),
  };
}
