import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { codesOfEvent } from "../../../channels/index.ts";
import { controls, type LivestreamReader, phaseSql, readable, withSignal } from "../../livestream/index.ts";

/**
 * Selects the livestreams that belong in a control room of this officer: those under way, those with a
 * picture or past their start, and those that begin within three hours. Those on air come first. With
 * `copies`, those that are controlled on another node.
 */
export async function selectRoom(
  db: DbOrTx,
  { actor, scope }: LivestreamReader,
  { limit, copies = false }: { limit: number; copies?: boolean },
): Promise<string[]> {
  const phase = phaseSql();
  const { rows } = await sql<{ id: string }>`
    select l.id from ${withSignal(sql`livestream l`)}
    where l.status in ('announced', 'onAir') and l.ends_at > (select app.now()) - interval '2 hours'
      and app.is_hosted(l.home_city) <> ${copies} and ${controls(actor)} and ${readable(actor, scope)} and (${phase} in ('rehearsal', 'waiting', 'live', 'interrupted')
        or ${phase} = 'announced' and l.starts_at <= t.now + interval '3 hours')
    order by ${phase} in ('live', 'interrupted') desc, l.starts_at, l.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Selects the livestreams to which the programme of one may be handed: those of its agreement whose picture
 * advances and that are not over.
 */
export async function selectTargets(
  db: DbOrTx,
  livestreamId: string,
  limit: number,
): Promise<{ id: string; title: string; cityName: string }[]> {
  const { rows } = await sql<{ id: string; title: string; cityName: string }>`
    select l.id, l.title, d.name as city_name from livestream g
    join ${withSignal(sql`livestream l`)} on l.agreement_id = g.agreement_id and l.id <> g.id
    join division d on d.code = l.home_city
    where g.id = ${livestreamId}::uuid and app.is_hosted(l.home_city) and l.status in ('announced', 'onAir')
      and l.ends_at > (select app.now()) - interval '2 hours' and ${phaseSql()} in ('rehearsal', 'live')
    order by l.starts_at, l.id limit ${limit}`.execute(db);
  return rows;
}

export type RoomFigures = {
  id: string;
  delayMs: number | null;
  bitrateKbps: number | null;
  applications: number;
  applicationsLastMin: number;
};

/** Selects the measures of the signals and the number of applications of these livestreams. */
export async function selectFigures(
  db: DbOrTx,
  livestreamIds: readonly string[],
): Promise<Map<string, RoomFigures>> {
  const { rows } = await sql<RoomFigures>`
    select l.id, case when m.fresh then s.delay_ms end as delay_ms, case when m.fresh then s.bitrate_kbps end as bitrate_kbps,
      a.applications, a.applications_last_min
    from ${withSignal(sql`livestream l`)}
    cross join lateral (select coalesce(s.measured_at > t.now - interval '30 seconds', false) as fresh) m
    cross join lateral (
      select count(*)::int as applications,
        (count(*) filter (where a.created_at > t.now - interval '1 minute'))::int as applications_last_min
      from shared.application a
      where a.via in (${codesOfEvent("livestream", sql`l.id`)}) and a.status <> 'withdrawn') a
    where l.id = any(${[...livestreamIds]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
