import type { Tx } from "../../db/client.ts";
import { emit } from "../changes/index.ts";
import type { RequestContext } from "../context.ts";
import { missing } from "../core/errors.ts";
import { recordAudit } from "../core/store.ts";
import { nameKey } from "./rules.ts";
import type { ImportedEmployer } from "./schema.ts";
import { insertImported, selectByKeys } from "./store.ts";

/**
 * Inside an import's transaction: the employer of each name, made as unverified text where the city does not know it.
 * Names that differ in width, blanks or brackets are one. Returns the enterprise's id by the name as given; a blank
 * name has none. NOT_FOUND for who holds no office in the city.
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
  if (!holdsOffice) throw missing();
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
  for (const id of made) {
    await recordAudit(tx, ctx, {
      action: "enterprise.import",
      subjectKind: "enterprise",
      subjectId: id,
      city: homeCity,
    });
    await emit(tx, {
      city: homeCity,
      audience: "local",
      kind: "enterprise",
      id,
      rev: 1,
      op: "put",
      payload: { action: "enterprise.import", status: "unverified" },
    });
  }
  const ids = await selectByKeys(tx, homeCity, [...first.keys()]);
  return new Map(keyed.flatMap(({ name, key }) => (ids.has(key) ? [[name, ids.get(key) ?? ""]] : [])));
}

/** One employer of a sheet; see `ensureImportedEnterprises`. Null for a blank name. */
export async function ensureImportedEnterprise(
  tx: Tx,
  ctx: RequestContext,
  one: ImportedEmployer & { homeCity: string },
): Promise<string | null> {
  const { homeCity, ...employer } = one;
  return (await ensureImportedEnterprises(tx, ctx, homeCity, [employer])).get(employer.name) ?? null;
}
