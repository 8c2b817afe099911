import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { LivestreamTakeEnd } from "../../../../db/schema/index.ts";
import type { SignalState } from "../rules/state.ts";

/** A source that this process alone looks at for the time of its lease. `due`: its start has come. */
export type DueSource = {
  id: string;
  livestreamId: string;
  kind: "address" | "server";
  url: string | null;
  name: string | null;
  /** Number of this look. A look with an older number writes nothing. */
  looks: number;
  takenAt: Date;
  due: boolean;
};

/** Longest time from the beginning of a look to its writing, after which another process looks. */
const LEASE = sql`interval '6 seconds'`;
/** Time before the start from which sources are looked at, and after the end. */
const EARLY = sql`interval '30 minutes'`;
const LATE = sql`interval '2 hours'`;
/** Sources whose time has not come are considered again after this time: their livestream may be moved. */
const AGAIN = sql`interval '5 minutes'`;

/**
 * Takes the sources that are due for a look, most overdue first, for the time of a lease. Sources whose time
 * has not come are put off, and those of livestreams that are over are not looked at again.
 * `wanted`: the livestream's time has come, somebody publishes before it, or nobody has looked since the
 * source was set.
 */
export async function takeDue(db: DbOrTx, limit: number): Promise<DueSource[]> {
  const { rows } = await sql<DueSource>`/* planned */
    with found as (
      select s.id from livestream_source s
      where s.kind <> 'link' and s.next_look_at <= app.now()
      order by s.next_look_at, s.id limit ${limit} for update skip locked),
    judged as (
      select f.id, l.id as livestream_id, l.starts_at, l.starts_at <= t.now and l.status <> 'ended' as due,
        l.status = 'cancelled' or t.now >= l.ends_at + ${LATE} as over,
        l.home_city in (select app.hosted_cities()) and (l.status <> 'draft' and t.now >= l.starts_at - ${EARLY}
          or s.state is null
          or exists (select from livestream_take k where k.livestream_id = l.id and k.ended_at is null)) as wanted
      from found f join livestream_source s on s.id = f.id join livestream l on l.id = s.livestream_id,
        (select app.now() as now offset 0) t),
    closed as (
      update livestream_take k set ended_at = app.now(), reason = 'over' from judged j
      where j.over and k.livestream_id = j.livestream_id and k.ended_at is null),
    taken as (
      update livestream_source s set looks = s.looks + 1,
        next_look_at = case when j.over then 'infinity' when j.wanted then app.now() + ${LEASE}
          else greatest(least(j.starts_at - ${EARLY}, app.now() + ${AGAIN}), app.now() + interval '10 seconds') end
      from judged j where s.id = j.id
      returning s.id, s.livestream_id, s.kind, s.url, s.name, s.looks, app.now() as taken_at, j.due,
        j.wanted and not j.over as look)
    select id, livestream_id, kind, url, name, looks, taken_at, due from taken where look order by id`.execute(
    db,
  );
  return rows;
}

/**
 * Returns the milliseconds until the next source is due, and the server's time. Undefined without a source.
 */
export async function selectNextDue(db: DbOrTx): Promise<{ dueMs: number; wallMs: number } | undefined> {
  const { rows } = await sql<{ dueMs: number; wallMs: number }>`/* planned */
    select (extract(epoch from least(s.next_look_at, app.now() + interval '1 day') - app.now()) * 1000)::float8 as due_ms,
      (extract(epoch from now()) * 1000)::float8 as wall_ms
    from livestream_source s where s.kind <> 'link' order by s.next_look_at limit 1`.execute(db);
  return rows[0];
}

/**
 * Lets sources be looked at now that were due soon before the clock was set back by so many milliseconds.
 * Several processes may do it: the second one changes nothing.
 */
export async function bringLooksForward(db: DbOrTx, backMs: number): Promise<void> {
  await sql`/* planned */
    update livestream_source s set next_look_at = app.now()
    where s.kind <> 'link' and s.next_look_at > app.now()
      and s.next_look_at <= app.now() + make_interval(secs => ${backMs / 1_000}::float8) + interval '1 minute'`.execute(
    db,
  );
}

export type LockedLook = {
  state: SignalState | null;
  failures: number;
  now: Date;
  /** The time of the server, which tests do not move. */
  wallMs: number;
  graceS: number;
  onAir: boolean;
  takeId: string | null;
  takeStartedAt: Date | null;
  takeAdvancedAt: Date | null;
};

/**
 * Locks a source and its livestream to write what a look saw. Undefined if another process has looked since.
 * Changes of sources lock the livestream first, too.
 */
