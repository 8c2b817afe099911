import type { Context } from "hono";
import { AppError } from "../../../platform/core/errors.ts";
import { requireAccount } from "../../../platform/core/guard.ts";
import type { Env } from "../../../platform/http/index.ts";

/** The caller's enterprise: the one in the query, else the first. Throws NOT_FOUND if there is none. */
export function enterpriseOf(c: Context<Env>): { id: string; homeCity: string } {
  const { enterprises } = requireAccount(c.get("ctx").actor);
  const wanted = c.req.query("enterprise");
  const chosen = wanted ? enterprises.find((enterprise) => enterprise.id === wanted) : enterprises[0];
  if (!chosen) throw new AppError("NOT_FOUND");
  return chosen;
}
