import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";

/**
 * Places in which a deleted record may stand here, as receipts name them: rows with what hangs on them, the
 * copied log, search index, queued work, caches and files for download.
 */
export const STORES: readonly string[] = ["records", "log", "index", "queue", "caches", "exports"];

export type ErasedEntry = {
  stream: string;
  epoch: number;
  seq: number;
  kind: string;
  recordId: string;
  rev: number;
};

const COLUMNS = {
  stream: "text",
  epoch: "int",
  seq: "bigint",
  kind: "text",
  recordId: "text",
  rev: "int",
} as const;

/** Notes that the records of these erasures are gone here, and that receipts are due. */
export async function oweReceipts(tx: Tx, erased: readonly ErasedEntry[]): Promise<void> {
  if (erased.length === 0) return;
  await sql`
    insert into erasure_receipt (stream, epoch, seq, kind, record_id, rev, stores)
    select n.stream, n.epoch, n.seq, n.kind, n."recordId", n.rev, ${[...STORES]}::text[]
    from ${rowList<keyof ErasedEntry>(erased, COLUMNS)}
    on conflict (stream, epoch, seq) do nothing`.execute(tx);
}
