import type { Context } from "hono";
import { AppError } from "../../platform/core/errors.ts";
import type { Env } from "../../platform/http/index.ts";
import { readStrict } from "../pull/reading/strict-json.ts";
import { requirePlainNumbers } from "../requests/index.ts";
import type { Asked } from "./reader.ts";

/** Returns the request as its signature is checked. */
export async function askedOf(c: Context<Env>): Promise<Asked> {
  const { pathname, search } = new URL(c.req.url);
  return {
    method: c.req.method === "HEAD" ? "GET" : c.req.method,
    path: pathname + search,
    header: (name) => c.req.header(name),
    body: c.req.method === "POST" ? new Uint8Array(await c.req.arrayBuffer()) : new Uint8Array(),
  };
}

/**
 * Returns the text of a body and the value that it has as JSON. Throws MALFORMED_BODY, also for a member that
 * stands twice and for a number that is not written as a whole one: readers would differ in what it says.
 */
export function readJson(body: Uint8Array): { text: string; value: unknown } {
  let read: { text: string; value: unknown };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    read = { text, value: readStrict(text) };
  } catch {
    throw new AppError("MALFORMED_BODY");
  }
  requirePlainNumbers(read.text);
  return read;
}
