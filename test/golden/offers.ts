import type { SearchDocument } from "../../src/search/index.ts";

/**
 * Conditions of an offer that a person would read in it: shifts (`day`, `night`, `two`, `three`), `nights`
 * (any work at night), how wages are paid (`paidDay`, `paidWeek`, `paidHour`, `piece`), and others.
 */
export type Offer = Partial<Omit<SearchDocument, "title" | "text">> & {
  text: string;
  facts: string[];
  /** An addition to the title. */
  decoration?: string;
};

const NO_MONTH = { monthMinYuan: null, monthMaxYuan: null } as const;
const MODEST = { monthMinYuan: 4200, monthMaxYuan: 5800, payPeriod: "month" } as const;

const STATED: Offer[] = [
  { text: "长白班，月休四天", facts: ["day"] },
  { text: "正常白班，早八晚五", facts: ["day"] },
  { text: "无夜班，不倒班，白班", facts: ["day"] },
  { text: "上夜班，晚八点到早八点", facts: ["night", "nights"] },
  { text: "岗位说明见面谈", facts: ["night", "nights"], decoration: "（夜班）" },
  { text: "两班倒，白夜班每周一换", facts: ["two", "nights"], benefits: ["nightAllowance"] },
  { text: "三班倒，每班八小时", facts: ["three", "nights"] },
  { text: "当天干完当天结", facts: ["paidDay"], ...NO_MONTH, payPeriod: "day", decoration: "（日结）" },
  { text: "日结，做一天结一天", facts: ["paidDay"] },
  { text: "按天算钱，月底一起发", facts: ["perDay"], ...NO_MONTH, payPeriod: "day" },
  { text: "工资周结，每周五发", facts: ["paidWeek"] },
  { text: "每天四个小时以上，排班灵活", facts: ["paidHour"], ...NO_MONTH, payPeriod: "hour" },
  { text: "计件，多劳多得，上不封顶", facts: ["piece"] },
  { text: "管理规范，按时发薪", facts: [], monthMinYuan: 8000, monthMaxYuan: 12_000 },
  { text: "待遇从优，多干多挣", facts: [], monthMinYuan: 6500, monthMaxYuan: 9000 },
  { text: "到点下班，不加班", facts: ["day", "noOvertime"], decoration: "（长白班）" },
  { text: "订单多，需要经常加班，有加班费", facts: ["overtime"], benefits: ["overtimePay"] },
  { text: "需要经常出差，外地项目多", facts: ["travel"] },
  { text: "本地工作，不出差", facts: ["atHome"] },
  { text: "要求同岗三年以上经验，大专以上", facts: ["skilled"], experienceMinMonths: 36, education: 4 },
  { text: "无需经验，学历不限，有人带", facts: ["anyone"], experienceMinMonths: 0, education: 0 },
  { text: "夫妻双职工可安排夫妻房", facts: ["couple"], benefits: ["dormitory", "coupleRoom"] },
  { text: "包吃住，四人间", facts: [], benefits: ["dormitory", "meals"] },
  { text: "由劳务公司派遣到工厂上班，劳务派遣合同", facts: ["agency"] },
  { text: "企业直招，非中介，中介勿扰", facts: ["direct"] },
  { text: "身体健康即可，退休返聘人员优先", facts: ["retired"] },
  { text: "入职押身份证，交押金三百元", facts: ["deposit"] },
];

/** Offers of one trade, each with one condition that employers state in their own words. */
export const OFFERS: Offer[] = STATED.map((offer) => ({ ...MODEST, benefits: [], ...offer }));

/** Trades of which the corpus has every offer. */
export const OFFERED = [
  "普工",
  "保安",
  "电焊工",
  "货车司机",
  "服务员",
  "保洁",
  "装配工",
  "销售代表",
  "维修电工",
  "叉车司机",
];

/** Returns the pay of an offer, per its period. Daily and hourly pay differs by trade. */
export function payOf(
  { payPeriod, monthMinYuan, monthMaxYuan }: Partial<Offer>,
  trade: number,
): [number, number] {
  if (payPeriod === "day") return [140 + trade * 20, 180 + trade * 20];
  if (payPeriod === "hour") return [15 + trade, 18 + trade];
  return [monthMinYuan ?? 0, monthMaxYuan ?? 0];
}
