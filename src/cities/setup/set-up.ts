import type { DbOrTx, Tx } from "../../../db/client.ts";
import { citiesWithChanges } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, type FieldError, invalid } from "../../platform/core/errors.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { appoint, compareAdministrator } from "./administrator.ts";
import { changesOf, type Described, type Facts, type KnownDivision, setupErrors } from "./rules.ts";
import type { SetupAnswer, SetupFile } from "./schema.ts";
import {
  lockSetup,
  selectAgreement,
  selectAgreementsOf,
  selectCityRows,
  selectDivisionsBy,
  selectMembers,
  upsertAgreement,
  upsertCity,
  upsertCounty,
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
    hosted: String(city.hosted),
    ordinal: String(ordinal + 1),
  };
}

const cityCodes = (file: Pick<SetupFile, "cities">) => file.cities.map(({ code }) => code);
type Divisions = ReadonlyMap<string, KnownDivision>;

/** The names that a file gives to a county, or null if it gives none. */
const namesOf = ({ name, shortName = name }: SetupFile["cities"][number]["counties"][number]) =>
  name && shortName ? { name, shortName } : null;

function describeCounties(
  file: SetupFile,
  divisions: Divisions,
  officialCodes: ReadonlySet<string>,
): Described[] {
  return file.cities.flatMap(({ counties }) =>
    counties.map((county) => {
      const { code, name = "" } = county;
      const known = divisions.get(code);
      if (!known) return { kind: "county", id: code, name, now: null, wanted: {} };
      const now: Facts = { name: known.name, shortName: known.shortName };
      const wanted = (officialCodes.has(code) ? null : namesOf(county)) ?? now;
      return { kind: "county", id: code, name: known.name, now, wanted };
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
  const rows = await selectCityRows(db, cityCodes(file));
  const described = file.cities.map((city, i): Described => {
    const row = rows.find(({ code }) => code === city.code);
    const member = members.find((one) => one.city === city.code);
    const now =
      row && member
        ? { ...row, ...member, hosted: String(row.hosted), ordinal: String(member.ordinal + 1) }
        : null;
    const name = divisions.get(city.code)?.name ?? city.code;
    return { kind: "city", id: city.code, name, now, wanted: wantedCity(file, city, i) };
  });
  const listed = new Set(cityCodes(file));
  return { described, unlisted: members.map(({ city }) => city).filter((code) => !listed.has(code)) };
}

type Comparison = Pick<SetupAnswer, "changes" | "unlisted" | "elsewhere"> & { divisions: Divisions };

/** Returns the errors of cities that have records and would change the node that writes them. */
async function hostingErrors(db: DbOrTx, { cities }: SetupFile): Promise<FieldError[]> {
  const hosted = new Map(
    (await selectCityRows(db, cityCodes({ cities }))).map((row) => [row.code, row.hosted]),
  );
  const moved = cities.filter((city) => (hosted.get(city.code) ?? city.hosted) !== city.hosted);
  const fixed = await citiesWithChanges(db, cityCodes({ cities: moved }));
  return cities.flatMap((city, i) =>
    moved.includes(city) && fixed.has(city.code)
      ? [{ path: `cities.${i}.hosted`, code: "HOSTED_FIXED" }]
      : [],
  );
}

/** Compares a file with the database. Throws INVALID_INPUT with one field per fault of the file. */
async function compare(
  ctx: RequestContext,
  db: DbOrTx,
  file: SetupFile,
  { officialCodes }: SetupTools,
): Promise<Comparison> {
  const codes = file.cities.flatMap(({ code, counties }) => [code, ...counties.map((one) => one.code)]);
  const divisions = await selectDivisionsBy(db, codes);
  const production = ctx.config.production;
  const whole = setupErrors(file, { divisions, officialCodes, production });
  const fields = [...whole, ...(await hostingErrors(db, file))];
  if (fields.length > 0) throw new AppError("INVALID_INPUT", { fields });
  const agreement = await describeAgreement(db, file);
  const cities = await describeCities(db, file, agreement.id, divisions);
  const described = [
    agreement.described,
    ...describeCounties(file, divisions, officialCodes),
    ...cities.described,
  ];
  const elsewhere = agreement.id ? [] : await selectAgreementsOf(db, cityCodes(file));
  return { changes: described.flatMap(changesOf), unlisted: cities.unlisted, elsewhere, divisions };
}

/** Tools that only Node has: its files and its dictionary. */
export type SetupTools = {
  /** Makes pinyin of a county's name, for search. */
  typed(name: string): Promise<string[]>;
  /** Codes of the divisions in the reference files. Their names are not for a setup file to change. */
  officialCodes: ReadonlySet<string>;
};

async function writeFile(
  tx: Tx,
  ctx: RequestContext,
  file: SetupFile,
  divisions: Divisions,
  { typed, officialCodes }: SetupTools,
): Promise<void> {
  const { endsOn = null, ...rest } = file.agreement;
  const agreementId = await upsertAgreement(tx, { id: ctx.ids.uuid(), endsOn, ...rest });
  for (const [i, city] of file.cities.entries()) {
    const { federationName, hotline, address, hue, joinedOn, leftOn } = wantedCity(file, city, i);
    await upsertCity(tx, { code: city.code, federationName, hotline, address, hosted: city.hosted });
    await upsertMember(tx, { agreementId, city: city.code, hue, ordinal: i, joinedOn, leftOn });
    for (const county of city.counties) {
      const names = namesOf(county);
      const known = divisions.get(county.code);
      if (!names && !known) throw invalid("counties", "UNKNOWN_DIVISION");
      if (!names || officialCodes.has(county.code)) continue;
      const row = { code: county.code, ...names, parent: city.code };
      await upsertCounty(tx, { ...row, typed: await typed(row.shortName) });
    }
  }
}

/**
 * Returns what a setup file would change, and changes nothing. Throws INVALID_INPUT with the faults of the
 * file.
 */
export async function planSetup(
  ctx: RequestContext,
  file: SetupFile,
  tools: SetupTools,
): Promise<SetupAnswer> {
  requireSystem(ctx.actor);
  const { changes, unlisted, elsewhere } = await compare(ctx, ctx.db, file, tools);
  const { administrator, changes: more } = await compareAdministrator(ctx, ctx.db, file);
  return { changes: [...changes, ...more], unlisted, elsewhere, administrator, link: null };
}

/**
 * Writes agreement, cities and counties of a setup file, and appoints its administrator as `appoint` does.
 * A repeated call changes nothing. Only a command on the machine may call it. Removes nothing: a city leaves
 * by `leftOn`. `link` asks for a sign-in link of an administrator who holds the role already, `replace` lets
 * an administrator be replaced, as the plan has shown.
 * Throws INVALID_INPUT with the faults of the file.
 */
export async function setUp(
  ctx: RequestContext,
  file: SetupFile,
  options: SetupTools & { link: boolean; replace: boolean },
): Promise<SetupAnswer> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    await lockSetup(tx);
    const { changes, unlisted, elsewhere, divisions } = await compare(ctx, tx, file, options);
    if (changes.length > 0) await writeFile(tx, ctx, file, divisions, options);
    const appointed = await appoint(tx, ctx, file, options);
    const all = [...changes, ...appointed.changes];
    if (all.length > 0)
      await recordAudit(tx, ctx, {
        action: "setup.apply",
        subjectKind: "agreement",
        subjectId: file.agreement.slug,
        detail: { changes: all.map(({ kind, id, field }) => [kind, id, field].filter(Boolean).join(" ")) },
      });
    return { ...appointed, changes: all, unlisted, elsewhere };
  });
}
