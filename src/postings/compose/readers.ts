import {
  cacheFor,
  divisionNames,
  getSite,
  type PlaceIndex,
  placeIndex,
  resolvePlace,
} from "../../cities/index.ts";
import type { Services } from "../../platform/context.ts";
import { AppError, type FieldError } from "../../platform/core/errors.ts";
import { remembering } from "../../platform/core/text.ts";
import { buildOccupationIndex, guessOccupation, type OccupationIndex } from "../reading/index.ts";
import { selectOccupations } from "../store/rows.ts";
import type { Readers } from "./row.ts";

const KEEP_MS = 30_000;
type Reader = Pick<Services, "db" | "clock" | "edge">;
type Codes = Partial<Record<"city" | "county" | "occupation", string | null | undefined>>;
type Occupations = { index: OccupationIndex; names: ReadonlyMap<string, string> };
const occupations = cacheFor<Occupations>(KEEP_MS);

const loadOccupations = (ctx: Reader): Promise<Occupations> =>
  occupations(ctx, "", async () => {
    const rows = await selectOccupations(ctx.db);
    return { index: buildOccupationIndex(rows), names: new Map(rows.map((row) => [row.id, row.name])) };
  });

/** Returns the index that finds the trade in a title, at most 30 s old. */
export const occupationIndex = async (ctx: Reader): Promise<OccupationIndex> =>
  (await loadOccupations(ctx)).index;

/** Returns the names of trades by id, at most 30 s old. */
export const occupationNames = async (ctx: Reader): Promise<ReadonlyMap<string, string>> =>
  (await loadOccupations(ctx)).names;

/** Returns everything that `buildPostingRow` needs to read sheets and forms of one home city. */
export async function postingReaders(ctx: Reader, homeCity: string): Promise<Readers> {
  const [places, trades, site] = await Promise.all([
    placeIndex(ctx),
    occupationIndex(ctx),
    getSite({ ...ctx, scope: { city: homeCity, agreement: null } }),
  ]);
  const cities = site.cities.map(({ code }) => code);
  return { places, occupations: trades, resolve: placeReader(places, { cityCode: homeCity, cities }) };
}

/**
 * Returns a function that resolves the text of a workplace. The hint has the home city and the cities of its
 * agreement. They decide between counties with the same name if the text names no city.
 */
export const placeReader = (places: PlaceIndex, hint: { cityCode: string; cities: string[] }) =>
  remembering((text) => resolvePlace(text, places, hint));

/**
 * Throws INVALID_INPUT for a city, county or occupation that does not exist, or for a county outside the
 * given city. The occupation may be a name instead of a code.
 */
export async function requireKnownCodes(ctx: Reader, input: Codes): Promise<void> {
  const divisions = await divisionNames(ctx);
  const fields: FieldError[] = [];
  const city = input.city ? divisions.get(input.city) : undefined;
  const county = input.county ? divisions.get(input.county) : undefined;
  // The four municipalities (Beijing, Shanghai, Tianjin, Chongqing) are provinces and their own cities.
  if (input.city && (!city || city.level === "county"))
    fields.push({ path: "city", code: "UNKNOWN_DIVISION" });
  if (input.county && county?.level !== "county") fields.push({ path: "county", code: "UNKNOWN_DIVISION" });
  else if (county && city && county.parent !== city.code)
    fields.push({ path: "county", code: "COUNTY_NOT_IN_CITY" });
  if (input.occupation) {
    const { index, names } = await loadOccupations(ctx);
    const read = names.has(input.occupation) || guessOccupation(input.occupation, index) !== null;
    if (!read) fields.push({ path: "occupation", code: "UNKNOWN_OCCUPATION" });
  }
  if (fields.length > 0) throw new AppError("INVALID_INPUT", { fields });
}
