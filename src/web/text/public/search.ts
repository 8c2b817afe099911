import { FACT } from "../common.ts";
import { grouped } from "../format.ts";

const PERIOD: Record<string, string> = {
  hour: "按小时算钱",
  day: "按天算钱",
  week: "按周算钱",
  month: "按月算钱",
  year: "按年算钱",
  piece: "计件",
};
const names = (values: readonly string[], of: Record<string, string> = {}) =>
  values.map((value) => of[value] ?? value).join("或");
const shiftNames = (shifts: readonly string[]) =>
  ["rotating", "two", "three"].every((one) => shifts.includes(one))
    ? names(["rotating", ...shifts.filter((one) => one === "day")], FACT.shift?.values)
    : names(shifts, FACT.shift?.values);
const paydayNames = (paydays: readonly string[]) => names(paydays, FACT.payday?.values);

/** Texts of filters that no facet shows. */
export const FILTER = {
  payRange: (min: number, max: number) => `${grouped(min)}–${grouped(max)} 元/月`,
  payMax: (yuan: number) => `${grouped(yuan)} 元以下`,
  dayPayMin: (yuan: number) => `一天 ${grouped(yuan)} 元以上`,
  hourPayMin: (yuan: number) => `一小时 ${grouped(yuan)} 元以上`,
  payPeriod: (periods: readonly string[]) => names(periods, PERIOD),
  payday: paydayNames,
  shift: shiftNames,
  notShift: (shifts: readonly string[]) =>
    shifts.includes("night") && shifts.includes("rotating")
      ? "不上夜班，也不倒班"
      : `不要${shiftNames(shifts)}`,
  notPayPeriod: (periods: readonly string[]) => `不要${names(periods, PERIOD)}`,
  notPayday: (paydays: readonly string[]) => `不要${paydayNames(paydays)}`,
} as const;

/** Says how the text in the search box was understood. */
export const UNDERSTOOD = {
  without: (word: string) => `不要“${word}”`,
  unclear: (texts: readonly string[]) =>
    `没看懂${texts.map((text) => `“${text}”`).join("、")}，没有按它筛选。换个说法再试试。`,
  open: (texts: readonly string[]) =>
    `这里的岗位不分年龄和男女，没有按${texts.map((text) => `“${text}”`).join("、")}筛选。`,
} as const;

/** Offers for a search without results. */
export const RESCUE = {
  withoutWords: (words: readonly string[]) => `不要求${words.map((word) => `“${word}”`).join("和")}`,
  withoutCondition: (text: string) => `去掉“${text}”`,
  withoutFilter: {
    city: "不限城市",
    county: "不限县区",
    occupation: "不限工种",
    payMin: "不限工资",
    payMax: "不限工资",
    payUnknown: "只看写明月薪的",
    dayPayMin: "不限工资",
    hourPayMin: "不限工资",
    payPeriod: "不限算钱方式",
    payday: "不限结钱时间",
    shift: "不限班次",
    notShift: "不限班次",
    notPayPeriod: "不限算钱方式",
    notPayday: "不限结钱时间",
    education: "不限学历",
    experienceYears: "不限经验",
    benefits: "不限福利",
    enterpriseId: "不限企业",
  },
  nearby: (place: string, metres: number) =>
    `最近的在${place}，约 ${Math.max(1, Math.round(metres / 1_000))} 公里`,
} as const;
