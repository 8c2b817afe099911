import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { TakenBooth } from "../registrations/index.ts";
import type { FreeBooth } from "./rules.ts";

/**
 * Rule that chooses a booth: a given booth, any booth of a given venue, or the first free booth by wishes.
 * By wishes, the preferred venues come first in their order, then venues in `city`, then all others.
 */
export type BoothChoice =
  | { boothId: string }
  | { venueId: string }
  | { venueWishes: readonly string[]; city: string };

const candidates = (fairId: string, wanted: BoothChoice): RawBuilder<unknown> => {
  if ("boothId" in wanted)
    return sql`select id from booth where id = ${wanted.boothId} and fair_id = ${fairId}
      and registration_id is null and not closed for update`;
  if ("venueId" in wanted)
    return sql`select id from booth where fair_id = ${fairId} and registration_id is null and not closed
      and venue_id = ${wanted.venueId}
      order by ordinal limit 1 for update skip locked`;
  return sql`select b.id from booth b join venue v on v.id = b.venue_id
    where b.fair_id = ${fairId} and b.registration_id is null and not b.closed
    order by array_position(${wanted.venueWishes}::uuid[], v.id), v.city <> ${wanted.city}, v.ordinal, b.ordinal
    limit 1 for update of b skip locked`;
};

/**
 * Takes a free booth for a registration in one statement, so two concurrent calls never take the same booth.
 * Returns undefined if no booth of the fair that fits `wanted` is free.
 */
export async function takeBooth(
  tx: Tx,
  { fairId, registrationId }: { fairId: string; registrationId: string },
  wanted: BoothChoice,
): Promise<TakenBooth | undefined> {
  const { rows } = await sql<TakenBooth>`
    update booth b set registration_id = ${registrationId}, taken_at = app.now()
    from venue v where b.id = (${candidates(fairId, wanted)}) and b.registration_id is null and v.id = b.venue_id
    returning b.id, b.code, b.venue_id, v.name as venue_name`.execute(tx);
  return rows[0];
}

/**
 * Counts one more booth against a city's quota, in one statement. Returns false if the quota is used up. A
 * city that is not listed for the fair has no quota, so the result is true.
 */
export async function useQuota(tx: Tx, fairId: string, city: string): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`
    with used as (
      update fair_city set booths_taken = booths_taken + 1
      where fair_id = ${fairId} and city = ${city} and (quota is null or booths_taken < quota) returning 1)
    select exists (select 1 from used)
      or not exists (select 1 from fair_city where fair_id = ${fairId} and city = ${city}) as ok`.execute(tx);
  return rows[0]?.ok ?? false;
}

/** Selects the free booths of a fair by venue. */
export async function selectFree(db: DbOrTx, fairId: string): Promise<(FreeBooth & TakenBooth)[]> {
  const { rows } = await sql<FreeBooth & TakenBooth>`
    select b.id, b.code, b.venue_id, b.ordinal, v.name as venue_name, v.city from booth b join venue v on v.id = b.venue_id
    where b.fair_id = ${fairId} and b.registration_id is null and not b.closed order by v.ordinal, b.ordinal`.execute(
    db,
  );
  return rows;
}

/** Selects the rest of each city's quota. Cities without a quota are absent. */
export async function quotasLeft(db: DbOrTx, fairId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ city: string; rest: number }>`
    select city, quota - booths_taken as rest from fair_city where fair_id = ${fairId} and quota is not null`.execute(
    db,
  );
  return new Map(rows.map(({ city, rest }) => [city, rest]));
}
