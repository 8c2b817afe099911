import type { SearchDocument } from "../port.ts";
import { normalise } from "./terms.ts";
import type { Lexicon } from "./understand.ts";

/** What people call the closed list of benefits and conditions; the words a query may use for them. */
const BENEFIT_WORDS: Record<string, string> = {
  fiveInsurances: "五险 社保 保险",
  housingFund: "五险一金 公积金 住房公积金",
  accidentInsurance: "意外险 保险",
  dormitory: "包住 住宿 宿舍 提供住宿",
  coupleRoom: "夫妻房 夫妻",
  meals: "包吃 管饭 工作餐 食堂",
  mealAllowance: "餐补",
  housingAllowance: "房补",
  bus: "班车 接送",
  transportAllowance: "交通补助",
  nightAllowance: "夜班补助 夜班",
  twoDaysOff: "双休 周末双休",
  yearEndBonus: "年终奖",
  paidLeave: "带薪年假",
  freeTraining: "免费培训 培训",
  apprentice: "学徒 带徒",
  laundry: "洗衣房 洗澡",
  dryingRoom: "烘干房",
  veteransWelcome: "退役军人 退伍军人",
  flexibleHours: "弹性 兼职",
};

const BOARD_AND_LODGING = "包吃住 包吃包住 管吃住 管吃管住 吃住全包";

export type ReferenceWords = {
  /** By occupation id. */
  occupations: ReadonlyMap<string, { name: string; words: string[] }>;
  /** Name, short name and aliases by division code. */
  divisions: ReadonlyMap<string, string[]>;
  /** Cities and provinces by their short names. */
  cityByName: ReadonlyMap<string, string>;
};

export type IndexDocument = SearchDocument & {
  occupationName: string;
  /** Name, aliases, and what people call it. */
  occupationWords: string[];
  /** Names of the workplace's county and city that mean this place and no other. */
  placeNames: string[];
};

/** Adds the words that stand behind codes: trade names and their synonyms, place names, benefits. */
export function withWords(document: SearchDocument, reference: ReferenceWords): IndexDocument {
  const codes = [document.city, document.county].filter((code) => code !== null);
  const benefits = document.benefits.flatMap((code) => BENEFIT_WORDS[code] ?? []);
  if (document.benefits.includes("dormitory") && document.benefits.includes("meals"))
    benefits.push(BOARD_AND_LODGING);
  const occupation = document.occupation ? reference.occupations.get(document.occupation) : undefined;
  // 北京的朝阳区 is no 朝阳: a name that a whole city bears means that city.
  const elsewhere = (name: string) => {
    const city = reference.cityByName.get(name);
    return city !== undefined && !codes.includes(city);
  };
  return {
    ...document,
    text: [document.text, ...benefits].join(" "),
    occupationName: occupation?.name ?? "",
    occupationWords: occupation?.words ?? [],
    placeNames: codes
      .flatMap((code) => reference.divisions.get(code) ?? [])
      .filter((name) => !elsewhere(name)),
  };
}

/** Every word a query may be cut at. */
export function lexiconOf(reference: ReferenceWords): Lexicon {
  const words = (texts: Iterable<string>) =>
    new Set([...texts].map(normalise).filter((word) => word.length > 1));
  const places = words([...reference.divisions.values()].flat());
  const trades = words([...reference.occupations.values()].flatMap((occupation) => occupation.words));
  const benefits = words(
    [BOARD_AND_LODGING, ...Object.values(BENEFIT_WORDS)].flatMap((text) => text.split(" ")),
  );
  const suggested = [
    ...[...trades].map((text) => ({ text, kind: "trade" as const })),
    ...[...places].map((text) => ({ text, kind: "place" as const })),
  ];
  return { words: new Set([...places, ...trades, ...benefits]), places, suggested };
}
