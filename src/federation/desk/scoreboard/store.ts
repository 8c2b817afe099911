import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { SharedKind } from "../../../platform/changes/index.ts";
import type { Refusal, Scoreboard } from "./schema.ts";

/** Returns how many live records of each kind a city has here: its own, or copies of them. */
export async function countTold(
  db: DbOrTx,
  city: string,
  kinds: readonly SharedKind[],
): Promise<Scoreboard["held"]> {
  if (kinds.length === 0) return [];
  const counts = kinds.map(
    ({ kind, told }) => sql`select ${kind}::text as kind, count(*)::int as count from (${told(city)}) t`,
  );
  const { rows } = await sql<Scoreboard["held"][number]>`${sql.join(counts, sql` union all `)}`.execute(db);
  return rows;
}

type Measured = Scoreboard["freshness"] & {
  comparedAt: Date | null;
  differing: string[] | null;
  repaired: number;
  refusedPages: number;
};

/** SQL for the pages of logs that `own` reads of a city, refused in the last seven days. */
const refusedOf = (city: string, own: string) => sql`
  audit a where a.subject_kind = 'log' and a.subject_id in (${`${city}/public`}, ${`${city}/to/${own}`})
    and a.action = 'federation.page_refused' and a.at > (select app.now()) - interval '7 days'`;

/** Returns figures of a city's log: delays and refused pages of seven days, the last comparison. */
export async function selectMeasured(db: DbOrTx, city: string, own: string): Promise<Measured> {
  const { rows } = await sql<Measured>`
    select coalesce(d.within_second, 0)::int as "withinSecond", coalesce(d.within_ten, 0)::int as "withinTen",
      coalesce(d.within_minute, 0)::int as "withinMinute", coalesce(d.later, 0)::int as later,
      f.compared_at, f.differing, coalesce(f.repaired, 0) as repaired,
      (select count(*)::int from ${refusedOf(city, own)}) as "refusedPages"
    from (select ${city}::text || '/public' as stream) s left join followed_log f using (stream)
    left join lateral (
      select sum(within_second) as within_second, sum(within_ten) as within_ten, sum(within_minute) as within_minute,
        sum(later) as later
      from copy_delay c where c.stream = s.stream and c.day > (select app.today()) - 7) d on true`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error("no figures");
  return row;
}

type RefusalRow = Omit<Refusal, "at"> & { id: string; at: Date; key: string };

/** Returns the refused pages that `selectMeasured` counts, newest first. */
export async function selectRefusals(
  db: DbOrTx,
  of: { city: string; own: string; after: { at: string; id: string } | null; limit: number },
): Promise<RefusalRow[]> {
  const { rows } = await sql<RefusalRow>`/* planned */
    select a.id, a.at, a.at::text as key, a.subject_id as stream, a.detail ->> 'fault' as fault,
      (a.detail ->> 'seq')::int as seq
    from ${refusedOf(of.city, of.own)} and (${of.after?.id ?? null}::uuid is null
        or (a.at, a.id) < (${of.after?.at ?? null}::timestamptz, ${of.after?.id ?? null}::uuid))
    order by a.at desc, a.id desc limit ${of.limit}`.execute(db);
  return rows;
}
