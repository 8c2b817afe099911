import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { databaseNow } from "../../../platform/core/store.ts";
import type { FairView } from "../../fair/index.ts";
import type { Estimate } from "../rules.ts";
import { type BoothOffer, selectBoothOffer } from "../store/interview-views.ts";
import { lastServed, selectOpen } from "../store/queue.ts";
import { expected, NEWCOMER } from "./expect-turns.ts";

/** How people can talk with one exhibitor, and how long its queue is. */
export type BoothTurn = Pick<BoothOffer, "hasMeetingRoom" | "hasSlots"> & {
  /** Number of people who wait. Null at a fair of another node. */
  waiting: number | null;
  /** Estimate for a person who joins the queue now. Null at a fair of another node. */
  estimate: Estimate | null;
};

/**
 * Reads the queue of one booth without people. The caller must have checked that the booth is shown at the
 * fair.
 */
export async function readBoothTurn(
  ctx: Pick<RequestContext, "db">,
  fair: FairView,
  registrationId: string,
): Promise<BoothTurn> {
  const { recruiters, ...offer } = orNotFound(await selectBoothOffer(ctx.db, registrationId));
  if (!fair.hostedHere) return { ...offer, waiting: null, estimate: null };
  const [entries, served, now] = await Promise.all([
    selectOpen(ctx.db, [registrationId]),
    lastServed(ctx.db, [registrationId]),
    databaseNow(ctx.db),
  ]);
  const line = { entries, recruiters, served: served.get(registrationId) ?? [], now };
  return {
    ...offer,
    waiting: entries.filter(({ status }) => status === "waiting").length,
    estimate: expected(line).get(NEWCOMER) ?? null,
  };
}
