import type { Tx } from "../../../../db/client.ts";
import { subjectAt } from "../../../candidates/index.ts";
import { emitSealed, type TellAgain } from "../../../peers/index.ts";
import { type Consumer, defineConsumer, eraseRecord, recordsOf } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { FAIR_APPLICATION_KIND as kind } from "../../fair/index.ts";
import type { FairApplication } from "./schema.ts";
import {
  BATCH,
  type Counted,
  deleteOver,
  markTold,
  selectAtFairsElsewhere,
  selectDue,
  selectTold,
  type ToldRecord,
} from "./store.ts";

async function tell(tx: Tx, { id, rev, city, receiver }: ToldRecord, of: Counted): Promise<void> {
  const { personId, fairId, postingId, applicationId, reference, appliedAt, startedOn, atWork30 } = of;
  const value: FairApplication = {
    subject: await subjectAt(tx, personId, receiver),
    fairId,
    postingId,
    applicationId,
    reference,
    appliedAt: appliedAt.toISOString(),
    startedOn,
    atWork30,
  };
  await emitSealed(tx, { city, receiver, kind, id, rev, value });
}

/** Tells hosts of due applications. Returns the number that were due. */
async function tellDue(tx: Tx, ctx: RequestContext, ids: readonly string[] | null): Promise<number> {
  const due = await selectDue(tx, ids);
  for (const one of due) {
    const record = await markTold(tx, one, ctx.ids.uuid());
    if (record) await tell(tx, record, one);
  }
  return due.length;
}

/**
 * Consumer that tells hosts of fairs at other nodes of applications of own people as they change, and erases
 * what no longer counts. It alone erases: an application is locked while it is told, so its withdrawal comes
 * here afterwards.
 */
export const applicationsTold: Consumer = defineConsumer({
  name: "applications-told",
  streams: "all",
  kinds: ["application"],
  async apply(tx, ctx, changes) {
    const ids = recordsOf(changes, "application");
    for (const { city, receiver, id, rev } of await deleteOver(tx, ids))
      await eraseRecord(tx, { city, audience: `to/${receiver}`, kind, id, rev: rev + 1 });
    const elsewhere = await selectAtFairsElsewhere(tx, ids);
    if (elsewhere.length > 0) await tellDue(tx, ctx, elsewhere);
  },
});

/**
 * Tells what the consumer could not: a clause, a key or the copy of a booth came later, or a person has
 * answered about day 30. Returns the number told.
 */
export async function tellLateApplications(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  for (let told = 0; ; ) {
    const due = await inTransaction(ctx, (tx) => tellDue(tx, ctx, null));
    told += due;
    if (due < BATCH) return told;
  }
}

/** Tells records again in the version that was told. */
export const tellFairApplicationsAgain: TellAgain = async (tx, _, before) => {
  const told = await selectTold(tx, before);
  for (const { id, rev, ...of } of told)
    await tell(tx, { id, rev, city: before.city, receiver: before.receiver }, of);
  return told.length;
};
