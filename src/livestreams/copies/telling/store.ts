import { sql } from "kysely";
import type { Db, Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import { firstChannel } from "../../../channels/index.ts";
import { HAS_SIGNAL, LINKED, OVER_AT } from "../../livestream/store/phase.ts";
import { CLIPS_TOLD, FILMS_TOLD, type LivestreamPayload, PINS_TOLD, type ToldMedia } from "./schema.ts";

type Main = { kind: "address" | "server"; url: string | null; name: string | null };
type Film = Omit<ToldMedia["films"][number], "url">;
/**
 * A version to tell: the payload's members, and the rows from which the addresses of playlist, films and
 * pictures follow.
 */
export type ToldLivestream = Omit<
  LivestreamPayload,
  | "startsAt"
  | "endsAt"
  | "announcedAt"
  | "onAirAt"
  | "resumedAt"
  | "endedAt"
  | "playlist"
  | "agreement"
  | "media"
> & {
  poster: { fileId: string; width: number; height: number } | null;
  standbyFileId: string | null;
  films: Film[];
  clips: (Film & { postingId: string })[];
  homeCity: string;
  agreementId: string;
  toldRev: number;
  startsAt: Date;
  endsAt: Date;
  announcedAt: Date;
  onAirAt: Date | null;
  resumedAt: Date | null;
  endedAt: Date | null;
  main: Main | null;
};

const iso = (at: string) => sql.raw(`to_char((${at}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** SQL of type timestamptz over the livestream `l`: the public saw pins from then on. Null for not yet. */
const SHOWN_FROM = sql`coalesce(l.on_air_at, case when l.starts_at <= t.now and ${LINKED} then l.starts_at end)`;

const PINS = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'postingId', n.posting_id, 'pinnedAt', ${iso("n.pinned")},
    'unpinnedAt', ${iso("n.unpinned_at")}, 'reason', n.reason) order by n.pinned, n.id), '[]')
  from (select p.id, p.posting_id, greatest(p.pinned_at, ${SHOWN_FROM}) as pinned, p.unpinned_at, p.reason
    from livestream_pin p where p.livestream_id = l.id and ${SHOWN_FROM} is not null
      and (p.unpinned_at is null or p.unpinned_at > ${SHOWN_FROM})
    order by p.pinned_at desc, p.id desc limit ${PINS_TOLD}) n)`;

/** SQL over the recording `r` of the livestream `l`: viewers may watch its film. */
const FILM_SHOWN = sql`r.livestream_id = l.id and r.taken_at is not null and r.hidden_at is null and r.deleted_at is null
  and r.cut_at is not null and r.film_id is not null and ${OVER_AT} <= t.now`;

const FILMS = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'startsAt', ${iso("f.film_starts_at")},
    'lengthMs', f.film_ms) order by f.starts_at, f.id), '[]')
  from (select r.* from livestream_recording r where ${FILM_SHOWN} order by r.starts_at, r.id limit ${FILMS_TOLD}) f)`;

const CLIPS = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'postingId', f.posting_id,
    'startsAt', ${iso("f.at")}, 'lengthMs', f.length_ms) order by f.at, f.id), '[]')
  from (select k.id, k.posting_id, k.length_ms, r.film_starts_at + make_interval(secs => k.starts_ms / 1000.0) as at
    from livestream_clip k join livestream_recording r on r.id = k.recording_id
    where ${FILM_SHOWN} order by at desc, k.id limit ${CLIPS_TOLD}) f)`;

const POSTER = sql`(select jsonb_build_object('fileId', m.file_id, 'width', m.width, 'height', m.height)
  from livestream_media m where m.livestream_id = l.id and m.use = 'poster' and m.file_id is not null)`;

const LINKS = sql`(select coalesce(jsonb_agg(jsonb_build_object('platform', s.platform, 'url', s.url) order by s.platform), '[]')
  from livestream_source s where s.livestream_id = l.id and s.kind = 'link')`;

/**
 * Counts one more version of an announced livestream, and selects what it tells. Undefined for a draft. The
 * caller holds the livestream's lock.
 */
