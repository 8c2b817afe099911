import { normalise, pairs } from "./terms.ts";

/** Coordinates in degrees. */
export type Point = { lon: number; lat: number };
export type Suggestion = { text: string; kind: "trade" | "place" };

/**
 * Names of occupations, divisions and benefits, with their index codes: `#welder`, `@211400`, `+dormitory`.
 */
export type LexiconNames = {
  /** Codes by exact name. */
  exact: ReadonlyMap<string, readonly string[]>;
  /** Every name with its code, to find the names that contain a word. */
  all: readonly { name: string; code: string }[];
  /** Pinyin of every name, whole and initials, with its code. */
  typed: readonly { whole: string; initials: string; code: string }[];
};

/** Known words, at which a run of Han characters is split, and the index codes that names stand for. */
export type Lexicon = {
  words: ReadonlySet<string>;
  places: ReadonlySet<string>;
  names: LexiconNames;
  /** Names for suggestions. */
  suggested: readonly Suggestion[];
};

export type ReferenceWords = {
  /** By occupation id. `typed` has the pinyin of each name, whole and as initials: `dianhangong dhg`. */
  occupations: ReadonlyMap<string, { name: string; words: string[]; typed: string[] }>;
  /** Name, short name and aliases by division code. */
  divisions: ReadonlyMap<string, { words: string[]; typed: string[]; point: Point | null }>;
  /** Codes of cities and provinces by short name. */
  cityByName: ReadonlyMap<string, string>;
};

/** Search words for each benefit and working condition, separated by spaces. */
const BENEFIT_WORDS: Record<string, string> = {
  fiveInsurances: "五险 社保 保险",
  housingFund: "五险一金 公积金 住房公积金",
  accidentInsurance: "意外险 保险",
  dormitory: "包住 住宿 宿舍 提供住宿",
  coupleRoom: "夫妻房 夫妻工 夫妻俩 夫妻 两口子",
  meals: "包吃 管饭 工作餐 食堂",
  mealAllowance: "餐补",
  housingAllowance: "房补",
  bus: "班车 接送",
  transportAllowance: "交通补助",
  nightAllowance: "夜班补助 夜班费",
  twoDaysOff: "双休 周末双休 周末休息 周末不上班 周末休 周六日休息 周六周日休息",
  yearEndBonus: "年终奖",
  paidLeave: "带薪年假",
  freeTraining: "免费培训 培训",
  apprentice: "学徒 带徒",
  laundry: "洗衣房 洗澡 浴池",
  dryingRoom: "烘干房",
  changingRoom: "更衣室 更衣间",
  lockers: "储物柜",
  charging: "充电",
  veteransWelcome: "退役军人 退伍军人",
  flexibleHours: "弹性 兼职",
  boardAndLodging: "包吃住 包吃包住 管吃住 管吃管住 吃住全包",
};
const DORMITORY_AND_MEALS = ["dormitory", "meals"];

/** Returns the index codes of a posting's benefits. Lodging together with meals adds the code for 包吃住. */
export const benefitCodes = (benefits: readonly string[]): string[] =>
  [
    ...benefits,
    ...(DORMITORY_AND_MEALS.every((one) => benefits.includes(one)) ? ["boardAndLodging"] : []),
  ].map((benefit) => `+${benefit}`);

/** Returns the coordinates of a posting's county, else those of its city, else null. */
export const pointOf = (
  { city, county }: { city: string | null; county: string | null },
  { divisions }: Pick<ReferenceWords, "divisions">,
): Point | null =>
  [county, city].flatMap((code) => (code ? (divisions.get(code)?.point ?? []) : []))[0] ?? null;

const normal = (names: Iterable<string>) => [
  ...new Set([...names].map(normalise).filter((name) => name.length > 1)),
];

const typedNames = (typed: readonly string[], code: string): LexiconNames["typed"] =>
  typed.map((text) => {
    const [whole = "", initials = ""] = text.split(" ");
    return { whole, initials, code };
  });

/**
 * Returns the pinyin of places. Pinyin of a city's name means this city only, not a county or district with
 * the same pinyin.
 */
