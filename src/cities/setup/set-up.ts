import type { DbOrTx, Tx } from "../../../db/client.ts";
import {
  ensureAccount,
  grantMembership,
  issueSignInLink,
  selectAdministrators,
} from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { allIndexes } from "../../platform/core/vault.ts";
import { changesOf, type Described, type KnownDivision, setupErrors } from "./rules.ts";
import type { SetupAnswer, SetupChange, SetupFile } from "./schema.ts";
import {
  insertCounty,
  lockSetup,
  selectAgreement,
  selectCityRows,
  selectDivisionsBy,
  selectMembers,
  upsertAgreement,
  upsertCity,
  upsertMember,
} from "./store.ts";

/** A city's column values as a file wants them. */
function wantedCity(file: SetupFile, city: SetupFile["cities"][number], ordinal: number) {
  return {
    federationName: city.federationName,
    hotline: city.hotline,
    address: city.address ?? null,
    hue: city.hue,
    joinedOn: city.joinedOn ?? file.agreement.startsOn,
    leftOn: city.leftOn ?? null,
    ordinal: String(ordinal + 1),
  };
}

type Divisions = ReadonlyMap<string, KnownDivision>;

function describeCounties(file: SetupFile, divisions: Divisions): Described[] {
  return file.cities.flatMap(({ counties }) =>
    counties.map(({ code, name = "" }) => {
      const known = divisions.get(code);
      return { kind: "county", id: code, name: known?.name ?? name, now: known ? {} : null, wanted: {} };
    }),
  );
}

const sharesText = (shares: readonly string[]) => [...shares].sort().join();

async function describeAgreement(
  db: DbOrTx,
  file: SetupFile,
): Promise<{ id: string | null; described: Described }> {
  const { slug, name, shortName, startsOn, endsOn = null, shares } = file.agreement;
  const wanted = { name, shortName, startsOn, endsOn, shares: sharesText(shares) };
  const row = await selectAgreement(db, slug);
  if (!row) return { id: null, described: { kind: "agreement", id: slug, name, now: null, wanted } };
  const now = { ...row, shares: sharesText(row.shares) };
  return { id: row.id, described: { kind: "agreement", id: slug, name, now, wanted } };
}

async function describeCities(db: DbOrTx, file: SetupFile, agreementId: string | null, divisions: Divisions) {
  const members = agreementId ? await selectMembers(db, agreementId) : [];
  const rows = await selectCityRows(
    db,
    file.cities.map(({ code }) => code),
  );
  const described = file.cities.map((city, i): Described => {
    const row = rows.find(({ code }) => code === city.code);
    const member = members.find((one) => one.city === city.code);
    const now = row && member ? { ...row, ...member, ordinal: String(member.ordinal + 1) } : null;
    const name = divisions.get(city.code)?.name ?? city.code;
    return { kind: "city", id: city.code, name, now, wanted: wantedCity(file, city, i) };
  });
  const listed = new Set(file.cities.map(({ code }) => code));
  return { described, unlisted: members.map(({ city }) => city).filter((code) => !listed.has(code)) };
}

type Comparison = { changes: SetupChange[]; unlisted: string[]; divisions: Divisions };

/** Compares a file with the database. Throws INVALID_INPUT with one field per fault of the file. */
async function compare(ctx: RequestContext, db: DbOrTx, file: SetupFile): Promise<Comparison> {
  const codes = file.cities.flatMap(({ code, counties }) => [code, ...counties.map((one) => one.code)]);
  const divisions = await selectDivisionsBy(db, codes);
  const fields = setupErrors(file, divisions, ctx.config.production);
  if (fields.length > 0) throw new AppError("INVALID_INPUT", { fields });
  const agreement = await describeAgreement(db, file);
  const cities = await describeCities(db, file, agreement.id, divisions);
  const described = [agreement.described, ...describeCounties(file, divisions), ...cities.described];
  return { changes: described.flatMap(changesOf), unlisted: cities.unlisted, divisions };
}

