import { federationOf } from "../cities/index.ts";
import { labelsOf, rolesEverOf } from "../identity/index.ts";
import type { RequestContext } from "../platform/context.ts";
import type { Actor } from "../platform/core/actor.ts";
import type { AuditRow } from "../platform/core/store.ts";
import { actedFor, factsOf, type Parties } from "./rules.ts";
import type { HistoryEntry } from "./schema.ts";

/** Returns true for an officer of the whole city, or of one of its counties. */
const worksIn = (actor: Actor, city: string): boolean =>
  actor.kind === "account" && actor.offices.some((office) => office.city === city);

/** Returns the names of the unions of these cities, by city code. */
async function unionNames(
  ctx: RequestContext,
  cities: readonly (string | null)[],
): Promise<Map<string, string>> {
  const codes = [...new Set(cities.filter((city) => city !== null))];
  const named = await Promise.all(codes.map(async (city) => [city, await federationOf(ctx, city)] as const));
  return new Map(named.flatMap(([city, name]) => (name ? [[city, name] as const] : [])));
}

/** Converts audit rows to the entries that this reader sees. */
export async function presentEntries(
  ctx: RequestContext,
  rows: readonly AuditRow[],
  parties: Parties,
): Promise<HistoryEntry[]> {
  const accounts = [...new Set(rows.flatMap(({ accountId }) => (accountId ? [accountId] : [])))];
  const roles = await rolesEverOf(ctx.db, accounts);
  const acted = rows.map((row) => ({ row, ...actedFor(row, roles, parties, ctx.actor) }));
  const colleagues = acted.flatMap(({ row, party, city }) =>
    party === "union" && city !== null && row.accountId && worksIn(ctx.actor, city) ? [row.accountId] : [],
  );
  const [unions, labels] = await Promise.all([
    unionNames(
      ctx,
      acted.map(({ city }) => city),
    ),
    colleagues.length > 0 ? labelsOf(ctx, ctx.db, [...new Set(colleagues)]) : new Map<string, string>(),
  ]);
  return acted.map(({ row, party, city }) => ({
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    party,
    name:
      city !== null
        ? (unions.get(city) ?? null)
        : party === "enterprise"
          ? (parties.enterprise?.name ?? null)
          : null,
    colleague:
      party === "union" && city !== null && row.accountId && worksIn(ctx.actor, city)
        ? (labels.get(row.accountId) ?? null)
        : null,
    facts: factsOf(row),
  }));
}
