import type { Context } from "hono";
import type { Env, Refusal } from "../../../platform/http/index.ts";

/**
 * Returns the address without what the program does not understand, for an address that a person cut or
 * mistyped. Returns null if nothing is wrong with the query, or if there is none.
 */
export function fallBackOf(
  c: Context<Env>,
  { error, status }: Pick<Refusal, "error" | "status">,
): string | null {
  const url = new URL(c.req.url);
  if (!["GET", "HEAD"].includes(c.req.method) || status !== 422 || url.search === "") return null;
  const wrong = (error.detail.fields ?? []).map(({ path }) => path.split(".")[0] ?? "");
  if (error.code === "CURSOR_INVALID") wrong.push("cursor");
  const known = wrong.filter((name) => url.searchParams.has(name));
  for (const name of known) url.searchParams.delete(name);
  // The query is wrong as a whole: only the page itself is left.
  const query = known.length > 0 ? url.searchParams.toString() : "";
  return query ? `${url.pathname}?${query}` : url.pathname;
}