export async function takeVersion(tx: Tx, id: string): Promise<ToldLivestream | undefined> {
  const { rows } = await sql<ToldLivestream>`
    with told as (
      update livestream set told_rev = told_rev + 1 where id = ${id}::uuid and announced_at is not null
      returning id, told_rev)
    select l.home_city, l.agreement_id, told.told_rev, l.title, l.intro, l.status, l.starts_at, l.ends_at, l.grace_s,
      l.announced_at, l.on_air_at, l.resumed_at, l.ended_at, l.cancel_reason, l.venue_ids::text[] as venue_ids,
      (select f.id from shared.fair f where f.id = l.fair_id
        and f.status in ('registration', 'published', 'reported')) as fair_id,
      (select coalesce(jsonb_agg(jsonb_build_object('city', c.city, 'role', c.role) order by c.city), '[]')
        from livestream_city c where c.livestream_id = l.id) as cities,
      (select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'union', r.union_name, 'permit', r.permit,
          'permitUntil', r.permit_until, 'employer', case when e.id is not null then jsonb_build_object('id', e.id,
            'home', e.home_city, 'name', e.name, 'verified', e.status = 'verified') end) order by r.ordinal), '[]')
        from livestream_presenter r left join shared.enterprise e on e.id = r.enterprise_id
        where r.livestream_id = l.id) as presenters,
      (select jsonb_build_object('kind', m.kind, 'url', m.url, 'name', m.name) from livestream_source m
        where m.livestream_id = l.id and m.kind <> 'link') as main,
      (${firstChannel("livestream", sql`l.id`)}) as channel, ${LINKS} as links, ${PINS} as pins,
      array(select i.posting_id::text from livestream_item i where i.livestream_id = l.id order by i.ordinal) as items,
      ${POSTER} as poster, ${FILMS} as films, ${CLIPS} as clips,
      (select o.standby_file_id from livestream_room o where o.livestream_id = l.id) as standby_file_id
    from told join livestream l on l.id = told.id left join livestream_signal s on s.livestream_id = l.id
    cross join ${timeOnce}`.execute(tx);
  return rows[0];
}

/** Seconds after which a signal that goes on is told again. A copy believes it for twice as long and more. */
export const TELL_EVERY_S = 20;

export type ToldSignal = {
  homeCity: string;
  agreementId: string;
  toldRev: number;
  advancing: boolean;
  advancedAt: Date | null;
  endedAt: Date | null;
  freshS: number;
  runFrom: Date | null;
  lostAt: Date | null;
};

/**
 * Counts one more version of the signal of a livestream on air, and selects it. Undefined unless it came or
 * was lost since the last version, or has gone on for so long. Undefined also while this node hosts every
 * city of the agreement. The caller holds the livestream's lock.
 */
export async function takeSignal(tx: Tx, livestreamId: string): Promise<ToldSignal | undefined> {
  const { rows } = await sql<ToldSignal>`/* planned */
    with seen as (
      select l.id, l.home_city, l.agreement_id, ${HAS_SIGNAL} as advancing, t.now
      from livestream l join livestream_signal s on s.livestream_id = l.id cross join ${timeOnce}
      where l.id = ${livestreamId}::uuid and l.status = 'onAir' and l.told_rev > 0
        and exists (select from agreement_city ac join city c on c.code = ac.city
          where ac.agreement_id = l.agreement_id and not c.hosted))
    update livestream_signal s set told_rev = s.told_rev + 1, told_at = seen.now, told_advancing = seen.advancing
    from seen where s.livestream_id = seen.id and (s.told_advancing is distinct from seen.advancing
      or seen.advancing and s.told_at <= seen.now - make_interval(secs => ${TELL_EVERY_S}))
    returning seen.home_city, seen.agreement_id, s.told_rev, seen.advancing, s.advanced_at, s.ended_at, s.fresh_s,
      s.run_from, s.lost_at`.execute(tx);
  return rows[0];
}

/** Selects own announced livestreams that are not over by their plan, and that no log has told. */
export async function selectUntold(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from livestream l
    where l.status in ('announced', 'onAir') and l.told_rev = 0 and app.is_hosted(l.home_city)
      and l.ends_at + interval '2 hours' > (select app.now()) order by l.ends_at, l.id limit ${limit}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
