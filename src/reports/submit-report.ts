import type { Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { accountIdOf } from "../platform/core/actor.ts";
import { countFigures, present } from "./read-report.ts";
import type { Dimension, Snapshot } from "./schema.ts";
import { insertLines, insertSnapshot, type ReportDefinition, storedLines } from "./store.ts";

/**
 * Stores the current figures of an event's report and the lines behind them, in the caller's transaction.
 * Neither changes later. The caller must check the rights and the event's state, and write the audit row.
 */
export async function submitReport<M extends string, D extends Dimension | "hall">(
  tx: Tx,
  ctx: Pick<RequestContext, "actor" | "ids">,
  definition: ReportDefinition<M, D>,
  { eventId, label }: { eventId: string; label: string },
): Promise<Snapshot<M, D>> {
  const id = ctx.ids.uuid();
  const takenBy = accountIdOf(ctx.actor);
  for (const measure of definition.measures)
    await insertLines(tx, { reportId: id, measure }, definition.lines[measure](eventId, null));
  const figures = await countFigures(tx, definition, (measure) => storedLines(id, measure));
  const event = { kind: definition.kind, id: eventId };
  return present(await insertSnapshot(tx, { id, event, label, figures, takenBy }));
}
