import { lockHead, type SharedKind } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { purgeStream } from "../../digest/index.ts";
import { deletable } from "./kinds-of.ts";
import { type DueLog, dropPayloads, kindsHeld, lapsedLogs, makeDue } from "./store.ts";

async function dropLog(ctx: RequestContext, log: DueLog, kinds: readonly SharedKind[]): Promise<void> {
  requireSystem(ctx.actor);
  const { stream, city } = log;
  await inTransaction(ctx, async (tx) => {
    await lockHead(tx, stream);
    const held = await kindsHeld(tx, { stream, kinds: kinds.map(({ kind }) => kind) });
    if (held.length === 0) return;
    const purged = await purgeStream(tx, { stream, kinds: held }, kinds);
    await dropPayloads(tx, { stream, kinds: held });
    await makeDue(tx, stream);
    await recordAudit(tx, ctx, {
      action: "federation.lease_ended",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: { purged },
    });
  });
  ctx.log.warn({ stream }, "no new head of a log for a week and a day: what came from it is deleted");
}

/**
 * Deletes what came from logs for cities of this node whose lease ended more than a day ago, and the
 * payloads in their copies. Once heads come again, what their homes still give is asked for. Returns the
 * number of logs.
 */
export async function dropLapsed(ctx: RequestContext, privateKinds: readonly SharedKind[]): Promise<number> {
  const kinds = deletable(privateKinds);
  const lapsed = await lapsedLogs(
    ctx.db,
    kinds.map(({ kind }) => kind),
  );
  for (const log of lapsed) await dropLog(ctx, log, kinds);
  return lapsed.length;
}
