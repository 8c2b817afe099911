import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import type { Database, LinkPlatform, LivestreamRole } from "../../../../db/schema/index.ts";
import { firstChannel } from "../../../channels/index.ts";
import type { Scope } from "../../../platform/context.ts";
import type { Actor } from "../../../platform/core/actor.ts";
import type { Phase, Signal } from "../phase.ts";
import type { Permitted } from "../rules.ts";
import { EVENT_OF_LIVESTREAM } from "./event.ts";
import { HAS_SIGNAL, LINKED, OVER_AT, phaseFor, phaseSql, SHOWS_PIN } from "./phase.ts";
import { HOMES, joinPosting, STANDING } from "./standing.ts";

type Table = Database["livestream"];
/** The row without the secret, which no read returns. */
export type Livestream = Omit<Selectable<Table>, "secret" | "toldRev" | "toldStartsAt" | "toldCancelledAt">;
export type LivestreamChange = Omit<Updateable<Table>, "rev" | "updatedAt" | "secret" | "toldRev">;

/** A presenter of a row. `permitCovers`: the permit is valid until the planned end. */
export type PresenterRow = Permitted & {
  name: string;
  enterpriseId: string | null;
  enterpriseName: string | null;
  unionName: string | null;
  permitUntil: string | null;
};

export type LivestreamRow = Livestream & {
  now: Date;
  signal: Signal | null;
  /** The phase that this reader sees. */
  phase: Phase;
  overAt: Date | null;
  hasSignal: boolean;
  startKey: string;
  /** True if the actor is an officer of the home city, or of an organising city. */
  hosted: boolean;
  controls: boolean;
  hostedHere: boolean;
  cities: { city: string; name: string; federation: string; role: LivestreamRole }[];
  fair: { id: string; title: string } | null;
  venues: { id: string; name: string; city: string }[];
  presenters: PresenterRow[];
  links: { platform: LinkPlatform; url: string }[];
  postings: number;
  pin: { id: string; postingId: string; pinnedAt: string } | null;
  channel: string | null;
  lastEvent: number;
};

/** Returns the cities in which the actor is an officer of the whole city. */
export const officeCities = (actor: Actor): string[] =>
  actor.kind === "account" ? actor.offices.filter((o) => o.county === null).map((o) => o.city) : [];

const hosted = (actor: Actor): RawBuilder<boolean> =>
  actor.kind === "system" ? sql`true` : sql`l.home_city = any(${officeCities(actor)}::text[])`;

/** Returns an SQL condition: the actor is an officer of a city that organises the livestream `l`. */
export function controls(actor: Actor): RawBuilder<boolean> {
  if (actor.kind === "system") return sql`true`;
  const cities = officeCities(actor);
  if (cities.length === 0) return sql`false`;
  return sql`exists (select 1 from livestream_city lc where lc.livestream_id = l.id and lc.city = any(${cities}::text[]))`;
}

/**
 * Returns an SQL condition: the actor may read the livestream `l`. Officers of the home city read all.
 * Others read announced ones: as officers of an organising city, or by an agreement in force.
 */
export const readable = (actor: Actor, scope: Scope): RawBuilder<boolean> => sql`(${hosted(actor)}
  or l.announced_at is not null and (${controls(actor)} or (l.agreement_id, l.home_city) in (
    select v.agreement_id, v.home from app.visible_homes(${scope.city}, ${scope.agreement}, 'livestream') v)))`;

const OWN = sql`l.id, l.home_city, l.agreement_id, l.fair_id, l.venue_ids, l.status, l.title, l.intro, l.starts_at, l.ends_at,
  l.grace_s, l.cancel_reason, l.announced_at, l.on_air_at, l.resumed_at, l.ended_at,
  l.cancelled_at, l.created_by, l.rev, l.created_at, l.updated_at`;
/** The signal as one value. Times are epochs in milliseconds, because JSON has no timestamps. */
const SIGNAL = sql`case when s.livestream_id is not null then jsonb_build_object(
  'advancedAt', extract(epoch from s.advanced_at) * 1000, 'endedAt', extract(epoch from s.ended_at) * 1000,
  'freshS', s.fresh_s, 'runFrom', extract(epoch from s.run_from) * 1000, 'lostAt', extract(epoch from s.lost_at) * 1000, 'holdS', s.hold_s) end`;
