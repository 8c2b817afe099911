import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import type { Copy, Held } from "../../../platform/changes/index.ts";
import { appendState } from "../../livestream/index.ts";
import type { SignalPayload } from "../telling/index.ts";
import { HOLD_S } from "./livestreams.ts";

/**
 * Seconds after an advance for which a copy shows a picture that goes on. Its home says so again every twenty
 * seconds. Times are of the home's clock: one that differs by more makes the copy say that it does not know.
 */
const TRUSTED_S = 60;

/**
 * Writes the signal of a copy, and tells live pages if it came or was lost. Returns false if the livestream
 * is unknown here. A lost signal counts as ended, so that a clock that is behind does not show it as live.
 */
export async function putSignal(
  tx: Tx,
  { id, home, rev, payload: p }: Copy<SignalPayload>,
): Promise<boolean> {
  const { rows } = await sql<{ toldRev: number; advancing: boolean | null; foreign: boolean }>`
    select coalesce(s.told_rev, 0) as told_rev, s.told_advancing as advancing,
      l.home_city = ${home} and not app.is_hosted(l.home_city) as foreign
    from livestream l left join livestream_signal s on s.livestream_id = l.id
    where l.id = ${id}::uuid for no key update of l`.execute(tx);
  const [before] = rows;
  if (!before) return false;
  if (!before.foreign || before.toldRev >= rev) return true;
  const endedAt = p.advancing ? p.endedAt : (p.endedAt ?? p.advancedAt);
  // The trigger works out runs of own looks. Rows that are new keep what the home says of them.
  await sql`delete from livestream_signal where livestream_id = ${id}::uuid`.execute(tx);
  await sql`
    insert into livestream_signal (livestream_id, first_advanced_at, advanced_at, ended_at, fresh_s, run_from, lost_at,
      told_rev, told_at, told_advancing, hold_s)
    values (${id}::uuid, ${p.runFrom}::timestamptz, ${p.advancedAt}::timestamptz,
      ${p.advancing ? endedAt : sql`greatest(${endedAt}::timestamptz, ${p.advancedAt}::timestamptz)`}::timestamptz,
      ${p.advancing ? TRUSTED_S : p.freshS}::int, ${p.runFrom}::timestamptz, ${p.lostAt}::timestamptz, ${rev}::int,
      app.now(), ${p.advancing}::boolean, ${p.advancing ? HOLD_S : null}::int)`.execute(tx);
  if (before.advancing !== p.advancing) await appendState(tx, id, "signal");
  return true;
}

/** SQL for the signals that a city's public log tells. */
export const signalsToldBy = (city: string) => sql<Held>`
  select s.livestream_id as id, s.told_rev as rev
  from livestream l join livestream_signal s on s.livestream_id = l.id
  where l.home_city = ${city} and s.told_rev > 0`;

/** Deletes what a city told of signals: then its copies say that they do not know. */
export async function purgeSignals(tx: Tx, home: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update livestream_signal s set told_rev = 0, told_advancing = null, advanced_at = s.advanced_at,
      ended_at = greatest(s.ended_at, s.advanced_at), hold_s = ${HOLD_S}
    from livestream l where s.livestream_id = any(${ids}::uuid[]) and l.id = s.livestream_id and l.home_city = ${home}
      and not app.is_hosted(l.home_city) returning s.livestream_id as id`.execute(tx);
  return rows.map(({ id }) => id);
}
