import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { upsertCall } from "./store.ts";

/**
 * Notes whether somebody answered the caller's call to the employer of an application. The hours at which the
 * enterprise can be reached follow from it. Throws NOT_FOUND for the application of another person.
 */
export async function noteCall(ctx: RequestContext, input: { id: string; reached: boolean }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  const call = { applicationId: input.id, accountId, reached: input.reached };
  if (!(await upsertCall(ctx.db, call))) throw notFound();
}