/** SQL to write after `from`: the livestreams of `l` with their signals and the time. */
export const withSignal = (l: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${l} left join livestream_signal s on s.livestream_id = l.id cross join ${timeOnce}`;

const PRESENTERS = sql`(select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'enterpriseId', r.enterprise_id,
    'enterpriseName', e.name, 'unionName', r.union_name, 'permit', r.permit, 'permitUntil', r.permit_until,
    'permitEnded', coalesce(r.permit_until < (select app.today()), false),
    'permitCovers', coalesce(r.permit_until >= (l.ends_at at time zone 'Asia/Shanghai')::date, false)) order by r.ordinal), '[]')
  from livestream_presenter r left join shared.enterprise e on e.id = r.enterprise_id where r.livestream_id = l.id)`;

/** SQL of type jsonb: the open pin of the livestream `l`, if its posting may still be shown. */
const PIN = sql`(select jsonb_build_object('id', n.id, 'postingId', n.posting_id, 'pinnedAt', to_char(n.pinned_at
    at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from livestream_pin n ${joinPosting(sql`n.posting_id`)}
  where n.livestream_id = l.id and n.unpinned_at is null and ${STANDING} = 'live')`;

/** SQL of type int: the number of the newest event of the livestream `l`, 0 without one. */
export const LAST_EVENT = sql<number>`coalesce((select max(v.seq) from livestream_event v where v.livestream_id = l.id), 0)`;

const columns = (
  actor: Actor,
) => sql`${OWN}, t.now, ${SIGNAL} as signal, ${phaseFor(controls(actor))} as phase,
  ${OVER_AT} as over_at, ${HAS_SIGNAL} as has_signal, l.starts_at::text as start_key, ${hosted(actor)} as hosted,
  ${controls(actor)} as controls, app.is_hosted(l.home_city) as hosted_here,
  (select coalesce(jsonb_agg(jsonb_build_object('city', lc.city, 'name', d.name, 'federation', c.federation_name,
      'role', lc.role) order by array_position('{host,organiser,supporter}', lc.role), lc.city), '[]')
    from livestream_city lc join city c on c.code = lc.city join division d on d.code = lc.city
    where lc.livestream_id = l.id) as cities,
  (select jsonb_build_object('id', f.id, 'title', f.title) from shared.fair f where f.id = l.fair_id
    and f.status in ('registration', 'published', 'reported')) as fair,
  (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'city', v.city) order by v.ordinal), '[]')
    from shared.venue v where v.fair_id = l.fair_id and v.id = any(l.venue_ids)) as venues,
  ${PRESENTERS} as presenters,
  (select coalesce(jsonb_agg(jsonb_build_object('platform', k.platform, 'url', k.url) order by k.platform), '[]')
    from livestream_source k where k.livestream_id = l.id and k.kind = 'link') as links,
  (select count(*)::int from livestream_item i ${joinPosting(sql`i.posting_id`)}
    where i.livestream_id = l.id and ${STANDING} = 'live') as postings,
  case when ${phaseSql()} not in ('ended', 'replay') and (${controls(actor)} or ${SHOWS_PIN}) then ${PIN} end as pin,
  (${firstChannel("livestream", sql`l.id`)}) as channel,
  ${LAST_EVENT} as last_event`;

type Read<T extends { signal: Signal | null }> = Omit<T, "signal"> & {
  signal: Record<"advancedAt" | "endedAt" | "runFrom" | "lostAt", number | null> & {
    freshS: number;
    holdS: number | null;
  };
};
const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms));

/** Returns the row with the times of its signal as dates. */
export function withDates<T extends { signal: Signal | null }>(row: T): T {
  const { signal } = row as unknown as Read<T>;
  if (!signal) return row;
  const { advancedAt, endedAt, freshS, runFrom, lostAt, holdS } = signal;
  const dates = { advancedAt: dateOf(advancedAt), endedAt: dateOf(endedAt), freshS, holdS };
  return { ...row, signal: { ...dates, runFrom: dateOf(runFrom), lostAt: dateOf(lostAt) } };
}

export type LivestreamReader = { actor: Actor; scope: Scope };

export async function selectLivestream(
  db: DbOrTx,
  { actor, scope }: LivestreamReader,
  id: string,
): Promise<LivestreamRow | undefined> {
  const { rows } = await sql<LivestreamRow>`
    select ${columns(actor)} from ${withSignal(sql`livestream l`)} ${HOMES}
    where l.id = ${id} and ${readable(actor, scope)}`.execute(db);
  return rows.map(withDates)[0];
}

/**
 * Selects the views of these livestreams, unordered. The caller must have checked that they are readable.
 */
export async function selectByIds(
  db: DbOrTx,
  { actor }: Pick<LivestreamReader, "actor">,
  ids: readonly string[],
): Promise<LivestreamRow[]> {
  const { rows } = await sql<LivestreamRow>`
    select ${columns(actor)} from ${withSignal(sql`livestream l`)} ${HOMES}
    where l.id = any(${ids}::uuid[])`.execute(db);
  return rows.map(withDates);
}

export type LockedLivestream = Livestream & {
  now: Date;
  signal: Signal | null;
  cities: string[];
  /** True if people watch it on another platform. */
  linked: boolean;
  hostedHere: boolean;
};

/**
 * Locks the livestream's row and returns it with its signal, its organising cities and the database's time.
 * Rows that refer to it may still be written. Returns undefined if there is none.
 */
export async function lockLivestream(tx: Tx, id: string): Promise<LockedLivestream | undefined> {
  const { rows } = await sql<LockedLivestream>`/* planned */
    select ${OWN}, t.now, ${SIGNAL} as signal, ${LINKED} as linked, app.is_hosted(l.home_city) as hosted_here,
      array(select lc.city from livestream_city lc where lc.livestream_id = l.id) as cities
    from ${withSignal(sql`livestream l`)} where l.id = ${id} for no key update of l`.execute(tx);
  return rows.map(withDates)[0];
}

export async function insertLivestream(tx: Tx, livestream: Insertable<Table>): Promise<void> {
  await tx.insertInto("livestream").values(livestream).execute();
}

/**
 * Updates a livestream. In the same statement, shows or hides its postings to the readers of its agreement,
 * by its status. Returns the new revision.
 */
export async function writeLivestream(tx: Tx, id: string, change: LivestreamChange): Promise<number> {
  const changed = tx
    .updateTable("livestream")
    .set({ ...change, rev: sql`rev + 1`, updatedAt: sql`app.now()` })
    .where("id", "=", id)
    .returning(["id", "agreementId", "endsAt", "status", "rev"]);
  const { rows } = await sql<{ rev: number }>`
    with c as (${changed}) select c.rev, ${EVENT_OF_LIVESTREAM} from c`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("the livestream is gone");
  return row.rev;
}
