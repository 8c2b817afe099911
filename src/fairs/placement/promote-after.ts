import type { RequestContext } from "../../platform/context.ts";
import type { RegistrationOutcome } from "../registrations/index.ts";
import { promoteWaiting } from "./promote-waiting.ts";

/** Offers a returned booth down the waiting list. After a kill the next upkeep does it. */
export async function promoteAfter(
  ctx: RequestContext,
  changed: Promise<RegistrationOutcome>,
): Promise<RegistrationOutcome> {
  const outcome = await changed;
  if (outcome.status !== "approved" && (await promoteWaiting(ctx, outcome.fairId)) > 0) ctx.ring("changes");
  return outcome;
}
