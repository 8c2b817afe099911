import type { Tx } from "../../../db/client.ts";
import type { EnterpriseStatus } from "../../../db/schema/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { requireRevision } from "../../platform/core/commands/revision.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { hidePostingsOf, returnPostingsOf } from "../../postings/index.ts";
import { emitEnterprise } from "../present.ts";
import { requireNextStatus } from "../rules.ts";
import type { EnterpriseView } from "../schema.ts";
import { type Enterprise, lockEnterprise, updateEnterpriseRow } from "../store.ts";
import { endSuspension, insertSuspension } from "./store.ts";
import { tellStanding } from "./tell-standing.ts";

export type StandingChange = { id: string; reason?: string | undefined; ifRev?: number | undefined };
type Decision = "suspend" | "reinstate";

/**
 * Returns the status after a suspension of which there is no row, because a process of the previous release
 * wrote it. Such an enterprise must be verified again.
 */
function unrecorded({ status, origin }: Enterprise): EnterpriseStatus | undefined {
  if (status !== "suspended") return undefined;
  return origin === "imported" ? "unverified" : "claimed";
}

/** Writes the enterprise's new status and its suspension. Returns the new status and revision. */
async function writeStanding(
  tx: Tx,
  ctx: RequestContext,
  enterprise: Enterprise,
  { decision, reason }: { decision: Decision; reason: string },
): Promise<{ status: EnterpriseStatus; rev: number }> {
  const by = accountIdOf(ctx.actor);
  const of = { enterpriseId: enterprise.id };
  if (decision === "reinstate") {
    const stored = await endSuspension(tx, { ...of, endedBy: by, endReason: reason || null });
    const status = stored ?? unrecorded(enterprise);
    if (!status) throw new AppError("ENTERPRISE_STATE", { facts: { status: enterprise.status } });
    return { status, rev: await updateEnterpriseRow(tx, enterprise.id, { status }) };
  }
  const status = requireNextStatus(enterprise.status, "suspend");
  const row = { ...of, statusBefore: enterprise.status, reason, suspendedBy: by };
  await insertSuspension(tx, { id: ctx.ids.uuid(), ...row });
  return { status, rev: await updateEnterpriseRow(tx, enterprise.id, { status }) };
}

/**
 * Suspends or reinstates an enterprise. Its postings leave the public change feeds, or return to them, in the
 * same transaction. Everybody whom the change concerns is notified.
 */
export function changeStanding(
  ctx: RequestContext,
  decision: Decision,
  input: StandingChange,
): Promise<EnterpriseView> {
  return inTransaction(ctx, async (tx) => {
    const enterprise = orNotFound(await lockEnterprise(tx, input.id));
    requireOfficerOf(ctx.actor, enterprise.homeCity, enterprise.county);
    requireRevision(enterprise.rev, input.ifRev);
    const reason = input.reason ?? "";
    const { id, name, status: from } = enterprise;
    const { status, rev } = await writeStanding(tx, ctx, enterprise, { decision, reason });
    const waits = status !== "verified";
    await tellStanding(tx, ctx, { id, name, rev, decision, reason, waits });
    const action = `enterprise.${decision}`;
    const postings = await (decision === "suspend" ? hidePostingsOf(tx, id) : returnPostingsOf(tx, id));
    await recordAudit(tx, ctx, {
      action,
      subjectKind: "enterprise",
      subjectId: id,
      city: enterprise.homeCity,
      detail: { from, reason: input.reason ?? null, postings },
    });
    return emitEnterprise(tx, { id, action, wasVerified: from === "verified" });
  });
}
