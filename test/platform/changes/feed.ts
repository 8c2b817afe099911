import { sql } from "kysely";
import type { Db } from "../../../db/client.ts";
import {
  type Change,
  defineConsumer,
  emit,
  type FeedEntry,
  feedHead,
  genesisHash,
  readChanges,
  type Verdict,
  verifyChain,
} from "../../../src/platform/changes/index.ts";

export const CITY = "210900";
export const STREAM = `${CITY}/public`;

/** Commits one change of a record. Tests recognise the change by its `payload`. */
export const put = (db: Db, id: string, rev: number, payload: unknown = { n: rev }, city = CITY) =>
  db
    .transaction()
    .execute((tx) => emit(tx, { city, audience: "public", kind: "posting", id, rev, op: "put", payload }));

/** Reads all changes of a stream and verifies their whole hash chain. */
export async function wholeChain(
  db: Db,
  stream = STREAM,
): Promise<{ entries: FeedEntry[]; verdict: Verdict }> {
  const start = { stream, epoch: 1, seq: 0 };
  const entries = await readChanges(db, start, 100_000);
  return { entries, verdict: await verifyChain(entries, { ...start, hash: await genesisHash(stream, 1) }) };
}

export async function headSeq(db: Db, stream = STREAM): Promise<number> {
  return (await feedHead(db, stream))?.seq ?? 0;
}

/**
 * Creates a consumer that records the changes it applies in the table `ledger_<name>`, in the consumer's
 * transaction.
 */
export async function ledger(db: Db, name: string, before: (changes: Change[]) => void = () => undefined) {
  const table = sql.table(`ledger_${name}`);
  await sql`create table ${table} (n bigserial, stream text, seq bigint, record text, rev int)`.execute(db);
  const consumer = defineConsumer({
    name,
    streams: "public",
    batch: 50,
    async apply(tx, _, changes) {
      before(changes);
      await sql`
        insert into ${table} (stream, seq, record, rev)
        select * from unnest(${changes.map((c) => c.stream)}::text[], ${changes.map((c) => c.seq)}::bigint[],
          ${changes.map((c) => c.id)}::text[], ${changes.map((c) => c.rev)}::int[])`.execute(tx);
    },
  });
  const rows = async () =>
    (
      await sql<{ stream: string; seq: number; record: string; rev: number }>`
        select stream, seq, record, rev from ${table} order by n`.execute(db)
    ).rows;
  return { consumer, rows };
}
