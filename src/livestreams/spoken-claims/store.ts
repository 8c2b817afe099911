import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { timeOnce } from "../../../db/row-list.ts";
import type { Database } from "../../../db/schema/index.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { controls } from "../livestream/index.ts";
import type { Finding } from "./verdicts/finding.ts";

type Table = Database["livestreamClaim"];
export type ClaimRow = Omit<
  Selectable<Table>,
  "findings" | "notedBy" | "correctedBy" | "withdrawnBy" | "closedBy"
> & {
  findings: Finding[];
  title: string;
  atKey: string;
};

const COLUMNS = sql`c.id, c.livestream_id, c.posting_id, c.posting_rev, c.said, c.presenter, c.findings, c.verdict, c.at,
  c.corrected_at, c.correction, c.withdrawn_at, c.withdrawn_reason, c.due_at, c.closed_at, c.close_note, c.rev,
  c.at::text as at_key, coalesce(p.title, '') as title`;
const CLAIM = sql`livestream_claim c left join shared.posting p on p.id = c.posting_id`;
/** A mark that waits for an officer. */
const OPEN = sql`c.due_at is not null and c.closed_at is null`;

/** The posting that a claim is about. `pinned`: the livestream has shown it. */
export type Claimed = { postingId: string; pinned: boolean };

/**
 * Selects the posting that a claim is about: the chosen one, else the pinned one. Undefined unless it is on
 * the run sheet or was pinned.
 */
export async function selectClaimed(
  tx: Tx,
  livestreamId: string,
  chosen: string | null,
): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    select x.posting_id, x.pinned from (select w.posting_id, exists (select from livestream_pin n
        where n.livestream_id = ${livestreamId} and n.posting_id = w.posting_id) as pinned
      from (select coalesce(${chosen}::uuid, (select o.posting_id from livestream_pin o
        where o.livestream_id = ${livestreamId} and o.unpinned_at is null)) as posting_id) w) x
    where x.pinned or exists (select from livestream_item i
      where i.livestream_id = ${livestreamId} and i.posting_id = x.posting_id)`.execute(tx);
  return rows[0];
}

/** Selects the names of a livestream's presenters in their order. */
export async function selectPresenters(tx: Tx, livestreamId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("livestreamPresenter")
    .select("name")
    .where("livestreamId", "=", livestreamId)
    .orderBy("ordinal")
    .execute();
  return rows.map(({ name }) => name);
}

export async function insertClaim(
  tx: Tx,
  { findings, ...claim }: Omit<Insertable<Table>, "findings"> & { findings: readonly Finding[] },
): Promise<void> {
  await tx
    .insertInto("livestreamClaim")
    .values({ ...claim, findings: JSON.stringify(findings) })
    .execute();
}

/** Locks a claim of the livestream. Undefined if there is none. */
export async function lockClaim(tx: Tx, livestreamId: string, id: string): Promise<ClaimRow | undefined> {
  const { rows } = await sql<ClaimRow>`
    select ${COLUMNS} from ${CLAIM}
    where c.id = ${id} and c.livestream_id = ${livestreamId} for update of c`.execute(tx);
  return rows[0];
}

export async function updateClaim(tx: Tx, id: string, change: Updateable<Table>): Promise<void> {
  await tx
    .updateTable("livestreamClaim")
    .set({ ...change, rev: sql`rev + 1` })
    .where("id", "=", id)
    .execute();
}

export async function selectClaim(db: DbOrTx, id: string): Promise<ClaimRow | undefined> {
  const { rows } = await sql<ClaimRow>`select ${COLUMNS} from ${CLAIM} where c.id = ${id}`.execute(db);
  return rows[0];
}

/** Selects those of the claims that everybody reads. */
export async function selectClaimsById(db: DbOrTx, ids: readonly string[]): Promise<ClaimRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ClaimRow>`
    select ${COLUMNS} from ${CLAIM} where c.id = any(${[...ids]}::uuid[]) and ${shownTo(false)}`.execute(db);
  return rows;
}

/** SQL condition: readers outside the control room read the claim. */
const shownTo = (control: boolean): RawBuilder<unknown> =>
  control ? sql`true` : sql`c.withdrawn_at is null`;

/** Selects the claims of a livestream by page, in the order of their time. */
export async function selectClaims(
  db: DbOrTx,
  livestreamId: string,
  asked: { after: { atKey: string; id: string } | null; limit: number; control: boolean; newest: boolean },
): Promise<ClaimRow[]> {
  const { after, limit, control, newest } = asked;
  const beyond = newest ? sql`<` : sql`>`;
  const order = newest ? sql`c.at desc, c.id desc` : sql`c.at, c.id`;
  const place = after
    ? sql`(c.at, c.id) ${beyond} (${after.atKey}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<ClaimRow>`
    select ${COLUMNS} from ${CLAIM}
    where c.livestream_id = ${livestreamId} and ${shownTo(control)} and ${place}
    order by ${order} limit ${limit}`.execute(db);
  return rows;
}

/** Counts the claims of a livestream by verdict, and names the presenters with an open mark. */
export async function countClaims(
  db: DbOrTx,
  livestreamId: string,
): Promise<{ counts: Record<string, number>; marked: string[] }> {
  const { rows } = await sql<{ verdict: string; n: number; marked: string[] | null }>`
    select c.verdict, count(*)::int as n,
      array_agg(distinct c.presenter) filter (where c.presenter is not null and ${OPEN}) as marked
    from livestream_claim c where c.livestream_id = ${livestreamId} and c.withdrawn_at is null
    group by c.verdict`.execute(db);
  return {
    counts: Object.fromEntries(rows.map(({ verdict, n }) => [verdict, n])),
    marked: [...new Set(rows.flatMap(({ marked }) => marked ?? []))].sort(),
  };
}

export type MarkRow = ClaimRow & { dueAt: Date; dueKey: string; overdue: boolean; livestreamTitle: string };

/** Selects open marks of the livestreams that the actor's city organises, the earliest due time first. */
export async function selectMarks(
  db: DbOrTx,
  actor: Actor,
  { after, limit }: { after: { dueKey: string; id: string } | null; limit: number },
): Promise<MarkRow[]> {
  const place = after ? sql`(c.due_at, c.id) > (${after.dueKey}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<MarkRow>`
    select ${COLUMNS}, c.due_at::text as due_key, c.due_at <= t.now as overdue, l.title as livestream_title
    from ${CLAIM} join livestream l on l.id = c.livestream_id cross join ${timeOnce}
    where ${OPEN} and ${controls(actor)} and ${place}
    order by c.due_at, c.id limit ${limit}`.execute(db);
  return rows;
}

/** Counts the open marks of the livestreams that the actor's city organises. */
export async function countOpenMarks(db: DbOrTx, actor: Actor): Promise<{ open: number; overdue: number }> {
  const { rows } = await sql<{ open: number; overdue: number }>`
    select count(*)::int as open, (count(*) filter (where c.due_at <= t.now))::int as overdue
    from livestream_claim c join livestream l on l.id = c.livestream_id cross join ${timeOnce}
    where ${OPEN} and ${controls(actor)}`.execute(db);
  return rows[0] ?? { open: 0, overdue: 0 };
}
