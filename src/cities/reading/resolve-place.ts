import type { Division, Name, PlaceIndex } from "./place-index.ts";
import { isCommonWord, namesAtStart, single, skipBreaks, skipRepeats, standsAlone } from "./place-names.ts";

/**
 * The divisions that a text names. For a municipality (北京市), the city is the municipality itself. `rest` is
 * the text after the recognised names.
 * `countyCode` is null if the text names no county, or an ambiguous one.
 */
export type Place = {
  provinceCode: string | null;
  cityCode: string | null;
  countyCode: string | null;
  rest: string;
};

export type Hint = { cityCode?: string; cities?: readonly string[] };

const LABEL = /^(?:中国(?=.))?(?:(?:工作)?(?:地点|地址|地区|区域|城市|所在地|位于|坐落于)[:：]?)?/;

type Found = { division: Division; rest: string };

/**
 * Returns the county with which the text starts, and the text after it. Considers only the counties of one
 * city or municipality. Returns null if there is none.
 */
function countyWithin(text: string, parent: string, index: PlaceIndex): Found | null {
  const rest = skipBreaks(text);
  for (const one of namesAtStart(rest, index.children.get(parent) ?? [])) {
    const after = rest.slice(one.name.length);
    if (one.division.level === "county" && (!one.short || standsAlone(after))) {
      return { division: one.division, rest: after };
    }
  }
  return null;
}

function placeOf(division: Division, index: PlaceIndex, rest: string): Place {
  const parent = division.parent === null ? undefined : index.byCode.get(division.parent);
  const tidy = skipBreaks(rest).trim();
  if (division.level === "province") {
    // Municipalities and the two special administrative regions contain no cities.
    const hasCities =
      index.children.get(division.code)?.some((one) => one.division.level === "city") ?? false;
    const own = hasCities || /[省区]$/.test(division.name.replace(/特别行政区$/, "")) ? null : division.code;
    return { provinceCode: division.code, cityCode: own, countyCode: null, rest: tidy };
  }
  if (division.level === "city") {
    return { provinceCode: division.parent, cityCode: division.code, countyCode: null, rest: tidy };
  }
  const province = parent?.level === "city" ? parent.parent : (parent?.code ?? null);
  return { provinceCode: province, cityCode: parent?.code ?? null, countyCode: division.code, rest: tidy };
}

function below(division: Division, text: string, index: PlaceIndex): Place {
  const rest = skipRepeats(text, index.names[division.level], division);
  const county = countyWithin(rest, division.code, index);
  return county ? placeOf(county.division, index, county.rest) : placeOf(division, index, rest);
}

function cityAtStart(text: string, province: Division, index: PlaceIndex): Name | undefined {
  const list = index.children.get(province.code) ?? [];
  return namesAtStart(text, list).find((one) => one.division.level === "city");
}

/**
 * Resolves a text that starts with a province. A city after it must belong to the province. Returns null if
 * the text starts with no province.
 */
function fromProvince(text: string, index: PlaceIndex): Place | null {
  for (const one of namesAtStart(text, index.names.province)) {
    const province = one.division;
    const after = skipBreaks(text.slice(one.name.length));
    const city = cityAtStart(after, province, index);
    if (city) return below(city.division, after.slice(city.name.length), index);
    const rest = skipBreaks(skipRepeats(after, index.names.province, province));
    const later = cityAtStart(rest, province, index);
    if (later) return below(later.division, rest.slice(later.name.length), index);
    // The text may omit the city (辽宁省兴城市). Then the county's name must be unique in the province.
    const counties = namesAtStart(rest, index.names.county).filter(
      (name) =>
        (!name.short || standsAlone(rest.slice(name.name.length))) &&
        placeOf(name.division, index, "").provinceCode === province.code,
    );
    const only = single(counties);
    if (only) return placeOf(only.division, index, rest.slice(only.name.length));
    return below(province, rest, index);
  }
  return null;
}

function fromCity(text: string, index: PlaceIndex, hint: string | undefined): Place | null {
  for (const one of namesAtStart(text, index.names.city)) {
    const after = text.slice(one.name.length);
    const known = !one.short || standsAlone(after) || !isCommonWord(one) || one.division.code === hint;
    const followed = countyWithin(after, one.division.code, index) !== null;
    if (known || followed) return below(one.division, after, index);
  }
  return null;
}

function fromCounty(text: string, index: PlaceIndex, hint: Hint): Place | null {
  const matches = namesAtStart(text, index.names.county);
  const alone = (one: Name): boolean => standsAlone(text.slice(one.name.length));
  const inHint = matches.find(
    (one) => one.division.parent === hint.cityCode && (!one.short || alone(one) || !isCommonWord(one)),
  );
  if (inHint) return placeOf(inHint.division, index, text.slice(inHint.name.length));
  const sure = matches.filter((one) => !one.short || (alone(one) && !isCommonWord(one)));
  const near = sure.filter((one) => hint.cities?.includes(one.division.parent ?? ""));
  const only = single(sure) ?? single(near);
  return only ? placeOf(only.division, index, text.slice(only.name.length)) : null;
}

/**
 * Resolves a text that starts with no division. Returns the only city whose full name occurs in it, or null
 * if there is none or more than one.
 */
function fromWithin(text: string, index: PlaceIndex): Place | null {
  const cities = index.names.city.filter((one) => !one.short && text.includes(one.name));
  const codes = new Set(cities.map((one) => one.division.code));
  const only = cities[0];
  if (only === undefined || codes.size !== 1) return null;
  const after = text.slice(text.indexOf(only.name) + only.name.length);
  return { ...below(only.division, after, index), rest: text };
}

/**
 * Resolves the text of a workplace to divisions. Names may be joined (四川省成都红星路), repeated (深圳深圳宝安区), partial
 * (兴城市示范工业园, 喀左县) or separated (北京-朝阳区).
 * `hint.cityCode`, the home city, is preferred among counties with the same name (海州区). The short name of the
 * home city counts even if it is a common word. `hint.cities`, the cities of the home city's agreement, come
 * next. A hint never adds a place that the text does not name.
 * Returns null for an ambiguous name without a hint (朝阳区), and for a text that names no division.
 */
export function resolvePlace(text: string, index: PlaceIndex, hint: Hint = {}): Place | null {
  const plain = skipBreaks(text.slice(0, 300).normalize("NFKC").trim()).replace(
    /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu,
    " ",
  );
  const start = skipBreaks(plain.replace(LABEL, ""));
  if (start === "") return null;
  const { cityCode } = hint;
  return (
    fromProvince(start, index) ??
    fromCity(start, index, cityCode) ??
    fromCounty(start, index, hint) ??
    fromWithin(start, index)
  );
}
