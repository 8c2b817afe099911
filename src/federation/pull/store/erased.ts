import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { SharedKind } from "../../../platform/changes/index.ts";

/**
 * Returns the places that an erasure of this kind clears, as receipts name them. `records`: the rows with all
 * that hangs on them, which search, answers and files are made of. `log`: payloads in the copied log. A kind
 * that a purge leaves, or that this release does not know, stands in the log alone.
 */
export const storesOf = (kind: Pick<SharedKind, "keeps"> | undefined): string[] =>
  kind && !kind.keeps ? ["records", "log"] : ["log"];

export type ErasedEntry = {
  stream: string;
  epoch: number;
  seq: number;
  kind: string;
  recordId: string;
  rev: number;
  stores: readonly string[];
};

const COLUMNS = {
  stream: "text",
  epoch: "int",
  seq: "bigint",
  kind: "text",
  recordId: "text",
  rev: "int",
  stores: "text[]",
} as const;

/** Notes that the records of these erasures are gone here, and that receipts are due. */
export async function oweReceipts(tx: Tx, erased: readonly ErasedEntry[]): Promise<void> {
  if (erased.length === 0) return;
  await sql`
    insert into erasure_receipt (stream, epoch, seq, kind, record_id, rev, stores)
    select n.stream, n.epoch, n.seq, n.kind, n."recordId", n.rev, n.stores
    from ${rowList<keyof ErasedEntry>(erased, COLUMNS)}
    on conflict (stream, epoch, seq) do nothing`.execute(tx);
}
