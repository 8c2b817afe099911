import type { FieldError } from "../../platform/core/errors.ts";
import type { SetupChange, SetupFile } from "./schema.ts";

/** Contrast that a city's mark needs against white and against the paper of the pages (WCAG 2.2, 1.4.11). */
const HUE_CONTRAST = 3;
const GROUNDS = ["#FFFFFF", "#FBF9F6"];

/** Returns the relative luminance of a colour `#RRGGBB`, by WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the contrast of two colours, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const isLegible = (hue: string) => GROUNDS.every((ground) => contrastOf(hue, ground) >= HUE_CONTRAST);

/** Rows of the table `division` that a setup file names, by code. */
export type KnownDivision = {
  code: string;
  name: string;
  shortName: string;
  level: string;
  parent: string | null;
};
type Known = {
  divisions: ReadonlyMap<string, KnownDivision>;
  /** Codes of the divisions in the reference files. */
  officialCodes: ReadonlySet<string>;
};

/** Returns the errors of the county entries of one city. */
function countyErrors(
  city: SetupFile["cities"][number],
  at: string,
  { divisions, officialCodes }: Known,
): FieldError[] {
  const seen = new Set<string>();
  return city.counties.flatMap((county, i) => {
    const path = `${at}.counties.${i}.code`;
    const { name, shortName } = county;
    if (seen.has(county.code)) return [{ path, code: "COUNTY_TWICE" }];
    seen.add(county.code);
    const known = divisions.get(county.code);
    if (known && known.parent !== city.code) return [{ path, code: "NOT_A_COUNTY_HERE" }];
    if (known && officialCodes.has(county.code)) {
      const own = { name: known.name, shortName: known.shortName };
      const differs = (name ?? own.name) !== own.name || (shortName ?? own.shortName) !== own.shortName;
      return differs ? [{ path: `${at}.counties.${i}.name`, code: "OFFICIAL_NAME" }] : [];
    }
    if (known && !name) return shortName ? [{ path: `${at}.counties.${i}.name`, code: "MISSING" }] : [];
    return county.name ? [] : [{ path, code: "UNKNOWN_DIVISION" }];
  });
}

/** Phone of the administrator in docs/examples. It may belong to a stranger, so production refuses it. */
export const EXAMPLE_PHONE = "13900000000";

/**
 * Returns the errors that only the whole file and the table of divisions show. Empty for a usable file.
 * `production` refuses the example's phone.
 */
export function setupErrors(file: SetupFile, known: Known & { production: boolean }): FieldError[] {
  const { divisions, production } = known;
  const hues = file.cities.map(({ hue }) => hue.toUpperCase());
  const { startsOn, endsOn } = file.agreement;
  const hosts = file.cities.some(({ hosted }) => hosted);
  const example = production && file.administrator.phone === EXAMPLE_PHONE;
  const ends = endsOn && endsOn < startsOn ? [{ path: "agreement.endsOn", code: "BEFORE_START" }] : [];
  const cities = file.cities.flatMap((city, i) => {
    const at = `cities.${i}`;
    const twice = file.cities.findIndex(({ code }) => code === city.code) < i;
    const { joinedOn = startsOn, leftOn } = city;
    return [
      ...(twice ? [{ path: `${at}.code`, code: "CITY_TWICE" }] : []),
      ...(divisions.get(city.code)?.level === "city"
        ? []
        : [{ path: `${at}.code`, code: "UNKNOWN_DIVISION" }]),
      ...(isLegible(city.hue) ? [] : [{ path: `${at}.hue`, code: "HUE_CONTRAST" }]),
      ...(hues.indexOf(city.hue.toUpperCase()) < i ? [{ path: `${at}.hue`, code: "HUE_TWICE" }] : []),
      ...(leftOn && leftOn <= joinedOn ? [{ path: `${at}.leftOn`, code: "BEFORE_START" }] : []),
      ...(divisions.get(city.code)?.level === "city" ? countyErrors(city, at, known) : []),
    ];
  });
  return [
    ...ends,
    ...cities,
    ...(hosts ? [] : [{ path: "cities", code: "NONE_HOSTED" }]),
    ...(example ? [{ path: "administrator.phone", code: "EXAMPLE_PHONE" }] : []),
  ];
}

/** Texts of a record by the name of the field. */
export type Facts = Readonly<Record<string, string | null>>;
/** One record that a file describes; `now` is null if the database does not hold it. */
export type Described = Pick<SetupChange, "kind" | "id" | "name"> & { now: Facts | null; wanted: Facts };

/** Returns the differences of one record. */
export function changesOf({ kind, id, name, now, wanted }: Described): SetupChange[] {
  if (!now) return [{ kind, id, name, field: null, from: null, to: null }];
  return Object.entries(wanted).flatMap(([field, to]) => {
    const from = now[field] ?? null;
    return from === to ? [] : [{ kind, id, name, field, from, to }];
  });
}
