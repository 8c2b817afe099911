import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Actor } from "../../../platform/core/actor.ts";
import { decidedBy } from "../../store/offices.ts";
import type { ComplaintReason, ComplaintState } from "./schema.ts";

export type NewComplaint = {
  id: string;
  reference: string;
  postingId: string;
  reason: ComplaintReason;
  words: string;
  reporter: Buffer;
};

/** Returns true if another node writes the postings of the city. */
export async function isElsewhere(db: DbOrTx, homeCity: string): Promise<boolean> {
  const { rows } = await sql<{ here: boolean }>`select app.is_hosted(${homeCity}) as here`.execute(db);
  return rows[0]?.here !== true;
}

/**
 * Inserts a complaint, unless the same one came before today. Returns its reference, and that of the earlier
 * one otherwise.
 */
export async function insertComplaint(tx: Tx, row: NewComplaint): Promise<string> {
  await sql`
    insert into posting_complaint (id, reference, posting_id, reason, words, reporter)
    values (${row.id}, ${row.reference}, ${row.postingId}, ${row.reason}, ${row.words}, ${row.reporter})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ reference: string }>`
    select reference from posting_complaint where posting_id = ${row.postingId} and reporter = ${row.reporter}
      and reason = ${row.reason} and md5(words) = md5(${row.words}::text) order by created_at limit 1`.execute(
    tx,
  );
  return rows[0]?.reference ?? row.reference;
}

/** Counts the complaints of one reporter. Waits for those that the reporter sends at the same time. */
export async function countOf(tx: Tx, reporter: Buffer): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(encode(${reporter}, 'hex'), 0))`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from posting_complaint where reporter = ${reporter}`.execute(tx);
  return rows[0]?.n ?? 0;
}

const FROM = sql`from posting_complaint k join posting p on p.id = k.posting_id
  join shared.enterprise e on e.id = p.enterprise_id`;

export type ComplaintRow = {
  id: string;
  reference: string;
  reason: ComplaintReason;
  words: string;
  createdAt: Date;
  key: string;
  postingId: string;
  title: string;
  live: boolean;
  enterpriseId: string;
  employerName: string;
  outcome: "upheld" | "unfounded" | null;
  note: string | null;
  settledAt: Date | null;
};

const inState = (state: ComplaintState | "all") => {
  if (state === "all") return sql`true`;
  return state === "waiting" ? sql`k.outcome is null` : sql`k.outcome = ${state}`;
};

/** Condition: the words are a part of the title, of the employer's name, or of the reference. */
const named = (q: string | undefined) =>
  q
    ? sql`(strpos(lower(p.title), lower(${q})) > 0 or strpos(lower(e.name), lower(${q})) > 0
        or strpos(k.reference, upper(replace(${q}, ' ', ''))) > 0)`
    : sql`true`;

type ComplaintsQuery = {
  state: ComplaintState | "all";
  q: string | undefined;
  after: { at: string; id: string } | null;
  limit: number;
};

/** Selects complaints that the officer decides on: waiting ones oldest first, others newest first. */
export async function selectComplaints(
  db: DbOrTx,
  actor: Actor,
  { state, q, after, limit }: ComplaintsQuery,
): Promise<ComplaintRow[]> {
  const oldestFirst = state === "waiting";
  const place = after ? sql`(${after.at}::timestamptz, ${after.id}::uuid)` : null;
  const further = place ? sql`(k.created_at, k.id) ${oldestFirst ? sql`>` : sql`<`} ${place}` : sql`true`;
  const order = oldestFirst ? sql`k.created_at, k.id` : sql`k.created_at desc, k.id desc`;
  const { rows } = await sql<ComplaintRow>`
    select k.id, k.reference, k.reason, k.words, k.created_at, k.created_at::text as key, p.id as posting_id, p.title,
      p.status = 'published' and p.expires_at > (select app.now()) as live, p.enterprise_id, e.name as employer_name,
      k.outcome, k.note, k.settled_at
    ${FROM} where ${inState(state)} and ${decidedBy(actor)} and ${named(q)} and ${further}
    order by ${order} limit ${limit}`.execute(db);
  return rows;
}

/** Counts the complaints that the officer decides on by state, as far as the words name them. */
export async function countStates(
  db: DbOrTx,
  actor: Actor,
  q: string | undefined,
): Promise<{ state: ComplaintState; n: number }[]> {
  const { rows } = await sql<{ state: ComplaintState; n: number }>`
    select coalesce(k.outcome, 'waiting') as state, count(*)::int as n
    ${FROM} where ${decidedBy(actor)} and ${named(q)} group by 1`.execute(db);
  return rows;
}

/** Counts the complaints that wait for the officer. */
export async function countWaiting(db: DbOrTx, actor: Actor): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n ${FROM} where k.outcome is null and ${decidedBy(actor)}`.execute(db);
  return rows[0]?.n ?? 0;
}

/**
 * Settles a waiting complaint about a posting that the officer decides on, in one statement. Returns its
 * reference; null if it was settled before; undefined if the officer has no such complaint.
 */
export async function settle(
  tx: Tx,
  actor: Actor,
  row: { id: string; postingId: string; outcome: string; note: string; by: string | null },
): Promise<string | null | undefined> {
  const { rows } = await sql<{ reference: string | null }>`
    with own as (select k.id ${FROM} where k.id = ${row.id} and k.posting_id = ${row.postingId} and ${decidedBy(actor)}),
    done as (
      update posting_complaint k set outcome = ${row.outcome}, note = ${row.note}, settled_at = app.now(),
        settled_by = ${row.by}::uuid
      from own where k.id = own.id and k.outcome is null returning k.reference)
    select (select reference from done) as reference from own`.execute(tx);
  return rows[0]?.reference;
}
