import { Agent, type Dispatcher, request as send } from "undici";
import { guardedConnector, type Resolve, systemResolve } from "./connect.ts";
import {
  type Allowable,
  type Incoming,
  type Outbound,
  OutboundError,
  type Outgoing,
  readUrl,
} from "./outbound.ts";

/** Connections to one server, unless the caller says otherwise; further calls wait. */
const CONNECTIONS = 2;
const KEEP_ALIVE_MS = 30_000;

const errorCode = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");
const SLOW = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "UND_ERR_CONNECT_TIMEOUT"]);

/** Returns the typed error for anything that a call threw. */
function typed(error: unknown, timer: AbortSignal, stopped: AbortSignal | undefined): OutboundError {
  if (error instanceof OutboundError) return error;
  if (stopped?.aborted) return new OutboundError("STOPPED", error);
  const slow = timer.aborted || SLOW.has(errorCode(error));
  return new OutboundError(slow ? "TOO_SLOW" : "UNREACHABLE", error);
}

/** Reads a body and gives up as soon as it is larger than allowed. */
async function readBody(body: Dispatcher.ResponseData["body"], maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new OutboundError("TOO_LARGE");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const plainHeaders = (headers: Dispatcher.ResponseData["headers"]): Incoming["headers"] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? "")]));

async function call(url: URL, request: Outgoing, agent: Agent, signal: AbortSignal): Promise<Incoming> {
  const idleMs = request.idleMs ?? request.totalMs;
  const { statusCode, headers, body } = await send(url, {
    dispatcher: agent,
    method: request.method ?? "GET",
    headers: { ...request.headers },
    body: (request.body ?? null) as string | Buffer | null,
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
    signal,
  });
  const end = (error: OutboundError): never => {
    body.on("error", () => undefined).destroy();
    throw error;
  };
  if (statusCode >= 300 && statusCode < 400) end(new OutboundError("REDIRECT_REFUSED"));
  if (Number(headers["content-length"] ?? 0) > request.maxBytes) end(new OutboundError("TOO_LARGE"));
  return { status: statusCode, headers: plainHeaders(headers), body: await readBody(body, request.maxBytes) };
}

/** Calls that share connections. `close` ends calls that are under way with STOPPED. */
export type GuardedFetch = { fetch: Outbound; close(): Promise<void> };

/**
 * Opens the one way by which processes on Node call other servers. Addresses are checked as the connection
 * opens. Private and loopback ones are called only if `allow` names them, and http only reaches those.
 * Redirects are refused, and time and size are bounded while the answer arrives.
 */
export function openGuardedFetch(options: {
  allow: readonly Allowable[];
  /** Connections to one server; default 2. Further calls wait. */
  connections?: number;
  /** Resolves names, for tests. */
  resolve?: Resolve;
}): GuardedFetch {
  const agent = new Agent({
    connect: guardedConnector({ allow: options.allow, resolve: options.resolve ?? systemResolve }),
    connections: options.connections ?? CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    pipelining: 1,
    allowH2: false,
  });
  const closing = new AbortController();
  let closed: Promise<void> | undefined;
  return {
    async fetch(text, request) {
      const url = readUrl(text);
      const timer = AbortSignal.timeout(request.totalMs);
      const stopped = request.signal ? AbortSignal.any([request.signal, closing.signal]) : closing.signal;
      try {
        return await call(url, request, agent, AbortSignal.any([timer, stopped]));
      } catch (error) {
        throw typed(error, timer, stopped);
      }
    },
    async close() {
      closing.abort();
      closed ??= agent.close();
      await closed;
    },
  };
}
