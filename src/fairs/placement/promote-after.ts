import type { RequestContext } from "../../platform/context.ts";
import type { RegistrationOutcome } from "../registrations/index.ts";
import { promoteWaiting } from "./promote-waiting.ts";

/**
 * Waits for a step, then offers free booths to the waiting list, unless the step approved the registration.
 * If the process is killed between the two, the next upkeep makes the offers.
 */
export async function promoteAfter(
  ctx: RequestContext,
  changed: Promise<RegistrationOutcome>,
): Promise<RegistrationOutcome> {
  const outcome = await changed;
  if (outcome.status !== "approved" && (await promoteWaiting(ctx, outcome.fairId)) > 0) ctx.ring("changes");
  return outcome;
}
