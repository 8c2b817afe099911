import type { Context } from "hono";
import { AppError } from "../../../../platform/core/errors.ts";
import type { Env } from "../../../../platform/http/index.ts";

const TAKEN = new Set(["POSTING_STATE", "CLAIM_STATE", "ENTERPRISE_STATE", "REVISION_CONFLICT"]);

/**
 * Runs a decision and redirects to the queue. If a change in the meantime rules the decision out, the queue
 * shows a warning.
 */
export async function decideAndReturn(c: Context<Env>, outcome: string, decide: () => Promise<unknown>) {
  try {
    await decide();
  } catch (error) {
    if (!(error instanceof AppError && TAKEN.has(error.code))) throw error;
    return c.redirect("/union?done=taken", 303);
  }
  return c.redirect(`/union?done=${outcome}`, 303);
}
