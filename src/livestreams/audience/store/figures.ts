import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import { OVER_AT, withSignal } from "../../livestream/index.ts";
import { VISIT_GAP_MIN } from "../rules.ts";
import type { Figures } from "../schema.ts";
import { selectExplained } from "./explained.ts";
import { people } from "./people.ts";

/** SQL of type int: visits in a bitmap. Zeros that are long enough part two of them. */
const VISITS = sql`regexp_count(trim(both '0' from v.present::text), ${`0{${VISIT_GAP_MIN},}`}) + 1`;

type Apart = { picture: number; text: number };
type Sums = { kind: keyof Apart; people: number; visits: number; minutes: number };
type MinuteRow = { minute: number } & Apart;

export type AudienceRow = {
  origin: Date;
  figures: Figures | null;
  frozenAt: Date | null;
  erasedAt: Date | null;
};

/** Selects the audience of a livestream. Undefined if no beat of it could count yet. */
export async function selectAudience(db: DbOrTx, livestreamId: string): Promise<AudienceRow | undefined> {
  const { rows } = await sql<AudienceRow>`
    select origin, figures, frozen_at, erased_at from livestream_audience where livestream_id = ${livestreamId}`.execute(
    db,
  );
  return rows[0];
}

/** Counts the people of one minute from the origin. Those who only read in it are apart. */
export async function countMinute(db: DbOrTx, livestreamId: string, minute: number): Promise<Apart> {
  const bit = (column: "picture" | "present") =>
    sql`case when ${minute}::int < length(v.${sql.ref(column)}) then get_bit(v.${sql.ref(column)}, ${minute}::int) else 0 end`;
  const { rows } = await sql<{ picture: number; present: number }>`
    select coalesce(sum(${bit("picture")}), 0)::int as picture, coalesce(sum(${bit("present")}), 0)::int as present
    from (${people(livestreamId)}) v`.execute(db);
  const { picture = 0, present = 0 } = rows[0] ?? {};
  return { picture, text: present - picture };
}

async function selectSums(db: DbOrTx, livestreamId: string): Promise<Map<string, Sums>> {
  const { rows } = await sql<Sums>`
    select v.kind, count(*)::int as people, sum(${VISITS})::int as visits,
      sum(bit_count(case v.kind when 'picture' then v.picture else v.present end))::int as minutes
    from (${people(livestreamId)}) v group by v.kind`.execute(db);
  return new Map(rows.map((row) => [row.kind, row]));
}

async function selectMinutes(db: DbOrTx, livestreamId: string): Promise<MinuteRow[]> {
  const { rows } = await sql<MinuteRow>`
    select x.minute, sum(x.picture)::int as picture, sum(x.present - x.picture)::int as text
    from (select g.minute, get_bit(v.present, g.minute) as present,
        case when g.minute < length(v.picture) then get_bit(v.picture, g.minute) else 0 end as picture
      from (${people(livestreamId)}) v cross join generate_series(0, length(v.present) - 1) as g(minute)) x
    group by x.minute order by x.minute`.execute(db);
  return rows;
}

async function selectChannels(db: DbOrTx, livestreamId: string): Promise<Figures["channels"]> {
  const { rows } = await sql<Figures["channels"][number]>`
    select v.via as code, count(*)::int as people from (${people(livestreamId)}) v
    group by v.via order by people desc, code nulls last`.execute(db);
  return rows;
}

async function selectUncounted(db: DbOrTx, livestreamId: string): Promise<Figures["uncounted"]> {
  const { rows } = await sql<{ reason: keyof Figures["uncounted"]; n: number }>`
    select reason, sum(n)::bigint as n from livestream_uncounted where livestream_id = ${livestreamId}
    group by reason`.execute(db);
  return Object.fromEntries(rows.map(({ reason, n }) => [reason, n]));
}

/** Returns the highest number of a series and its first minute. Null for a series without people. */
function peakOf(series: readonly number[], origin: Date): Figures["peak"]["picture"] {
  const people = series.reduce((highest, n) => Math.max(highest, n), 0);
  if (people === 0) return null;
  return { people, at: new Date(origin.getTime() + series.indexOf(people) * 60_000).toISOString() };
}

