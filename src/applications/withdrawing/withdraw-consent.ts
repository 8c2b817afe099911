import type { ApplicationStatus } from "../../../db/schema/index.ts";
import { endConsent } from "../../candidates/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { endTalentCard } from "../../talent/index.ts";
import { recordStep } from "../record.ts";
import { nextStatus } from "../rules.ts";
import { lockByConsent, writeStep } from "../store/writes.ts";
import { withdrawIn } from "./withdraw-application.ts";

/** Returns true if an application is withdrawn with its consent. */
const isGoing = (status: ApplicationStatus, asked: "keep" | "withdraw" | undefined): boolean =>
  (asked === undefined && status === "sent") ||
  (asked === "withdraw" && nextStatus(status, "withdraw") !== null);

/**
 * Withdraws the caller's consent; access to the card ends at once. `application` says what happens to the
 * application that rests on it. Without it, an unanswered one is withdrawn too, and an answered one is kept,
 * with its history. A card of the talent pool goes with its consent. Throws NOT_FOUND for the consent of
 * another person.
 */
export async function withdrawConsent(
  ctx: RequestContext,
  input: { id: string; application?: "keep" | "withdraw" | undefined },
): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const locked = await lockByConsent(tx, accountId, input.id);
    if (locked && isGoing(locked.status, input.application)) return withdrawIn(tx, ctx, locked);
    if (await endTalentCard(tx, accountId, { consentId: input.id })) return;
    if (!(await endConsent(tx, accountId, input.id))) throw notFound();
    if (!locked?.consentStands) return;
    const { status } = locked;
    const rev = await writeStep(tx, { id: locked.id, status });
    await recordStep(tx, ctx, { of: locked, kind: "consentEnd", by: "seeker", status, rev });
  });
  ctx.ring("changes");
}
