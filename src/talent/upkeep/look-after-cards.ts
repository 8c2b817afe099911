import { erasePayloads } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { eraseCard } from "../remote/tell-card.ts";
import { deleteOver, takeBackUngiven } from "./store.ts";

/** Cards of one transaction. */
const BATCH = 200;

/** Takes cards back from cities of other nodes, whose consent or agreement is over. Returns how many. */
async function takeBackBatch(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    const cards = await takeBackUngiven(tx, BATCH);
    for (const card of cards) {
      await eraseCard(tx, card);
      await recordAudit(tx, ctx, {
        action: card.over ? "talent.ended" : "talent.ungiven",
        subjectKind: "consent",
        subjectId: card.consentId,
        city: card.homeCity,
        detail: { city: card.city },
      });
    }
    return cards.length;
  });
}

/** Deletes cards that nobody may see, and the sealed payloads of those that another city told. */
async function deleteBatch(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    const gone = await deleteOver(tx, BATCH);
    const received = gone.filter(({ own }) => !own);
    for (const home of new Set(received.map((card) => card.home))) {
      const ids = received.flatMap((card) => (card.home === home ? card.consentId : []));
      await erasePayloads(tx, { kind: "candidate", ids, home });
    }
    return gone.length;
  });
}

/**
 * Deletes cards whose consent is over or that no agreement gives any more, here and at the cities of other
 * nodes that hold them. Queries hide them at once. A card that the agreement stopped is kept for its owner,
 * who may show it again under a new consent. Returns how many cards it looked after.
 */
export async function lookAfterCards(ctx: RequestContext): Promise<number> {
  let done = 0;
  for (const batch of [takeBackBatch, deleteBatch])
    for (let count = BATCH; count === BATCH; done += count) count = await batch(ctx);
  if (done > 0) ctx.ring("changes");
  return done;
}
