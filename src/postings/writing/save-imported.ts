import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { PostingStatus } from "../../../db/schema/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { recordAudits } from "../../platform/core/store.ts";
import { emitPostings } from "../emissions.ts";
import {
  type Besides,
  type Imported,
  type ImportedRow,
  insertOfImported,
  selectBySource,
  updateImportedRows,
} from "../store/imported.ts";
import type { Posting } from "../store/rows.ts";

export type { Besides, ImportedRow } from "../store/imported.ts";
export {
  type Employer,
  lockEmployers,
  selectDutyPhrases as dutyPhrases,
  selectUnpublished,
} from "../store/imported.ts";
export type KnownPosting = Posting;

export type ImportedChange = ImportedRow & { from: PostingStatus };

/** Returns a city's imported postings by source key. `hold` locks them until the transaction ends. */
export async function findImported(
  db: DbOrTx,
  homeCity: string,
  keys: string[],
  hold: boolean,
): Promise<Map<string, KnownPosting>> {
  const rows = await selectBySource(db, homeCity, keys, hold);
  return new Map(rows.map((row) => [row.sourceKey ?? "", row]));
}

type Batch = Imported & { create: ImportedRow[]; update: ImportedChange[]; besides: Besides };

/**
 * Returns a function that writes a part of an import inside its transaction: new drafts, and changes of known
 * postings. The statements are built before, so that the transaction does not wait for it. A
 * published posting whose source changed is withdrawn and submitted for review. A submitted one stays
 * submitted, with a new revision. `besides` runs together with the insert of new drafts.
 * Throws NOT_FOUND unless the caller is an officer of the city.
 */
export function saveImported(ctx: RequestContext, batch: Batch): (tx: Tx) => Promise<void> {
  requireOfficerOf(ctx.actor, batch.homeCity);
  const { create, besides } = batch;
  const insert = create.length > 0 ? insertOfImported(ctx, batch, create, besides) : null;
  return async (tx) => {
    await insert?.execute(tx);
    if (batch.update.length > 0) await saveChanges(tx, ctx, batch);
  };
}

async function saveChanges(tx: Tx, ctx: RequestContext, batch: Batch): Promise<void> {
  const { homeCity, importId, update } = batch;
  await updateImportedRows(tx, batch, update);
  const audits = update.map((one) => ({
    action: "posting.reimport",
    subjectKind: "posting",
    subjectId: one.id,
    city: homeCity,
    detail: { importId, missing: one.row.missing },
  }));
  await recordAudits(tx, ctx, audits);
  const ids = (rows: ImportedRow[]) => rows.map((row) => row.id);
  const taken = update.filter((one) => one.from === "published");
  const rest = update.filter((one) => one.from !== "published");
  await emitPostings(tx, ids(taken), { audience: "close", action: "posting.reimport", reason: "correction" });
  await emitPostings(tx, ids(rest), { audience: "local", action: "posting.reimport" });
}
