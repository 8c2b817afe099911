import type { Context } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Env } from "../../platform/http/index.ts";
import { completeRefusal } from "./refusals/complete.ts";

/** Statuses of a page that shows a refused form again. */
const REFUSED: ReadonlySet<number> = new Set([409, 413, 415, 422]);

/**
 * Responds with a whole HTML document. The doctype prevents quirks mode. Completes the errors of a refused
 * form.
 */
export async function htmlDocument(
  c: Context<Env>,
  root: JSX.Element,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const html = `<!doctype html>${await root.toString()}`;
  const isRefused = c.req.method === "POST" && REFUSED.has(status);
  return c.html(isRefused ? completeRefusal(html) : html, status);
}
