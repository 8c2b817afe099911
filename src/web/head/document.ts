import type { Context } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Env } from "../../platform/http/index.ts";

/** Responds with a whole HTML document. The doctype prevents quirks mode. */
export async function htmlDocument(
  c: Context<Env>,
  root: JSX.Element,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return c.html(`<!doctype html>${await root.toString()}`, status);
}
