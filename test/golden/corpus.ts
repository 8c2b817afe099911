import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { readFacts, readWorkTerms } from "../../src/postings/index.ts";
import type { SearchDocument } from "../../src/search/index.ts";
import { searchDocument } from "../conformance/documents.ts";
import { OFFERED, OFFERS, payOf } from "./offers.ts";

const read = (name: string): Record<string, string>[] =>
  parse(readFileSync(new URL(`../../db/reference/${name}`, import.meta.url)), { columns: true, bom: true });

/**
 * Codes of the agreement's cities, which own the corpus's postings. Most workplaces are in their counties.
 */
export const HOMES = ["210900", "211400", "210700", "211100", "211300"];
const NAMES = [
  "鼎盛",
  "宏远",
  "海旺",
  "金源",
  "恒泰",
  "瑞丰",
  "渤海",
  "北方",
  "龙腾",
  "天成",
  "博瑞",
  "华锐",
];
const KINDS = ["机械制造", "商贸", "餐饮", "服装", "物流", "化工", "建筑", "医药", "农业科技", "物业服务"];
const DECORATED = ["", "", "", "（包吃住）", "（急招）", "/学徒", "（夜班）", "", "若干名", ""];
const LATIN = ["Siemens", "Foxconn", "Bosch", "Huawei", "Toyota"];

/**
 * `facts` are the working conditions that a person reads in the posting, named in `offers.ts`. `pay` is the
 * lowest and the highest pay in yuan per `payPeriod`.
 */
export type Golden = SearchDocument & { place: string; facts: string[]; pay: [number, number] };

/** Fills shifts and ways of payment from the texts, as the program does for a published posting. */
const asIndexed = (document: Golden): Golden => ({
  ...document,
  payMaxYuan: document.pay[1],
  ...readWorkTerms({ ...document, payText: null, facts: readFacts(document.text) }),
});

/**
 * Returns a deterministic corpus. It has every trade under its name and two aliases, and common trades in
 * every county of the five cities. Some postings are in other provinces. The last ones state conditions, such
 * as shifts, ways of payment and overtime.
 */
export function goldenCorpus(): Golden[] {
  const divisions = read("divisions.csv");
  const byCode = new Map(divisions.map((division) => [division.code ?? "", division]));
  const counties = divisions.filter(
    ({ level, parent }) => level === "county" && HOMES.includes(parent ?? ""),
  );
  let n = 0;
  const make = (o: Partial<Golden> & { title: string; county: string }): Golden => {
    const county = byCode.get(o.county);
    const city = county?.parent ?? o.county;
    n += 1;
    const benefits = [
      n % 2 ? "dormitory" : "bus",
      ...(n % 3 ? [] : ["nightAllowance"]),
      ...(n % 4 ? [] : ["meals"]),
      ...(n % 5 ? ["fiveInsurances"] : []),
    ];
    const month: [number, number] = [3000 + (n % 9) * 500, 5000 + (n % 9) * 700];
    return {
      ...searchDocument({
        homeCity: HOMES.includes(city) ? city : "210900",
        city,
        employerName: `${county?.short_name}${NAMES[n % NAMES.length]}${KINDS[n % KINDS.length]}有限公司`,
        text: `${byCode.get(city)?.name}${county?.name}工业路${(n % 90) + 1}号`,
        benefits,
        monthMinYuan: month[0],
        monthMaxYuan: month[1],
        payPeriod: "month",
        ...o,
      }),
      pay: o.pay ?? month,
      place: `${byCode.get(city)?.name} ${county?.name}`,
      facts:
        o.facts ??
        (o.title.includes("夜班") || benefits.includes("nightAllowance") ? ["night", "nights"] : []),
    };
  };
  const occupations = read("occupations.csv");
  const tradeOf = (title: string) =>
    occupations.find(({ name, aliases }) =>
      [name, ...(aliases ?? "").split("|")].some((word) => title.toLowerCase().startsWith(word ?? " ")),
    )?.id ?? null;
  const trades = occupations.flatMap((occupation) => {
    const aliases = (occupation.aliases ?? "")
      .split("|")
      .filter((alias) => /^\p{Script=Han}{3,}$/u.test(alias));
    return [occupation.name ?? "", aliases[0], aliases[3]].flatMap((title) =>
      title ? [{ title, occupation: occupation.id ?? null, duty: occupation.duty_phrase ?? "" }] : [],
    );
  });
  const ordinary = trades.map(({ title, occupation, duty }, at) => {
    const county = counties[(at * 7) % counties.length]?.code ?? "";
    const made = make({ title: title + DECORATED[at % DECORATED.length], occupation, county });
    return { ...made, text: `${made.text} ${duty}` };
  });
  const common = ["电焊工", "数控车床操作工", "货车司机B2", "普工", "保安", "缝纫工", "护理员", "叉车司机"];
  const everywhere = common.flatMap((title) =>
    counties.map(({ code }, at) => {
      return make({
        title: title + DECORATED[(at + 3) % DECORATED.length],
        occupation: tradeOf(title),
        county: code ?? "",
      });
    }),
  );
  const traps = ["110105", "220104"].flatMap((county) =>
    ["电焊工", "货车司机", "保安", "普工", "厨师"].map((title) =>
      make({ title, occupation: tradeOf(title), county }),
    ),
  );
  const latin = LATIN.map((name, at) =>
    make({
      title: `${name}产线操作工`,
      county: counties[at]?.code ?? "",
      occupation: "general-worker",
      employerName: `${name}电子有限公司`,
    }),
  );
  const offers = OFFERED.flatMap((trade, row) =>
    OFFERS.map(({ text, decoration = "", ...offer }, at) => {
      const county = counties[(row * OFFERS.length + at) % counties.length]?.code ?? "";
      const title = trade + decoration;
      const made = make({ ...offer, pay: payOf(offer, row), title, occupation: tradeOf(title), county });
      return { ...made, text: `${made.text} ${text}`, agency: offer.facts.includes("agency") };
    }),
  );
  return [...ordinary, ...everywhere, ...traps, ...latin, ...offers].map(asIndexed);
}
