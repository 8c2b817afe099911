import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { Phase } from "../phase.ts";
import {
  controls,
  type LivestreamReader,
  type LivestreamRow,
  readable,
  selectByIds,
  withSignal,
} from "./livestreams.ts";
import { phaseFor, phaseSql } from "./phase.ts";

export type LivestreamFilter = {
  /**
   * `coming`: announced and not over, earliest start first. `past`: over or cancelled, latest start first.
   * `own`: organised by the actor's city, drafts of its own included, latest start first. `shown`: announced,
   * with a presenter or a posting of the enterprise, latest start first.
   */
  which: "coming" | "past" | "own" | "shown";
  /** The enterprise of `shown`. */
  enterpriseId?: string | undefined;
  phase?: Phase | undefined;
  city?: string | undefined;
  agreement?: string | undefined;
  fairId?: string | undefined;
};

/** A livestream may be under way until two hours after its planned end. */
const MAYBE_GOING = sql`l.status in ('announced', 'onAir') and l.ends_at > (select app.now()) - interval '2 hours'`;
const DONE = sql`(${phaseSql()} in ('ended', 'replay', 'cancelled'))`;

function selected({ actor, scope }: LivestreamReader, filter: LivestreamFilter): RawBuilder<unknown> {
  const { which, city, agreement, fairId } = filter;
  const asked = {
    coming: sql`${MAYBE_GOING} and not ${DONE}`,
    past: sql`l.status <> 'draft' and ${DONE}`,
    own: controls(actor),
    shown: sql`l.announced_at is not null and l.id in (
      select r.livestream_id from livestream_presenter r where r.enterprise_id = ${filter.enterpriseId ?? null}::uuid
      union select i.livestream_id from shared.posting p join livestream_item i on i.posting_id = p.id
      where p.enterprise_id = ${filter.enterpriseId ?? null}::uuid)`,
  }[which];
  const parts = [
    asked,
    readable(actor, scope),
    ...(city
      ? [
          sql`exists (select 1 from livestream_city o where o.livestream_id = l.id and o.city = ${city}::text)`,
        ]
      : []),
    ...(agreement ? [sql`l.agreement_id = (select a.id from agreement a where a.slug = ${agreement})`] : []),
    ...(fairId ? [sql`l.fair_id = ${fairId}::uuid`] : []),
  ];
  return sql.join(parts, sql` and `);
}

export type StartPosition = { startKey: string; id: string };

/** Selects livestreams by page, in the order that `which` says. */
export async function selectLivestreams(
  db: DbOrTx,
  reader: LivestreamReader,
  { after, limit, ...filter }: LivestreamFilter & { after: StartPosition | null; limit: number },
): Promise<LivestreamRow[]> {
  const ascending = filter.which === "coming";
  const sign = ascending ? sql`>` : sql`<`;
  const place = after
    ? sql`(l.starts_at, l.id) ${sign} (${after.startKey}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const phase = filter.phase ? sql`${phaseFor(controls(reader.actor))} = ${filter.phase}::text` : sql`true`;
  const order = ascending ? sql`l.starts_at, l.id` : sql`l.starts_at desc, l.id desc`;
  const { rows: found } = await sql<{ id: string }>`
    select l.id from ${withSignal(sql`livestream l`)}
    where ${selected(reader, filter)} and ${phase} and ${place} order by ${order} limit ${limit}`.execute(db);
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = new Map((await selectByIds(db, reader, ids)).map((row) => [row.id, row]));
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** Counts the livestreams that the filter selects, by phase. Its phase is ignored. */
export async function countByPhase(
  db: DbOrTx,
  reader: LivestreamReader,
  filter: LivestreamFilter,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ phase: string; n: number }>`
    select ${phaseFor(controls(reader.actor))} as phase, count(*)::int as n
    from ${withSignal(sql`livestream l`)} where ${selected(reader, filter)} group by 1`.execute(db);
  return Object.fromEntries(rows.map(({ phase, n }) => [phase, n]));
}
