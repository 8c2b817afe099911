import type { Context } from "hono";
import { AppError } from "../../../platform/core/errors.ts";
import { requireAccount } from "../../../platform/core/guard.ts";
import type { Env } from "../../../platform/http/index.ts";

/**
 * Returns the caller's enterprise that the query names, else the first one. Throws NOT_FOUND if the caller
 * has no such enterprise.
 */
export function enterpriseOf(c: Context<Env>): { id: string; homeCity: string } {
  const { enterprises } = requireAccount(c.get("ctx").actor);
  const wanted = c.req.query("enterprise");
  const chosen = wanted ? enterprises.find((enterprise) => enterprise.id === wanted) : enterprises[0];
  if (!chosen) throw new AppError("NOT_FOUND");
  return chosen;
}
