import { type RawBuilder, sql } from "kysely";
import type { Actor } from "../../platform/core/actor.ts";

/**
 * Condition: the actor is an officer who may decide on a posting `p` of an enterprise `e`.
 * A county's officer decides for the enterprise's county. If it is unknown (imported employer), the
 * workplace's county counts. If both are unknown, only officers of the whole city decide.
 */
export function decidedBy(actor: Actor, county = sql`coalesce(e.county, p.county)`): RawBuilder<boolean> {
  if (actor.kind === "system") return sql`true`;
  const offices = actor.kind === "account" ? actor.offices : [];
  const [cities, counties] = [offices.map((o) => o.city), offices.map((o) => o.county)];
  return sql`exists (select 1 from unnest(${cities}::text[], ${counties}::text[]) as o(city, county)
    where o.city = e.home_city and (o.county is null or o.county = ${county}))`;
}