/** Says what becomes of the file's administrator. */
async function administratorOf(
  ctx: RequestContext,
  db: DbOrTx,
  { administrator }: SetupFile,
): Promise<SetupAnswer["administrator"]> {
  const holders = await selectAdministrators(db);
  if (holders.length === 0) return "appointed";
  const indexes = await allIndexes(ctx.vault, administrator.phone);
  return holders.some((holder) => indexes.some((index) => holder.phoneIndex.equals(index)))
    ? "there"
    : "other";
}

const appointing = (file: SetupFile): SetupChange => ({
  kind: "administrator",
  id: "",
  name: file.administrator.name,
  field: null,
  from: null,
  to: null,
});

/** Makes pinyin of a county's name, for search. It needs a dictionary that only Node loads. */
export type SetupTools = { typed(name: string): Promise<string[]> };

async function writeFile(
  tx: Tx,
  ctx: RequestContext,
  file: SetupFile,
  divisions: Divisions,
  { typed }: SetupTools,
): Promise<void> {
  const { endsOn = null, ...rest } = file.agreement;
  const agreementId = await upsertAgreement(tx, { id: ctx.ids.uuid(), endsOn, ...rest });
  for (const [i, city] of file.cities.entries()) {
    const { federationName, hotline, address, hue, joinedOn, leftOn } = wantedCity(file, city, i);
    await upsertCity(tx, { code: city.code, federationName, hotline, address });
    await upsertMember(tx, { agreementId, city: city.code, hue, ordinal: i, joinedOn, leftOn });
    for (const { code, name, shortName } of city.counties) {
      if (divisions.has(code)) continue;
      if (!name) throw invalid("counties", "UNKNOWN_DIVISION");
      const row = { code, name, shortName: shortName ?? name, parent: city.code };
      await insertCounty(tx, { ...row, typed: await typed(row.shortName) });
    }
  }
}

/** Appoints the file's administrator if there is none. Creates a link for a new one, and if `link` asks. */
async function appoint(
  tx: Tx,
  ctx: RequestContext,
  file: SetupFile,
  options: { link: boolean },
): Promise<Pick<SetupAnswer, "administrator" | "link">> {
  const administrator = await administratorOf(ctx, tx, file);
  if (administrator === "other") return { administrator, link: null };
  const accountId = await ensureAccount(ctx, tx, file.administrator);
  if (administrator === "appointed")
    await grantMembership(tx, ctx, { accountId, membership: { kind: "administrator" } });
  const wanted = administrator === "appointed" || options.link;
  return { administrator, link: wanted ? await issueSignInLink(tx, ctx, accountId) : null };
}

/**
 * Returns what a setup file would change, and changes nothing. Throws INVALID_INPUT with the faults of the
 * file.
 */
export async function planSetup(ctx: RequestContext, file: SetupFile): Promise<SetupAnswer> {
  requireSystem(ctx.actor);
  const { changes, unlisted } = await compare(ctx, ctx.db, file);
  const administrator = await administratorOf(ctx, ctx.db, file);
  return {
    changes: administrator === "appointed" ? [...changes, appointing(file)] : changes,
    unlisted,
    administrator,
    link: null,
  };
}

/**
 * Writes agreement, cities and counties of a setup file, and appoints its administrator if there is none.
 * A repeated call changes nothing. Only a command on the machine may call it. Removes nothing: a city leaves
 * by `leftOn`. `link` asks for a sign-in link of an administrator who holds the role already.
 * Throws INVALID_INPUT with the faults of the file.
 */
export async function setUp(
  ctx: RequestContext,
  file: SetupFile,
  options: SetupTools & { link: boolean },
): Promise<SetupAnswer> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    await lockSetup(tx);
    const { changes, unlisted, divisions } = await compare(ctx, tx, file);
    if (changes.length > 0) await writeFile(tx, ctx, file, divisions, options);
    const appointed = await appoint(tx, ctx, file, options);
    const all = appointed.administrator === "appointed" ? [...changes, appointing(file)] : changes;
    if (all.length > 0)
      await recordAudit(tx, ctx, {
        action: "setup.apply",
        subjectKind: "agreement",
        subjectId: file.agreement.slug,
        detail: { changes: all.map(({ kind, id, field }) => [kind, id, field].filter(Boolean).join(" ")) },
      });
    return { changes: all, unlisted, ...appointed };
  });
}
