import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import type { HandoverEnd } from "../../../../db/schema/index.ts";
import { phaseSql, withSignal } from "../../livestream/index.ts";
import { type HandoverTimes, MISSED_MS } from "../rules.ts";

type Side = { id: string; title: string; city: string; cityName: string };
export type HandoverRow = HandoverTimes & { id: string; from: Side; to: Side; now: Date };

const side = (l: string, d: string) =>
  sql`jsonb_build_object('id', ${sql.ref(`${l}.id`)}, 'title', ${sql.ref(`${l}.title`)},
    'city', ${sql.ref(`${l}.home_city`)}, 'cityName', ${sql.ref(`${d}.name`)})`;

/** SQL of the columns of a hand-over `h`, and of the livestreams and cities of both sides. */
const COLUMNS = sql`h.id, h.due_at, h.accepted_at, h.handed_at, h.closed_at, h.reason, t.now,
  ${side("f", "fd")} as "from", ${side("o", "od")} as "to"`;
const SIDES = sql`join livestream f on f.id = h.from_id join division fd on fd.code = f.home_city
  join livestream o on o.id = h.to_id join division od on od.code = o.home_city cross join ${timeOnce}`;
const OPEN = sql`h.handed_at is null and h.closed_at is null`;
/** SQL condition: a hand-over that its room may still want to see. */
const RECENT = sql`(h.closed_at is null or h.closed_at > (select app.now()) - interval '2 minutes')`;
const MISSED = sql`make_interval(secs => ${MISSED_MS / 1000})`;

/**
 * Selects the newest hand-over that each of these livestreams gives, and the newest that it takes. Closed
 * ones are left out after two minutes.
 */
export async function selectHandovers(
  db: DbOrTx,
  livestreamIds: readonly string[],
): Promise<(HandoverRow & { of: string; gives: boolean })[]> {
  const newest = (column: "from_id" | "to_id") => sql`(
    select h.*, ${column === "from_id"}::boolean as gives from livestream_handover h
    where ${sql.ref(`h.${column}`)} = w.id and ${RECENT} order by h.proposed_at desc, h.id desc limit 1)`;
  const { rows } = await sql<HandoverRow & { of: string; gives: boolean }>`
    select w.id as "of", h.gives, ${COLUMNS}
    from unnest(${[...livestreamIds]}::uuid[]) as w(id)
    cross join lateral (${newest("from_id")} union all ${newest("to_id")}) h ${SIDES}`.execute(db);
  return rows;
}

/** Selects one hand-over. Undefined if there is none. */
export async function selectHandover(db: DbOrTx, id: string): Promise<HandoverRow | undefined> {
  const { rows } = await sql<HandoverRow>`
    select ${COLUMNS} from livestream_handover h ${SIDES} where h.id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** Closes open hand-overs of these livestreams that were late for too long; without ids, those of all. */
export async function closeMissed(tx: DbOrTx, livestreamIds: readonly string[] | null): Promise<void> {
  const ids = livestreamIds ? [...livestreamIds] : null;
  await sql`
    update livestream_handover h set closed_at = t.now, reason = 'missed' from ${timeOnce}
    where ${OPEN} and h.due_at + ${MISSED} <= t.now
      and (${ids}::uuid[] is null or h.from_id = any(${ids}::uuid[]) or h.to_id = any(${ids}::uuid[]))`.execute(
    tx,
  );
}

export type NewHandover = {
  id: string;
  fromId: string;
  toId: string;
  inS: number;
  by: string | null;
  /** True if the same officer controls both livestreams. */
  accepted: boolean;
};

/**
 * Opens a hand-over in one statement. Returns false if one of the livestreams gives or takes already: the
 * indexes of open hand-overs let one in.
 */
export async function insertHandover(tx: Tx, handover: NewHandover): Promise<boolean> {
  const { id, fromId, toId, inS, by, accepted } = handover;
  const { rows } = await sql`
    insert into livestream_handover (id, from_id, to_id, due_at, proposed_at, proposed_by, accepted_at, accepted_by)
    select ${id}::uuid, ${fromId}::uuid, ${toId}::uuid, t.now + make_interval(secs => ${inS}), t.now, ${by}::uuid,
      case when ${accepted} then t.now end, case when ${accepted} then ${by}::uuid end
    from ${timeOnce} on conflict do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** Accepts an open hand-over, once. Returns false if it is not open or was accepted already. */
export async function acceptOpen(tx: Tx, { id, by }: { id: string; by: string | null }): Promise<boolean> {
  const { rows } = await sql`
    update livestream_handover h set accepted_at = t.now, accepted_by = ${by}::uuid from ${timeOnce}
    where h.id = ${id} and ${OPEN} and h.accepted_at is null and h.due_at + ${MISSED} > t.now
    returning h.id`.execute(tx);
  return rows.length > 0;
}

/** Closes an open hand-over, once. Returns false if it is not open. */
export async function closeOpen(
  tx: Tx,
  { id, reason }: { id: string; reason: HandoverEnd },
): Promise<boolean> {
  const { rows } = await sql`
    update livestream_handover h set closed_at = t.now, reason = ${reason} from ${timeOnce}
    where h.id = ${id} and ${OPEN} returning h.id`.execute(tx);
  return rows.length > 0;
}

/** Selects the accepted hand-overs whose time has come and whose next livestream is live. */
export async function selectDue(
  db: DbOrTx,
  limit: number,
): Promise<{ id: string; fromId: string; toId: string }[]> {
  const { rows } = await sql<{ id: string; fromId: string; toId: string }>`
    select h.id, h.from_id, h.to_id from livestream_handover h
    join ${withSignal(sql`livestream l`)} on l.id = h.to_id
    where ${OPEN} and h.accepted_at is not null and h.due_at <= (select app.now()) and ${phaseSql()} = 'live'
    order by h.due_at, h.id limit ${limit}`.execute(db);
  return rows;
}

/**
 * Claims a due hand-over in one statement. Of several processes, one gets true and tells the viewers.
 */
export async function claimDue(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    update livestream_handover h set handed_at = t.now from ${timeOnce}
    where h.id = ${id} and ${OPEN} and h.accepted_at is not null and h.due_at <= t.now returning h.id`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Returns the milliseconds until the next accepted hand-over is due; infinite without one. */
export async function nextDueInMs(db: DbOrTx): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from h.due_at - (select app.now())) * 1000)::float8 as ms from livestream_handover h
    where ${OPEN} and h.accepted_at is not null order by h.due_at limit 1`.execute(db);
  return rows[0]?.ms ?? Number.POSITIVE_INFINITY;
}
