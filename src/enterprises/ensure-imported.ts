import type { DbOrTx, Tx } from "../../db/client.ts";
import { emitAll } from "../platform/changes/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { notFound } from "../platform/core/errors.ts";
import { recordAudits } from "../platform/core/store.ts";
import { nameKey } from "./rules.ts";
import type { ImportedEmployer } from "./schema.ts";
import { type EmployerStatus, insertImported, selectByKeys } from "./store.ts";

/**
 * Finds or creates the employer of each name in a city, inside an import's transaction. A created one is
 * unverified. Names that differ only in width, case, blanks, brackets or dots are equal.
 * Returns the enterprises' ids by the given names; a blank name is absent. Throws NOT_FOUND unless the caller
 * is an officer in the city.
 */
export async function ensureImportedEnterprises(
  tx: Tx,
  ctx: RequestContext,
  homeCity: string,
  employers: readonly (string | ImportedEmployer)[],
): Promise<Map<string, string>> {
  const { actor } = ctx;
  const holdsOffice =
    actor.kind === "system" || (actor.kind === "account" && actor.offices.some((o) => o.city === homeCity));
  if (!holdsOffice) throw notFound();
  const given = employers.map((one) => (typeof one === "string" ? { name: one } : one));
  const keyed = given.map((one) => ({ ...one, key: nameKey(one.name) })).filter(({ key }) => key !== "");
  const first = new Map([...keyed].reverse().map((one) => [one.key, one]));
  const made = await insertImported(
    tx,
    homeCity,
    [...first.values()]
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map((one) => ({
        id: ctx.ids.uuid(),
        name: one.name.replace(/\p{Cc}/gu, " ").trim(),
        nameKey: one.key,
        sourceName: one.sourceName ?? null,
        nature: one.nature ?? null,
        industry: one.industry ?? null,
        size: one.size ?? null,
        address: one.address ?? null,
        county: one.county ?? null,
      })),
  );
  const subjects = made.map((id) => ({
    action: "enterprise.import",
    subjectKind: "enterprise",
    subjectId: id,
    city: homeCity,
  }));
  await recordAudits(tx, ctx, subjects);
  await emitAll(
    tx,
    made.map((id) => ({
      city: homeCity,
      audience: "local" as const,
      kind: "enterprise",
      id,
      rev: 1,
      op: "put" as const,
      payload: { action: "enterprise.import", status: "unverified" },
    })),
  );
  const known = await selectByKeys(tx, homeCity, [...first.keys()]);
  return new Map(
    keyed.flatMap(({ name, key }) => (known.has(key) ? [[name, known.get(key)?.id ?? ""]] : [])),
  );
}

/** Returns id, status and county of a city's known employers by the given names. Writes nothing. */
export async function knownEmployers(
  db: DbOrTx,
  homeCity: string,
  names: readonly string[],
): Promise<Map<string, EmployerStatus>> {
  const keys = new Map(names.map((name) => [name, nameKey(name)]));
  const known = await selectByKeys(db, homeCity, [...new Set(keys.values())]);
  return new Map(
    [...keys].flatMap(([name, key]) => {
      const one = known.get(key);
      return one ? [[name, one]] : [];
    }),
  );
}

/**
 * Finds or creates one employer, like `ensureImportedEnterprises`. Returns its id, or null for a blank name.
 */
export async function ensureImportedEnterprise(
  tx: Tx,
  ctx: RequestContext,
  one: ImportedEmployer & { homeCity: string },
): Promise<string | null> {
  const { homeCity, ...employer } = one;
  return (await ensureImportedEnterprises(tx, ctx, homeCity, [employer])).get(employer.name) ?? null;
}
