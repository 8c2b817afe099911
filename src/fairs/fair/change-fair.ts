import type { Tx } from "../../../db/client.ts";
import { emit } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireRevision } from "../../platform/core/commands/revision.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit, runOnce } from "../../platform/core/store.ts";
import type { FairView } from "./schema.ts";
import { type Fair, type FairChange, lockFair, selectFair, writeFair } from "./store/fairs.ts";
import { holdPlan } from "./store/plan-requests.ts";
import { noteToldKeys, selectTold } from "./store/told.ts";
import { toPayload, toView } from "./telling/present.ts";
import { toldKeys } from "./telling/told-keys.ts";

/**
 * Inserts the audit row and the feed change of a fair. The caller calls it last in its transaction. Announced
 * fairs go to the host city's public stream, drafts to its local stream.
 */
export async function recordFair(
  tx: Tx,
  ctx: RequestContext,
  { id, action, detail = {} }: { id: string; action: string; detail?: Record<string, unknown> },
): Promise<FairView> {
  const row = orNotFound(await selectFair(tx, ctx, { id }));
  const city = row.hostCity;
  await recordAudit(tx, ctx, {
    action: `fair.${action}`,
    subjectKind: "fair",
    subjectId: id,
    city,
    detail: { status: row.status, rev: row.rev, ...detail },
  });
  const told = { ...(await selectTold(tx, id)), keys: await toldKeys(ctx.vault) };
  const announced = row.announcedAt !== null;
  if (announced) await noteToldKeys(tx, id, told.keys);
  await emit(tx, {
    city,
    audience: announced ? "public" : "local",
    kind: "fair",
    id,
    rev: row.rev,
    op: row.status === "cancelled" ? "close" : "put",
    agreement: told.agreement,
    validThrough: row.closesAt,
    payload: announced ? toPayload(row, told) : { status: row.status, action },
  });
  return toView(row);
}

/**
 * Returns what the audit keeps of a change besides the status: the reason of a cancellation, or the fields.
 */
function aboutChange(action: string, input: unknown): Record<string, unknown> {
  if (action === "cancel" && typeof input === "string") return { reason: input };
  const changed = action === "update" && typeof input === "object" && input !== null;
  return changed ? { fields: Object.keys(input) } : {};
}

type FairCommand = {
  id: string;
  action: string;
  commandId?: string | undefined;
  ifRev?: number | undefined;
  input?: unknown;
};

/**
 * Runs one change of a fair in a transaction, once per command. Locks plan and fair, checks caller and
 * revision, calls `decide`, and writes its result with audit row and feed change. Throws NOT_FOUND unless the
 * caller is an officer of the whole host city, REVISION_CONFLICT, and the errors of `decide`.
 */
export const changeFair = (
  ctx: RequestContext,
  asked: FairCommand,
  decide: (fair: Fair & { now: Date }, tx: Tx) => FairChange | Promise<FairChange>,
): Promise<FairView> =>
  inTransaction(ctx, async (tx) => {
    await holdPlan(tx, asked.id);
    const fair = orNotFound(await lockFair(tx, asked.id));
    requireOfficerOf(ctx.actor, fair.hostCity);
    const { action } = asked;
    const command = {
      type: `fair.${action}`,
      target: asked.id,
      id: asked.commandId,
      input: asked.input ?? null,
    };
    return runOnce(tx, ctx, command, async () => {
      requireRevision(fair.rev, asked.ifRev);
      await writeFair(tx, asked.id, await decide(fair, tx));
      const detail = { from: fair.status, ...aboutChange(action, asked.input) };
      return recordFair(tx, ctx, { id: asked.id, action, detail });
    });
  });
