/**
 * Resolves the text of a workplace to division codes. Pure; works on an index built once from the division
 * table.
 */

export type Division = {
  code: string;
  name: string;
  shortName: string;
  level: "province" | "city" | "county";
  parent: string | null;
  /** Coordinates of the division's seat in degrees, GCJ-02 (about 0.5 km off WGS-84). */
  lon: number | null;
  lat: number | null;
  aliases: string[];
};

type Name = { name: string; short: boolean; division: Division };
/**
 * Index of divisions: by code, and their names by level and by parent division. Names are sorted longest
 * first.
 */
export type PlaceIndex = {
  byCode: ReadonlyMap<string, Division>;
  names: Readonly<Record<Division["level"], readonly Name[]>>;
  children: ReadonlyMap<string, readonly Name[]>;
};
/**
 * A resolved place. A municipality (北京市) is its own city. `rest` is the text after the recognised names.
 * `countyCode` is null if the text names no county, or an ambiguous one.
 */
export type Place = {
  provinceCode: string | null;
  cityCode: string | null;
  countyCode: string | null;
  rest: string;
};

/**
 * Short names that are also common words or streets. They count only if the context makes the division
 * certain, such as a province before them or a hint.
 */
const WORDS = new Set(
  "中山 东方 黄山 阿里 海南州 白沙 文山 大同 安康 长治 吉安 天门 日照 兴安 金华 海东 玉树 和田 泰安 昌江 三明 红河 海北 海西 黄南 大理 朝阳 宝山 平山 和平 河东 河西 太平 红桥 江北 南岸 长寿 东城 西城".split(
    " ",
  ),
);
/** Matches text that makes a preceding short name part of another name: 朝阳区, 南京路, 北京东路. */
const NOT_AFTER_SHORT =
  /^(?:[省市县区州盟旗乡村]|镇(?![海江安平原宁])|[东西南北中]{0,2}(?:路|街|大街|大道|巷|胡同)|[一二三四五六七八九十]+[路街]|(?:[^\s民]{1,5}族)+自治)/;
const BREAK = /^[\s\-–—·・,，、/|>＞;；:：()（）[\]【】_]+/;
const LABEL = /^(?:中国(?=.))?(?:(?:工作)?(?:地点|地址|地区|区域|城市|所在地|位于|坐落于)[:：]?)?/;

export function buildPlaceIndex(divisions: Division[]): PlaceIndex {
  const byCode = new Map(divisions.map((division) => [division.code, division]));
  const names: Record<Division["level"], Name[]> = { province: [], city: [], county: [] };
  const children = new Map<string, Name[]>();
  for (const division of divisions) {
    const own: Name[] = [division.name, ...division.aliases].map((name) => ({
      name,
      short: name !== division.name && !/[省市县区州盟旗]$/.test(name),
      division,
    }));
    if (division.shortName !== division.name) own.push({ name: division.shortName, short: true, division });
    names[division.level].push(...own);
    if (division.parent !== null) {
      const siblings = children.get(division.parent) ?? [];
      siblings.push(...own);
      children.set(division.parent, siblings);
    }
  }
  for (const list of [...Object.values(names), ...children.values()]) {
    list.sort((a, b) => b.name.length - a.name.length || a.division.code.localeCompare(b.division.code));
  }
  return { byCode, names, children };
}

function skipBreaks(text: string): string {
  return text.replace(BREAK, "");
}

/**
 * Returns true if the text is empty or begins with a separator. A short name before it is then a whole word.
 */
function standsAlone(rest: string): boolean {
  return rest === "" || BREAK.test(rest);
}

function namesAtStart(text: string, list: readonly Name[]): Name[] {
  return list.filter(
    (one) => text.startsWith(one.name) && !(one.short && NOT_AFTER_SHORT.test(text.slice(one.name.length))),
  );
}

/** Skips a repeated name of the same division: 深圳深圳宝安区, 云南省云南省. */
function skipRepeats(text: string, names: readonly Name[], division: Division): string {
  const again = namesAtStart(
    skipBreaks(text),
    names.filter((one) => one.division === division),
  )[0];
  return again === undefined ? text : skipBreaks(text).slice(again.name.length);
}

type Found = { division: Division; rest: string };

/** Returns the county with which the text begins, among the counties of one city or municipality, or null. */
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
    // Municipalities and the two special administrative regions have no cities below them.
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
 * Resolves a text that begins with a province. A city after it must belong to the province. Returns null
 * without a province.
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
    // 辽宁省兴城市 omits the city, so the county's name must be unique in the province.
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

/** Returns the first, and so longest, of the names, or null if another division has the same name. */
function single(names: readonly Name[]): Name | null {
  const longest = names[0];
  if (longest === undefined) return null;
  const rivals = names.filter((one) => one.name === longest.name && one.division !== longest.division);
  return rivals.length === 0 ? longest : null;
}

function fromCity(text: string, index: PlaceIndex, hint: string | undefined): Place | null {
  for (const one of namesAtStart(text, index.names.city)) {
    const after = text.slice(one.name.length);
    const known = !one.short || standsAlone(after) || !WORDS.has(one.name) || one.division.code === hint;
    const followed = countyWithin(after, one.division.code, index) !== null;
    if (known || followed) return below(one.division, after, index);
  }
  return null;
}

export type Hint = { cityCode?: string; cities?: readonly string[] };

function fromCounty(text: string, index: PlaceIndex, hint: Hint): Place | null {
  const matches = namesAtStart(text, index.names.county);
  const alone = (one: Name): boolean => standsAlone(text.slice(one.name.length));
  const inHint = matches.find(
    (one) => one.division.parent === hint.cityCode && (!one.short || alone(one) || !WORDS.has(one.name)),
  );
  if (inHint) return placeOf(inHint.division, index, text.slice(inHint.name.length));
  const sure = matches.filter((one) => !one.short || (alone(one) && !WORDS.has(one.name)));
  const near = sure.filter((one) => hint.cities?.includes(one.division.parent ?? ""));
  const only = single(sure) ?? single(near);
  return only ? placeOf(only.division, index, text.slice(only.name.length)) : null;
}

/** Resolves a text without a division at its start: returns the one city that it names in full, else null. */
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
 * `hint.cityCode`, the home city, is preferred among counties with the same name (海州区). Its short name counts
 * even if it is a common word. `hint.cities`, the cities of its agreement, come next. A hint never adds a
 * place that the text does not name.
 * Returns null for an ambiguous name without a hint (朝阳区), and for a text without a division.
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
