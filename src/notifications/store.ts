import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import type { NewNotice, NoticeKind, NoticeParams, NoticeSubject, Receiver } from "./declare.ts";

type Row = NewNotice & { id: string };
const columnOf = <T, K extends keyof T>(rows: readonly T[], key: K): T[K][] => rows.map((row) => row[key]);

/** Rows per statement. */
const BATCH = 5_000;

/** Inserts notices that do not exist yet. */
export async function insertNotices(tx: Tx, notices: readonly Row[]): Promise<void> {
  for (let from = 0; from < notices.length; from += BATCH) {
    const rows = notices.slice(from, from + BATCH);
    const params = rows.map((row) => JSON.stringify(row.params));
    await sql`/* planned */
      insert into notice (id, to_kind, to_id, kind, subject_kind, subject_id, cause, params)
      select n.id, n.to_kind, n.to_id, n.kind, n.subject_kind, n.subject_id, n.cause, n.params::jsonb
      from unnest(${columnOf(rows, "id")}::uuid[], ${columnOf(rows, "toKind")}::text[],
        ${columnOf(rows, "toId")}::text[], ${columnOf(rows, "kind")}::text[],
        ${columnOf(rows, "subjectKind")}::text[], ${columnOf(rows, "subjectId")}::text[],
        ${columnOf(rows, "cause")}::text[], ${params}::text[])
        as n(id, to_kind, to_id, kind, subject_kind, subject_id, cause, params)
      on conflict (to_kind, to_id, cause) do nothing`.execute(tx);
  }
}

/** Returns the subjects about which the receiver has an unread notice of the same kind. */
export async function unreadSubjects(tx: Tx, notices: readonly NewNotice[]): Promise<Set<string>> {
  const { rows } = await sql<{ subjectId: string }>`
    select distinct n.subject_id from notice n
    join unnest(${columnOf(notices, "toKind")}::text[], ${columnOf(notices, "toId")}::text[],
      ${columnOf(notices, "kind")}::text[], ${columnOf(notices, "subjectId")}::text[])
      as w(to_kind, to_id, kind, subject_id) using (to_kind, to_id, kind, subject_id)
    where n.read_at is null`.execute(tx);
  return new Set(columnOf(rows, "subjectId"));
}

export type NoticeRow = {
  id: string;
  kind: NoticeKind;
  toKind: Receiver;
  subjectKind: NoticeSubject;
  subjectId: string;
  params: NoticeParams;
  createdAt: Date;
  readAt: Date | null;
};

const SHOWN = 50;
/** SQL condition: notices to the person and to the person's enterprises. */
const mine = (accountId: string, enterprises: string[]) =>
  sql`((n.to_kind = 'account' and n.to_id = ${accountId}) or (n.to_kind = 'enterprise' and n.to_id = any(${enterprises})))`;

export async function selectNotices(
  db: DbOrTx,
  accountId: string,
  enterprises: string[],
): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select n.id, n.kind, n.to_kind, n.subject_kind, n.subject_id, n.params, n.created_at, n.read_at
    from notice n where ${mine(accountId, enterprises)}
    order by n.created_at desc, n.id desc limit ${SHOWN}`.execute(db);
  return rows;
}

export async function countUnread(db: DbOrTx, accountId: string, enterprises: string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from notice n where ${mine(accountId, enterprises)} and n.read_at is null`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

export async function markAllRead(db: DbOrTx, accountId: string, enterprises: string[]): Promise<void> {
  await sql`update notice n set read_at = app.now() where ${mine(accountId, enterprises)} and n.read_at is null`.execute(
    db,
  );
}

/** Marks a receiver's notices about one record as read, inside the transaction that ends the record. */
export async function markSubjectRead(
  tx: Tx,
  of: Pick<NewNotice, "toKind" | "toId" | "subjectKind" | "subjectId">,
): Promise<void> {
  await sql`
    update notice set read_at = app.now() where to_kind = ${of.toKind} and to_id = ${of.toId}
      and read_at is null and subject_kind = ${of.subjectKind} and subject_id = ${of.subjectId}`.execute(tx);
}

/** Returns those of the cities whose records this node writes. */
export async function hostedAmong(tx: Tx, cities: ReadonlySet<string>): Promise<Set<string>> {
  const { rows } = await sql<{ city: string }>`
    select city from unnest(${[...cities]}::text[]) as city where app.is_hosted(city)`.execute(tx);
  return new Set(rows.map(({ city }) => city));
}
