import { erasePayloads, eraseRecord } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { deleteOverGiven } from "./store/given.ts";
import { deleteOverReceived } from "./store/received.ts";

/** Cards of one transaction. */
const BATCH = 200;

/** Erases cards at other cities whose consent is over. Returns how many. */
async function eraseGiven(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    const cards = await deleteOverGiven(tx, BATCH);
    for (const { id, city, receiver, rev } of cards)
      await eraseRecord(tx, { city, audience: `to/${receiver}`, kind: "card", id, rev: rev + 1 });
    return cards.length;
  });
}

/** Deletes cards of people of other cities whose consent is over, and their sealed payloads. */
async function deleteReceived(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    const cards = await deleteOverReceived(tx, BATCH);
    for (const home of new Set(cards.map((card) => card.home))) {
      const ids = cards.flatMap((card) => (card.home === home ? card.id : []));
      await erasePayloads(tx, { kind: "card", ids, home });
    }
    return cards.length;
  });
}

/**
 * Deletes cards of applications whose consent is over: those that cities of other nodes hold of our people,
 * and those that this node holds of theirs. Queries hide them at once. Returns how many.
 */
export async function deleteOverCards(ctx: RequestContext): Promise<number> {
  let done = 0;
  for (const batch of [eraseGiven, deleteReceived])
    for (let count = BATCH; count === BATCH; done += count) count = await batch(ctx);
  if (done > 0) ctx.ring("changes");
  return done;
}
