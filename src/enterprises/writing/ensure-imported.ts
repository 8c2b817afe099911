import type { DbOrTx, Tx } from "../../../db/client.ts";
import { emitAll } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { recordAudits } from "../../platform/core/store.ts";
import { remembering } from "../../platform/core/text.ts";
import { nameKey } from "../rules.ts";
import type { ImportedEmployer } from "../schema.ts";
import { type EmployerStatus, insertImported, selectByKeys } from "../store.ts";

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
  const byName = new Map<string, ImportedEmployer>();
  for (const one of employers) {
    const given = typeof one === "string" ? { name: one } : one;
    if (!byName.has(given.name)) byName.set(given.name, given);
  }
  const keys = new Map([...byName.keys()].map((name) => [name, keyOf(name)]));
  const wanted = [...new Set(keys.values())].filter((key) => key !== "");
  const before = await selectByKeys(tx, homeCity, wanted);
  const absent = new Map<string, ImportedEmployer>();
  for (const [name, one] of byName) {
    const key = keys.get(name) ?? "";
    if (key !== "" && !before.has(key) && !absent.has(key)) absent.set(key, one);
  }
  if (absent.size > 0) await create(tx, ctx, homeCity, absent);
  const known = absent.size > 0 ? await selectByKeys(tx, homeCity, wanted) : before;
  return new Map(
    [...keys].flatMap(([name, key]) => {
      const one = known.get(key);
      return one ? [[name, one.id]] : [];
    }),
  );
}

const keyOf = remembering(nameKey);

/** Inserts employers by name key, with audit rows and changes. Skips those that somebody else inserted. */
async function create(
  tx: Tx,
  ctx: RequestContext,
  homeCity: string,
  employers: ReadonlyMap<string, ImportedEmployer>,
): Promise<void> {
  const made = await insertImported(
    tx,
    homeCity,
    [...employers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => ({
        id: ctx.ids.uuid(),
        name: one.name.replace(/\p{Cc}/gu, " ").trim(),
        nameKey: key,
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
