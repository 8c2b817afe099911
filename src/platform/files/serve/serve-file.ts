import type { Context } from "hono";
import { AppError, notFound, orNotFound } from "../../core/errors.ts";
import type { Env } from "../../http/env.ts";
import { placeOf } from "../bytes.ts";
import { findFile, type StoredFile } from "../store.ts";
import { readRange } from "./range.ts";

/** Returns true if a list of entity tags contains this one, by the weak comparison (RFC 9110 §8.8.3.2). */
const names = (header: string | undefined, etag: string) =>
  header?.split(",").some((tag) => [etag, "*"].includes(tag.trim().replace(/^W\//, ""))) ?? false;

/** Returns the headers that every answer about a file has. */
function headersOf({ mediaType, sha256 }: StoredFile, saveAs: string | undefined): Record<string, string> {
  return {
    "content-type": mediaType,
    "accept-ranges": "bytes",
    etag: `"${sha256.toString("hex")}"`,
    // A cache asks each time, so that a removed file is gone at once.
    "cache-control": "private, no-cache",
    "x-content-type-options": "nosniff",
    ...(saveAs && { "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(saveAs)}` }),
  };
}

/** Returns the bytes to send. Throws RANGE_NOT_SATISFIABLE with the size of the file in `content-range`. */
function rangeOf(c: Context<Env>, size: number, etag: string) {
  const condition = c.req.header("if-range");
  const asked = condition === undefined || condition === etag ? c.req.header("range") : undefined;
  const range = c.req.method === "HEAD" ? null : readRange(asked, size);
  if (range !== "unsatisfiable") return range;
  c.header("content-range", `bytes */${size}`);
  throw new AppError("RANGE_NOT_SATISFIABLE");
}

/**
 * Answers GET and HEAD with a whole file or one range of it (RFC 9110 §14). The caller has found `id` in a
 * record that the actor may read: never pass on what a request names. With `saveAs` a browser saves the file
 * under that name.
 * Throws NOT_FOUND once the file's row is gone or removed, also while its bytes are still there.
 */
export async function serveFile(
  c: Context<Env>,
  id: string,
  { saveAs }: { saveAs?: string } = {},
): Promise<Response> {
  const ctx = c.get("ctx");
  const file = orNotFound(await findFile(ctx.db, id));
  const place = placeOf(ctx);
  const { etag = "", ...others } = headersOf(file, saveAs);
  const headers = { etag, ...others };
  if (names(c.req.header("if-none-match"), etag)) return c.body(null, 304, headers);
  const range = rangeOf(c, file.size, etag);
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  const head = c.req.method === "HEAD";
  const body = head ? null : await place.read(id, { start, end });
  if (head ? (await place.size(id)) === null : !body) {
    ctx.log.error({ file: id }, "a file is missing on the disk");
    throw notFound();
  }
  const length = { "content-length": String(end - start + 1) };
  if (!range) return c.newResponse(body, 200, { ...headers, ...length });
  return c.newResponse(body, 206, {
    ...headers,
    ...length,
    "content-range": `bytes ${start}-${end}/${file.size}`,
  });
}
