import type { Tx } from "../../../../db/client.ts";
import { emit } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { recordAudit } from "../../../platform/core/store.ts";
import { type Booth, insertIntent } from "../store/desk.ts";

/**
 * Inserts an intent with its audit row and a change that does not identify the person. Returns false if this
 * person already has an intent for this posting at this fair.
 */
export async function makeIntent(
  tx: Tx,
  ctx: RequestContext,
  {
    booth,
    visit,
    postingId,
  }: Pick<Parameters<typeof insertIntent>[1], "visit" | "postingId"> & { booth: Booth },
): Promise<boolean> {
  const id = ctx.ids.uuid();
  const { fairId, registrationId, enterpriseId, hostCity: city } = booth;
  const createdBy = accountIdOf(ctx.actor);
  if (!(await insertIntent(tx, { id, fairId, registrationId, visit, postingId, createdBy }))) return false;
  const detail = { fairId, postingId };
  await recordAudit(tx, ctx, {
    action: "fairIntent.make",
    subjectKind: "fairIntent",
    subjectId: id,
    city,
    detail,
  });
  const payload = { fairId, registrationId, enterpriseId, postingId };
  await emit(tx, { city, audience: "local", kind: "fairIntent", id, rev: 1, op: "put", payload });
  return true;
}
