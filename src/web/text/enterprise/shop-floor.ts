import { grouped } from "../format.ts";

/** Texts of the working conditions in a posting's form, and of the pay of its trade. */
export const SHOP_FLOOR = {
  heading: "车间里的情况",
  hint: "求职的人最先看这些。上面写过的已经替您选好，不对就改。夫妻房、班车在“福利”里选。",
  shift: "班次",
  restDays: "休息",
  restDaysPerMonth: "每月休几天",
  restDaysPerMonthHint: "按月休的填天数，如 4",
  payday: "怎么结工资",
  paydayOfMonth: "每月几号发工资",
  paydayOfMonthHint: "填日子，如 15",
  posture: "站着干还是坐着干",
  pieceRate: "计件",
} as const;

/** Texts about the pay of the same trade. */
export const TRADE_PAY = {
  heading: (trade: string) => `${trade}，同行现在开多少`,
  caption: "每月工资，按城市",
  city: "城市",
  live: "正在招的",
  filled: "一年内招满的",
  figures: (median: number, low: number, high: number, n: number) =>
    `中间 ${grouped(median)} 元；一半在 ${grouped(low)}–${grouped(high)} 元（${grouped(n)} 个岗位）`,
  few: "数据不够",
  fewIn: (cities: string[]) => `数据不够：${cities.join("、")}`,
  hint: (min: number) => `只算写明每月多少元的岗位；不到 ${min} 个不算。`,
  show: "看同工种的工资",
  unknown: "从岗位名称里认不出工种。换个常用的叫法再试，如 电焊工。",
} as const;