export async function lockLook(
  tx: Tx,
  { id, livestreamId, looks }: Pick<DueSource, "id" | "livestreamId" | "looks">,
): Promise<LockedLook | undefined> {
  await sql`/* planned */
    select 1 from livestream where id = ${livestreamId}::uuid for no key update`.execute(tx);
  const locked = await sql`/* planned */
    select 1 from livestream_source where id = ${id}::uuid and looks = ${looks} for update`.execute(tx);
  if (locked.rows.length === 0) return undefined;
  const { rows } = await sql<LockedLook>`/* planned */
    select s.state, s.failures, app.now() as now,
      (extract(epoch from now()) * 1000)::float8 as wall_ms, l.grace_s, l.status = 'onAir' as on_air, k.id as take_id, k.started_at as take_started_at,
      k.advanced_at as take_advanced_at
    from livestream_source s join livestream l on l.id = s.livestream_id
    left join livestream_take k on k.livestream_id = l.id and k.ended_at is null
    where s.id = ${id}::uuid`.execute(tx);
  return rows[0];
}

/**
 * Writes the state after a look and when the next one is due. A callback that came during the look has asked
 * for another one at once, and keeps its wish.
 */
export async function writeLook(
  tx: Tx,
  look: Pick<DueSource, "id" | "takenAt"> & { state: SignalState; failures: number; pauseMs: number },
): Promise<void> {
  await sql`/* planned */
    update livestream_source set state = ${JSON.stringify(look.state)}::jsonb, failures = ${look.failures},
      next_look_at = case when next_look_at <= app.now() then next_look_at
        else greatest(${look.takenAt}::timestamptz + make_interval(secs => ${look.pauseMs / 1_000}::float8), app.now()) end
    where id = ${look.id}::uuid`.execute(tx);
}

export async function endTake(tx: Tx, id: string, reason: LivestreamTakeEnd): Promise<void> {
  await sql`/* planned */
    update livestream_take set ended_at = app.now(), reason = ${reason}
    where id = ${id}::uuid and ended_at is null`.execute(tx);
}

/** Begins a take that no callback announced. */
export async function beginTake(tx: Tx, take: { id: string; livestreamId: string }): Promise<void> {
  await sql`/* planned */
    insert into livestream_take (id, livestream_id) values (${take.id}::uuid, ${take.livestreamId}::uuid)
    on conflict (livestream_id) where ended_at is null do nothing`.execute(tx);
}

/**
 * Writes that the picture of the open take advanced so many milliseconds ago, and for how many seconds this
 * holds.
 */
export async function writeAdvance(
  tx: Tx,
  livestreamId: string,
  { ageMs, freshS }: { ageMs: number; freshS: number },
): Promise<void> {
  await sql`/* planned */
    with seen as (select app.now() - make_interval(secs => ${ageMs / 1_000}::float8) as at offset 0),
    take as (
      update livestream_take set advanced_at = seen.at, first_advanced_at = coalesce(first_advanced_at, seen.at) from seen
      where livestream_id = ${livestreamId}::uuid and ended_at is null)
    insert into livestream_signal (livestream_id, first_advanced_at, advanced_at, fresh_s)
    select ${livestreamId}::uuid, seen.at, seen.at, ${freshS} from seen
    on conflict (livestream_id) do update set advanced_at = excluded.advanced_at, fresh_s = excluded.fresh_s`.execute(
    tx,
  );
}

/**
 * Moves the times of a signal and of its open take as the clock jumped. The trigger lets them pass together.
 */
export async function shiftSignal(tx: Tx, livestreamId: string, ms: number): Promise<void> {
  const by = sql`make_interval(secs => ${ms / 1_000}::float8)`;
  await sql`/* planned */
    with take as (
      update livestream_take set advanced_at = advanced_at + ${by}
      where livestream_id = ${livestreamId}::uuid and ended_at is null)
    update livestream_signal set advanced_at = advanced_at + ${by}, run_from = run_from + ${by}, lost_at = lost_at + ${by},
      ended_at = ended_at + ${by}, told_at = told_at + ${by}
    where livestream_id = ${livestreamId}::uuid`.execute(tx);
}

/**
 * Writes that nothing more comes: the source said so, or a look found the picture lost. It counts until the
 * picture advances again, also if the clock is set back.
 */
export async function writeEnd(tx: Tx, livestreamId: string): Promise<void> {
  await sql`/* planned */
    update livestream_signal set ended_at = app.now()
    where livestream_id = ${livestreamId}::uuid and advanced_at is not null`.execute(tx);
}

/** Delay of the picture behind the event and its bits a second, as far as a source tells them. */
export type Measured = { delayMs: number | null; bitrateKbps: number | null };

/** Writes the measures of a signal that advanced a moment ago. */
export async function writeMeasure(db: DbOrTx, livestreamId: string, measured: Measured): Promise<void> {
  await sql`/* planned */
    update livestream_signal set delay_ms = ${measured.delayMs}::int, bitrate_kbps = ${measured.bitrateKbps}::int,
      measured_at = app.now()
    where livestream_id = ${livestreamId}::uuid`.execute(db);
}
