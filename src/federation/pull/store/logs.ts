import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { FollowedLogState } from "../../../../db/schema/federation.ts";

/** A log of another city, as this node follows it. */
export type FollowedLog = {
  stream: string;
  city: string;
  state: FollowedLogState;
  failures: number;
  fault: string | null;
  retryAt: Date | null;
};

const COLUMNS = ["stream", "city", "state", "failures", "fault", "retryAt"] as const;

/** Returns how a log is followed, and whether a state of it is being taken. Inserts it if it is new. */
export async function followedLog(
  db: DbOrTx,
  stream: string,
  city: string,
): Promise<FollowedLog & { taking: boolean }> {
  const find = async () => {
    const { rows } = await sql<FollowedLog & { taking: boolean }>`/* planned */
      select stream, city, state, failures, fault, retry_at, manifest is not null as taking from followed_log
      where stream = ${stream}`.execute(db);
    return rows[0];
  };
  const known = await find();
  if (known) return known;
  await db
    .insertInto("followedLog")
    .values({ stream, city })
    .onConflict((c) => c.doNothing())
    .execute();
  const fresh = await find();
  if (!fresh) throw new Error("a log that is followed now is gone");
  return fresh;
}

export const followedLogs = (db: DbOrTx): Promise<FollowedLog[]> =>
  db.selectFrom("followedLog").select(COLUMNS).orderBy("stream").execute();

/**
 * Notes a verified answer: its checkpoint, and the state in which it leaves the log. `freshAt`: all is here
 * that the log held at this time. A time ahead of the own clock counts as now.
 */
export async function noteExchange(
  tx: Tx,
  of: {
    stream: string;
    state: FollowedLogState;
    checkpoint: string;
    size: number;
    freshAt?: Date | null;
  },
): Promise<void> {
  const { freshAt = null } = of;
  await sql`/* planned */
    update followed_log set state = ${of.state}, checkpoint = ${of.checkpoint},
      home_size = greatest(home_size, ${of.size}), exchanged_at = app.now(), failures = 0, fault = null, retry_at = null,
      fresh_at = greatest(fresh_at,
        case when ${freshAt}::timestamptz is not null then least(${freshAt}::timestamptz, app.now()) end)
    where stream = ${of.stream} and state <> 'frozen'`.execute(tx);
}

/** Notes an exchange that failed. A frozen log stays frozen. */
export async function noteFailure(
  db: DbOrTx,
  of: { stream: string; fault: string; state?: FollowedLogState },
): Promise<void> {
  await sql`
    update followed_log set failures = failures + 1, fault = ${of.fault}, state = coalesce(${of.state ?? null}::text, state)
    where stream = ${of.stream} and state <> 'frozen'`.execute(db);
}

/** Notes when the next exchange of a log is due. */
export async function noteRetry(db: DbOrTx, stream: string, inMs: number): Promise<void> {
  await sql`
    update followed_log set retry_at = app.now() + ${inMs} * interval '1 millisecond'
    where stream = ${stream} and state <> 'frozen'`.execute(db);
}

/** Sets the state of a log. A frozen one stays frozen. */
export async function setState(tx: Tx, stream: string, state: FollowedLogState): Promise<void> {
  await sql`update followed_log set state = ${state} where stream = ${stream} and state <> 'frozen'`.execute(
    tx,
  );
}

/**
 * Freezes a log and keeps the checkpoint that contradicts the verified one. Returns false if it was frozen.
 */
export async function freeze(tx: Tx, stream: string, contradiction: string): Promise<boolean> {
  const { rows } = await sql<{ stream: string }>`
    update followed_log set state = 'frozen', contradiction = ${contradiction}, fault = 'FORK'
    where stream = ${stream} and state <> 'frozen' returning stream`.execute(tx);
  return rows.length > 0;
}

/** SQL condition: open questions follow the log, so that news of it come by themselves. */
const isFollowed = sql`state = 'following' and failures = 0 and exchanged_at > app.now() - interval '60 seconds'`;

/**
 * Makes an exchange due at once, because the home told of a new size. Returns true if the log is followed by
 * open questions anyway, so that the home need not tell more for a while.
 */
export async function noteHint(db: DbOrTx, stream: string, size: number): Promise<boolean> {
  const { rows } = await sql<{ following: boolean | null }>`
    update followed_log set retry_at = null, home_size = greatest(home_size, ${size})
    where stream = ${stream} and state <> 'frozen'
    returning ${isFollowed} as following`.execute(db);
  return rows[0]?.following ?? false;
}

/**
 * Returns SQL that makes exchanges due at once, because a command refers to an entry that is not here. The
 * column `stream` of the part `from` names the logs. Leaves a log alone that open questions follow: many
 * commands would else wait for the row while a page is applied.
 */
export const behindFrom = (from: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  update followed_log f set retry_at = null,
    home_size = greatest(home_size, coalesce((select size from log_head h where h.stream = f.stream), 0) + 1)
  from ${from} as behind where f.stream = behind.stream and state <> 'frozen' and not (${isFollowed})`;

/** Returns the logs of which the home told a size that is not here, and whose exchange is due. */
export async function hintedLogs(db: DbOrTx): Promise<string[]> {
  const { rows } = await sql<{ stream: string }>`
    select f.stream from followed_log f left join log_head h using (stream)
    where f.retry_at is null and f.home_size > coalesce(h.size, 0) and f.state <> 'frozen'`.execute(db);
  return rows.map(({ stream }) => stream);
}

/** Returns the hosted cities whose keys can sign, which read other cities' logs. */
export async function selectReaders(db: DbOrTx): Promise<string[]> {
  const { rows } = await sql<{ city: string }>`
    select i.city from city_identity i join city c on c.code = i.city where c.hosted order by i.city`.execute(
    db,
  );
  return rows.map(({ city }) => city);
}

/** A city whose node is another, and where it answers. */
export type Peer = { city: string; origin: string; url: string };

/** Returns the known cities that other nodes host. */
export async function selectPeers(db: DbOrTx): Promise<Peer[]> {
  const { rows } = await sql<Peer>`
    select i.city, i.origin, i.url from city_identity i join city c on c.code = i.city
    where not c.hosted order by i.url, i.city`.execute(db);
  return rows;
}
