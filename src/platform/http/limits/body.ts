import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../core/errors.ts";
import { readUpTo } from "../../files/receive/read-up-to.ts";
import { type FileUse, rulesOf } from "../../files/uses.ts";
import type { Env } from "../env.ts";

const MIB = 1024 * 1024;
const BODY_MAX = MIB;
export const UPLOAD_MAX = 50 * MIB;
/** Bytes of a callback's body. Streaming servers send less than 2 KiB. */
export const CALLBACK_MAX = 16 * 1024;
/** Bytes allowed for multipart framing around a file of at most UPLOAD_MAX. */
const UPLOAD_FRAME = 64 * 1024;

/**
 * A path, with parameters as `:id`, that takes one file under its use: as the whole body, or in a form as
 * multipart. The use says how large the file may be.
 */
export type FileUpload = { path: string; use: FileUse };

/**
 * Returns the largest file of an upload in bytes, or null for any other request. The body of an upload is the
 * only one that is not buffered before its route reads it.
 */
export type UploadMax = (c: Context<Env>) => number | null;

const isMultipart = (type: string) => /^multipart\/form-data\b/i.test(type);

/** Returns true for a body that is one file: of a type of its use, or of a type that is not said. */
const isWholeFile = (type: string, use: FileUse) => {
  const bare = type.split(";")[0]?.trim().toLowerCase();
  return (
    bare === "application/octet-stream" || rulesOf(use).mediaTypes.some((one) => one.split(";")[0] === bare)
  );
};

/** Returns a function that recognises uploads: multipart to `paths`, and files to the paths of `files`. */
export function uploadsTo(paths: ReadonlySet<string>, files: readonly FileUpload[]): UploadMax {
  const patterns = files.map(({ path, use }) => ({
    use,
    path: new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`),
  }));
  return (c) => {
    const type = c.req.header("content-type") ?? "";
    if (isMultipart(type) && paths.has(c.req.path)) return UPLOAD_MAX;
    const found = patterns.find(({ path }) => path.test(c.req.path));
    return found && (isMultipart(type) || isWholeFile(type, found.use)) ? rulesOf(found.use).bytesMax : null;
  };
}

/**
 * Reads and drops the rest of a refused body, up to the HTTP server's limit (64 MB, half a second after the
 * response). Otherwise a client that sends everything before it reads would see a closed connection instead
 * of the response.
 */
export function discard(reader: ReadableStreamDefaultReader<Uint8Array>): void {
  const next = (): Promise<void> => reader.read().then(({ done }) => (done ? undefined : next()));
  next().catch(() => undefined);
}

/** Returns the Content-Length, or null without it or with Transfer-Encoding, which takes precedence. */
export function declaredLength(c: Context<Env>): number | null {
  const length = c.req.header("content-length");
  return length === undefined || c.req.header("transfer-encoding") ? null : Number(length);
}

/**
 * Limits bodies to 1 MiB, callbacks to 16 KiB, uploads to 50 MiB, files to the size of their use. A declared
 * length is checked before the body is read. A body without a declared length is counted while it is read.
 * An upload is not read here: the upload's route counts its bytes.
 */
export const limitBody = (uploadMax: UploadMax, isCallback: (path: string) => boolean) =>
  createMiddleware<Env>(async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const upload = uploadMax(c);
    const usual = isCallback(c.req.path) ? CALLBACK_MAX : BODY_MAX;
    const max = upload === null ? usual : upload + UPLOAD_FRAME;
    const declared = declaredLength(c);
    if (declared !== null && !(declared <= max)) throw new AppError("BODY_TOO_LARGE");
    if (declared !== null || upload !== null || !c.req.raw.body) return next();
    const reader = c.req.raw.body.getReader();
    const body = await readUpTo(reader, max);
    if (!body) {
      discard(reader);
      throw new AppError("BODY_TOO_LARGE");
    }
    c.req.raw = new Request(c.req.raw, { body });
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
