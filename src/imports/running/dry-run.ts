import { knownEmployers } from "../../enterprises/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { presentImport } from "../present.ts";
import { requireOwn, requireReady } from "../ready.ts";
import type { ImportView } from "../schema.ts";
import { lockBatch, selectBatch, updateBatch } from "../store/batches.ts";
import { writePlans } from "../store/outcomes.ts";
import { dataRowsAfter, markRepeatedIds } from "../store/rows.ts";
import { requireStanding } from "../upload/owner.ts";
import { findKnown, idColumns, type Judge, judgeRows, openJudge, readStaged } from "./judge.ts";

const BATCH_ROWS = 500;

type Counts = Record<string, number>;
const add = (counts: Counts, name: string) => {
  counts[name] = (counts[name] ?? 0) + 1;
};

/**
 * Computes what a run would do with each row, without changing a posting. Stores the plan and reasons of each
 * row, and counts of both. Throws NOT_FOUND, IMPORT_STATE unless staged, IMPORT_MAPPING_INCOMPLETE, and
 * ENTERPRISE_STATE for the own sheet of a suspended enterprise.
 */
export async function dryRun(ctx: RequestContext, input: { id: string }): Promise<ImportView> {
  const batch = requireReady(requireOwn(ctx.actor, await selectBatch(ctx.db, input.id)));
  const judge = await openJudge(ctx, batch);
  await markRepeatedIds(ctx.db, batch.id, idColumns(judge));
  const plan = { rows: {} as Counts, reasons: {} as Counts };
  for (let after = -1; ; ) {
    const next = await planAfter(ctx, judge, after, plan);
    if (next === null) break;
    after = next;
  }
  return inTransaction(ctx, async (tx) => {
    await requireStanding(tx, requireReady(requireOwn(ctx.actor, await lockBatch(tx, batch.id))));
    await updateBatch(tx, batch.id, { plan: JSON.stringify(plan) });
    return presentImport(requireOwn(ctx.actor, await selectBatch(tx, batch.id)));
  });
}

async function planAfter(
  ctx: RequestContext,
  judge: Judge,
  after: number,
  plan: { rows: Counts; reasons: Counts },
): Promise<number | null> {
  const { batch } = judge;
  const rows = await dataRowsAfter(ctx.db, { importId: batch.id, after, limit: BATCH_ROWS });
  if (rows.length === 0) return null;
  const read = await readStaged(judge, rows);
  const names = [...new Set(read.flatMap(({ words }) => words.employer?.name ?? []))];
  const { owner } = judge;
  const judged = judgeRows(judge, read, {
    employers: owner
      ? new Map(names.map((name) => [name, owner]))
      : await knownEmployers(ctx.db, batch.homeCity, names),
    ...(await findKnown(ctx.db, batch.homeCity, read, false)),
  });
  for (const { decision } of judged) {
    add(plan.rows, decision.plan);
    for (const code of new Set(decision.reasons.map((reason) => reason.code))) add(plan.reasons, code);
  }
  await writePlans(
    ctx.db,
    batch.id,
    judged.map(({ row, decision: { plan: what, reasons } }) => ({
      position: row.position,
      plan: what,
      reasons,
    })),
  );
  return rows.at(-1)?.position ?? null;
}