function typedPlaces({ divisions, cityByName }: ReferenceWords): LexiconNames["typed"] {
  const cities = new Set(cityByName.values());
  const places = [...divisions].flatMap(([code, { typed }]) => typedNames(typed, `@${code}`));
  const ofCity = ({ code }: LexiconNames["typed"][number]) => cities.has(code.slice(1));
  const taken = new Set(places.filter(ofCity).flatMap(({ whole, initials }) => [whole, initials]));
  return places.map((place) =>
    ofCity(place)
      ? place
      : {
          ...place,
          whole: taken.has(place.whole) ? "" : place.whole,
          initials: taken.has(place.initials) ? "" : place.initials,
        },
  );
}

/** Builds the lexicon from the reference words. */
export function lexiconOf(reference: ReferenceWords): Lexicon {
  const trades = [...reference.occupations].flatMap(([id, { words }]) =>
    normal(words).map((name) => ({ name, code: `#${id}` })),
  );
  // The name of a city means this city only: 朝阳 is the city in Liaoning, not 朝阳区 of Beijing.
  const places = [...reference.divisions].flatMap(([code, { words }]) =>
    normal(words).flatMap((name) => {
      const city = reference.cityByName.get(name);
      return city === undefined || city === code ? [{ name, code: `@${code}` }] : [];
    }),
  );
  const benefits = Object.entries(BENEFIT_WORDS).flatMap(([benefit, words]) =>
    normal(words.split(" ")).map((name) => ({ name, code: `+${benefit}` })),
  );
  const all = [...trades, ...places, ...benefits];
  const exact = new Map<string, string[]>();
  for (const { name, code } of all) exact.set(name, [...(exact.get(name) ?? []), code]);
  const typed = [
    ...[...reference.occupations].flatMap(([id, one]) => typedNames(one.typed, `#${id}`)),
    ...typedPlaces(reference),
  ];
  const placeNames = new Set(places.map(({ name }) => name));
  return {
    words: new Set(all.map(({ name }) => name)),
    places: placeNames,
    names: { exact, all, typed },
    suggested: [
      ...[...new Set(trades.map(({ name }) => name))].map((text) => ({ text, kind: "trade" as const })),
      ...[...placeNames].map((text) => ({ text, kind: "place" as const })),
    ],
  };
}

/**
 * Returns the codes of names that contain all, or all but one, of a word's pairs of adjacent characters. This
 * tolerates a typing error.
 */
export function nearCodes(word: string, { names }: Lexicon): string[] {
  const wanted = pairs(word);
  const near = names.all.flatMap(({ name, code }) => {
    const missing = wanted.filter((pair) => !name.includes(pair)).length;
    return missing <= 1 && name.length >= word.length - 1 ? [code] : [];
  });
  return [...new Set(near)];
}

/**
 * Highest number of codes of a useful word. A word with more (工, 员) does not narrow a search, so its codes
 * are dropped.
 */
const CODES_MAX = 30;
const TYPED_MIN = 3;

export type Codes = { exact: readonly string[]; weaker: readonly string[] };

/**
 * Returns the index codes of a word. `exact`: the word is a name or its pinyin. `weaker`: the word is part of
 * a name, or begins its pinyin.
 */
export function codesOf(word: string, { names }: Lexicon): Codes {
  const exact = new Set(names.exact.get(word) ?? []);
  const weaker = new Set<string>();
  if (/^[a-z]+$/.test(word))
    for (const { whole, initials, code } of names.typed)
      if (whole === word || initials === word) exact.add(code);
      else if (word.length >= TYPED_MIN && whole.startsWith(word)) weaker.add(code);
  const isPlace = [...exact].some((code) => code.startsWith("@"));
  if (word.length > 1 || /\p{Script=Han}/u.test(word))
    for (const { name, code } of names.all)
      if (name.includes(word) && !(isPlace && code.startsWith("@"))) weaker.add(code);
  const few = (codes: string[]) => (codes.length > CODES_MAX ? [] : codes);
  return { exact: few([...exact]), weaker: few([...weaker].filter((code) => !exact.has(code))) };
}
