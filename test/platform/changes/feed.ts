import { sql } from "kysely";
import type { Db, DbOrTx } from "../../../db/client.ts";
import {
  type Change,
  defineConsumer,
  EMPTY,
  emit,
  type Header,
  type LogEntry,
  logHead,
  logName,
  readEntries,
  rootOf,
  type Verdict,
  verifyEntries,
} from "../../../src/platform/changes/index.ts";

export const CITY = "210900";
export const STREAM = `${CITY}/public`;

/** Commits one change of a record. Tests recognise the change by its `payload`. */
export const put = (db: Db, id: string, rev: number, payload: unknown = { n: rev }, city = CITY) =>
  db
    .transaction()
    .execute((tx) => emit(tx, { city, audience: "public", kind: "posting", id, rev, op: "put", payload }));

/** Returns an entry with its texts parsed. */
export const opened = ({ header, payload }: LogEntry): Header & { payload: unknown } => ({
  ...JSON.parse(header),
  payload: payload && JSON.parse(payload),
});

/**
 * Reads the whole log of a stream and verifies it. `whole` is true if every entry is sound and the root is
 * that of the kept head.
 */
export async function wholeLog(
  db: DbOrTx,
  stream = STREAM,
): Promise<{ entries: LogEntry[]; verdict: Verdict; whole: boolean }> {
  const head = (await logHead(db, stream)) ?? { epoch: 1, frontier: EMPTY };
  const entries = await readEntries(db, { stream, epoch: head.epoch, seq: 0 }, 100_000);
  const verdict = verifyEntries(logName(stream, head.epoch), entries);
  const whole = verdict.ok && Buffer.compare(rootOf(verdict.frontier), rootOf(head.frontier)) === 0;
  return { entries, verdict, whole };
}

export async function headSeq(db: Db, stream = STREAM): Promise<number> {
  return (await logHead(db, stream))?.frontier.size ?? 0;
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

/** Returns the changes of a stream's log in order, as the copies of another node. */
export async function changesOfLog(db: Db, stream: string) {
  const { entries } = await wholeLog(db, stream);
  return entries
    .map(opened)
    .map(({ id, home, rev, op, kind, payload }) => ({ id, home, rev, op, kind, payload }));
}