/** Computes the figures of a livestream from the rows of its viewers. */
export async function computeFigures(
  db: DbOrTx,
  { livestreamId, origin }: { livestreamId: string; origin: Date },
): Promise<Figures> {
  const sums = await selectSums(db, livestreamId);
  const minutes = await selectMinutes(db, livestreamId);
  const length = (minutes.at(-1)?.minute ?? -1) + 1;
  const series: Record<keyof Apart, number[]> = {
    picture: new Array<number>(length).fill(0),
    text: new Array<number>(length).fill(0),
  };
  for (const { minute, picture, text } of minutes) {
    series.picture[minute] = picture;
    series.text[minute] = text;
  }
  const sumOf = (name: "people" | "visits" | "minutes"): Apart => ({
    picture: sums.get("picture")?.[name] ?? 0,
    text: sums.get("text")?.[name] ?? 0,
  });
  return {
    people: sumOf("people"),
    visits: sumOf("visits"),
    minutes: sumOf("minutes"),
    peak: { picture: peakOf(series.picture, origin), text: peakOf(series.text, origin) },
    series: { from: origin.toISOString(), ...series },
    channels: await selectChannels(db, livestreamId),
    uncounted: await selectUncounted(db, livestreamId),
    explained: await selectExplained(db, livestreamId),
  };
}

/** Time after the end at which the figures are stored: the last batches of all processes are written then. */
const SETTLED = sql`interval '2 minutes'`;
/** Time after the end at which the rows of the viewers are deleted. */
const KEPT = sql`interval '24 hours'`;
const OVER = sql`coalesce(${OVER_AT}, l.cancelled_at)`;

export type DueAudience = { livestreamId: string; erase: boolean };

/** Selects audiences whose figures are to be stored, or whose rows are to be deleted. */
export async function selectDueAudiences(db: DbOrTx, limit: number): Promise<DueAudience[]> {
  const { rows } = await sql<DueAudience>`
    select a.livestream_id, t.now >= ${OVER} + ${KEPT} as erase
    from livestream_audience a join ${withSignal(sql`livestream l`)} on l.id = a.livestream_id
    where a.erased_at is null and (t.now >= ${OVER} + ${KEPT}
      or t.now >= ${OVER} + ${SETTLED} and coalesce(a.frozen_at < ${OVER} + ${SETTLED}, true))
    order by a.livestream_id limit ${limit}`.execute(db);
  return rows;
}

/** Locks the audience of a livestream against batches and other workers, if its rows are not deleted. */
export async function lockAudience(tx: Tx, livestreamId: string): Promise<AudienceRow | undefined> {
  const { rows } = await sql<AudienceRow>`
    select origin, figures, frozen_at, erased_at from livestream_audience
    where livestream_id = ${livestreamId} and erased_at is null for update`.execute(tx);
  return rows[0];
}

/** Returns true if a viewer of the livestream is stored. A restored backup has none. */
export async function hasViewers(tx: Tx, livestreamId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from livestream_viewer where livestream_id = ${livestreamId} limit 1`.execute(tx);
  return rows.length > 0;
}

export async function storeFigures(tx: Tx, livestreamId: string, figures: Figures): Promise<void> {
  await sql`
    update livestream_audience set figures = ${JSON.stringify(figures)}::jsonb, frozen_at = app.now()
    where livestream_id = ${livestreamId}`.execute(tx);
}

/** Deletes the rows of the viewers and the counts of each process. Returns the number of viewers. */
export async function eraseViewers(tx: Tx, livestreamId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from livestream_viewer where livestream_id = ${livestreamId}`.execute(tx);
  await sql`delete from livestream_uncounted where livestream_id = ${livestreamId}`.execute(tx);
  await sql`
    update livestream_audience set erased_at = t.now from ${timeOnce} where livestream_id = ${livestreamId}`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}
