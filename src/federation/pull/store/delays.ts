import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";

/**
 * Counts the entries of a page by the time from their commit at home to now, for the figures of the desk.
 * Entries from before the log was followed do not count: they came with its history.
 */
export async function noteDelays(tx: Tx, stream: string, times: readonly string[]): Promise<void> {
  // Entries that were numbered together have one time.
  const counts = new Map<string, number>();
  for (const time of times) counts.set(time, (counts.get(time) ?? 0) + 1);
  await sql`/* planned */
    with delay as (
      select extract(epoch from (t.now - e.at)) as s, e.n
      from ${timeOnce}, followed_log f,
        unnest(${[...counts.keys()]}::timestamptz[], ${[...counts.values()]}::int[]) as e(at, n)
      where f.stream = ${stream} and e.at >= f.created_at)
    insert into copy_delay as c (stream, day, within_second, within_ten, within_minute, later)
    select ${stream}, (select app.today()), coalesce(sum(n) filter (where s <= 1), 0),
      coalesce(sum(n) filter (where s > 1 and s <= 10), 0), coalesce(sum(n) filter (where s > 10 and s <= 60), 0),
      coalesce(sum(n) filter (where s > 60), 0)
    from delay having count(*) > 0
    on conflict (stream, day) do update set within_second = c.within_second + excluded.within_second,
      within_ten = c.within_ten + excluded.within_ten, within_minute = c.within_minute + excluded.within_minute,
      later = c.later + excluded.later`.execute(tx);
}
