/** Kinds of addresses that are called only where OUTBOUND_ALLOW names them. */
export const ALLOWABLE = ["loopback", "private"] as const;
export type Allowable = (typeof ALLOWABLE)[number];

/** Stable names of why a call to another server gave no answer. */
export type OutboundCode =
  | "URL_INVALID"
  | "SCHEME_REFUSED"
  | "CREDENTIALS_REFUSED"
  | "ADDRESS_REFUSED"
  | "PLAIN_REFUSED"
  | "REDIRECT_REFUSED"
  | "TOO_LARGE"
  | "TOO_SLOW"
  | "UNREACHABLE"
  | "STOPPED";

/**
 * A call to another server that gave no answer. The message holds the code alone: an address may carry what
 * no log should.
 */
export class OutboundError extends Error {
  readonly code: OutboundCode;
  constructor(code: OutboundCode, cause?: unknown) {
    super(`outbound: ${code}`, { cause });
    this.name = "OutboundError";
    this.code = code;
  }
}

/** A request with its bounds. Times are in milliseconds. */
export type Outgoing = {
  method?: "GET" | "HEAD" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Bound of the whole call. */
  totalMs: number;
  /** Bound of the wait for the first byte, and for each further one; default `totalMs`. */
  idleMs?: number;
  /** Bound of the body of the answer in bytes. */
  maxBytes: number;
  /** Ends the call with STOPPED. */
  signal?: AbortSignal;
};

/** An answer of any status except a redirect. Names of headers are in lower case. */
export type Incoming = { status: number; headers: Readonly<Record<string, string>>; body: Uint8Array };

/** Calls another server. Throws OutboundError for a call without an answer. */
export type Outbound = (url: string, request: Outgoing) => Promise<Incoming>;

/** Returns the address of a call. Throws OutboundError unless it is http or https without credentials. */
export function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new OutboundError("URL_INVALID");
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new OutboundError("SCHEME_REFUSED");
  if (url.username !== "" || url.password !== "") throw new OutboundError("CREDENTIALS_REFUSED");
  return url;
}
