import { sql } from "kysely";
import type { Db } from "../../../../db/client.ts";
import { LINKED, type LivestreamReader, OVER_AT, readable, withSignal } from "../../livestream/index.ts";

export type CountingRow = {
  secret: Buffer;
  now: Date;
  announced: boolean;
  /** True while beats count: on air, or under way on another platform. */
  open: boolean;
  overAt: Date | null;
  origin: Date | null;
};

/** SQL condition: the beats of the livestream `l` count now. */
const OPEN = sql`(t.now < ${OVER_AT} and (l.status = 'onAir'
  or l.status = 'announced' and t.now >= l.starts_at and ${LINKED}))`;

/** Selects what is needed to count a livestream's beats, with its secret: no caller may show that. */
export async function selectCounting(db: Db, livestreamId: string): Promise<CountingRow | undefined> {
  const { rows } = await sql<CountingRow>`
    select l.secret, t.now, l.announced_at is not null as announced, coalesce(${OPEN}, false) as open,
      ${OVER_AT} as over_at, a.origin
    from ${withSignal(sql`livestream l`)} left join livestream_audience a on a.livestream_id = l.id
    where l.id = ${livestreamId}`.execute(db);
  return rows[0];
}

/** Opens the audience of a livestream: its bitmaps begin at this minute. If it is open, nothing changes. */
export async function openAudience(db: Db, livestreamId: string): Promise<void> {
  await sql`
    insert into livestream_audience (livestream_id, origin)
    values (${livestreamId}, date_trunc('minute', app.now())) on conflict do nothing`.execute(db);
}

/** Returns true if the reader may read the livestream. */
export async function isReadable(
  { db, actor, scope }: LivestreamReader & { db: Db },
  livestreamId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from livestream l where l.id = ${livestreamId} and ${readable(actor, scope)}`.execute(db);
  return rows.length > 0;
}
