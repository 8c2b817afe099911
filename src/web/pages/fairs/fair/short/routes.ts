import type { Context } from "hono";
import { findByNumber } from "../../../../../fairs/index.ts";
import { notFound } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { typedBooth } from "../../../../links/fair.ts";
import { ANYONE } from "../../../../policies.ts";

/**
 * Leads to the fair of a short address, or to the exhibitor at its booth, and to the fair if nobody is there.
 */
async function lead(c: Context<Env>, booth: string | null) {
  const text = c.req.param("number") ?? "";
  if (!/^\d{1,9}$/.test(text)) throw notFound();
  const typed = { number: Number(text), booth: booth === null ? null : typedBooth(booth) };
  const { id, registrationId } = await findByNumber(c.get("ctx"), typed);
  return c.redirect(registrationId ? `/fairs/${id}/stands/${registrationId}` : `/fairs/${id}`, 303);
}

/** Short addresses of fairs and booths, which stand on paper. */
export const shortPages = new Pages()
  .get("/h/:number", ANYONE, (c) => lead(c, null))
  .get("/h/:number/:booth", ANYONE, (c) => lead(c, c.req.param("booth") ?? ""));
