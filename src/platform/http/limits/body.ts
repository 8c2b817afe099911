import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../core/errors.ts";
import type { Env } from "../env.ts";

const MIB = 1024 * 1024;
const BODY_MAX = MIB;
export const UPLOAD_MAX = 50 * MIB;
/** Bytes allowed for multipart framing around a file of at most UPLOAD_MAX. */
const UPLOAD_FRAME = 64 * 1024;

/** Returns true for an upload: the only body that is not buffered before its route reads it. */
export type IsUpload = (c: Context<Env>) => boolean;

/** Returns a function that recognises multipart uploads to these paths. */
export const uploadsTo =
  (paths: ReadonlySet<string>): IsUpload =>
  (c) =>
    paths.has(c.req.path) && /^multipart\/form-data\b/i.test(c.req.header("content-type") ?? "");

type Body = ReadableStream<Uint8Array>;

/**
 * Reads and drops the rest of a refused body, up to the HTTP server's limit (64 MB, half a second after the
 * response). Otherwise a client that sends everything before it reads would see a closed connection instead
 * of the response.
 */
function discard(reader: ReadableStreamDefaultReader<Uint8Array>): void {
  const next = (): Promise<void> => reader.read().then(({ done }) => (done ? undefined : next()));
  next().catch(() => undefined);
}

/** Buffers the body. Returns null if it is longer than `max`; the rest is discarded. */
async function readUpTo(body: Body, max: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = body.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces, size);
    size += value.length;
    if (size > max) {
      discard(reader);
      return null;
    }
    pieces.push(value);
  }
}

/** Returns the Content-Length, or null without it or with Transfer-Encoding, which takes precedence. */
function declaredLength(c: Context<Env>): number | null {
  const length = c.req.header("content-length");
  return length === undefined || c.req.header("transfer-encoding") ? null : Number(length);
}

/**
 * Limits bodies to 1 MiB, uploads to 50 MiB. A declared length is checked before the body is read. A body
 * without a declared length is counted while it is read.
 * An upload is not read here: the upload's route counts its bytes.
 */
export const limitBody = (isUpload: IsUpload) =>
  createMiddleware<Env>(async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const upload = isUpload(c);
    const max = upload ? UPLOAD_MAX + UPLOAD_FRAME : BODY_MAX;
    const declared = declaredLength(c);
    if (declared !== null && !(declared <= max)) throw new AppError("BODY_TOO_LARGE");
    if (declared !== null || upload || !c.req.raw.body) return next();
    const body = await readUpTo(c.req.raw.body, max);
    if (!body) throw new AppError("BODY_TOO_LARGE");
    c.req.raw = new Request(c.req.raw, { body: body });
    return next();
  });

/**
 * Refuses writes with STORAGE_FULL while the disk is nearly full. If PostgreSQL itself ran out of space for
 * its log, it would stop, and reads with it.
 */
export const refuseWhenFull = createMiddleware<Env>(async (c, next) => {
  const safe = c.req.method === "GET" || c.req.method === "HEAD" || c.req.method === "OPTIONS";
  if (!safe && c.get("services").storageFull()) throw new AppError("STORAGE_FULL", { retryAfterS: 60 });
  return next();
});
