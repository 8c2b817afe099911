import type { FairDimension, Measure } from "../../../fairs/index.ts";
import { grouped } from "../format.ts";
import { FIGURE, type Meaning, MORE_FIGURES } from "./fair-figures.ts";

/** Name and definition of each measure. */
export const MEASURES_MEAN: Record<Measure, Meaning> = {
  enterprises: FIGURE.enterprises,
  postings: FIGURE.brought,
  codes: MORE_FIGURES.codes,
  visitors: FIGURE.entered,
  online: MORE_FIGURES.online,
  opened: MORE_FIGURES.opened,
  applications: FIGURE.applications,
  interviews: MORE_FIGURES.interviews,
  missed: MORE_FIGURES.missed,
  intents: FIGURE.intents,
  starts: MORE_FIGURES.starts,
  atWork30: MORE_FIGURES.atWork30,
};

/**
 * Returns the measure whose words fit a figure. Reports that were submitted before viewers were counted have
 * no figure `opened`: their `online` counts visits of channels.
 */
export const wordsOf = (measure: Measure, figures: readonly { measure: Measure }[]): Measure =>
  measure === "online" && !figures.some((figure) => figure.measure === "opened") ? "opened" : measure;

export const MEASURE = Object.fromEntries(
  Object.entries(MEASURES_MEAN).map(([measure, { name }]) => [measure, name]),
) as Record<Measure, string>;

export const DIMENSION: Record<FairDimension, string> = {
  hall: "会场",
  city: "城市",
  sector: "行业",
  type: "用工类型",
  channel: "渠道",
};

/** Formats the second number (`total`) of measures that have one. Most measures only have the count `n`. */
const TOTAL: Partial<Record<Measure, (n: number) => string>> = {
  postings: (n) => `招 ${n} 人`,
  visitors: (n) => `${n} 人次`,
  online: (n) => `${grouped(n)} 人`,
  opened: (n) => `${grouped(n)} 人次`,
};

/**
 * Measures of which bars and cells show `total` instead of `n`: the headcount of postings, the people who
 * watched livestreams, the visits of channels.
 */
const WEIGHED: Partial<Record<Measure, { name: string; unit: string }>> = {
  postings: { name: "岗位招聘人数", unit: "人" },
  online: { name: MORE_FIGURES.online.name, unit: "人" },
  opened: { name: "点开宣传链接人次", unit: "人次" },
};

const UNIT: Record<Measure, string> = {
  enterprises: "家",
  postings: "个",
  codes: "张",
  visitors: "人",
  online: "场直播",
  opened: "个渠道",
  applications: "份",
  interviews: "场",
  missed: "次",
  intents: "人",
  starts: "人",
  atWork30: "人",
};

export const REPORT = {
  title: "招聘会报告",
  heading: (title: string) => `${title} · 报告`,
  taken: (when: string) => `数字统计到 ${when}`,
  frozen: (label: string, when: string) => `已定稿：${label}（${when}）`,
  /**
   * Formats a measure as two lines, the main number first. The main number of livestreams is their people,
   * that of channels their visits.
   */
  figure: (measure: Measure, { n, total }: { n: number; total: number }): [string, string] => {
    const [counted, weight] = [`${grouped(n)} ${UNIT[measure]}`, TOTAL[measure]?.(total) ?? ""];
    return measure === "online" || measure === "opened" ? [weight, counted] : [counted, weight];
  },
  weighed: (measure: Measure): boolean => WEIGHED[measure] !== undefined,
  /** Returns the name of the number that bars and cells show. */
  drawn: (measure: Measure): string => WEIGHED[measure]?.name ?? MEASURE[measure],
  /** Formats a cell: the main number, with the other number beside it if the two differ. */
  part: (measure: Measure, { n, total }: { n: number; total: number }): string => {
    const weight = WEIGHED[measure];
    if (weight && total !== n) return `${grouped(total)} ${weight.unit} · ${grouped(n)} ${UNIT[measure]}`;
    if (weight) return `${grouped(total)} ${weight.unit}`;
    const beside = TOTAL[measure]?.(total);
    return beside && total !== n ? `${grouped(n)} ${UNIT[measure]} · ${beside}` : grouped(n);
  },
  note: "就业意向是现场的打算，不算就业；到岗是人已经在上班。",
  /** Cities that tell no applications of their people to employers of other cities. */
  notCounted: (cities: readonly string[]) =>
    `这几个城市没有报来应聘数：${cities.join("、")}。那边的人投给别的城市的企业，应聘和到岗这里数不到。`,
  opens: "点数字看名单",
  came: (codes: number, came: number) =>
    codes === 0
      ? "还没有人领入场码。"
      : `领了 ${grouped(codes)} 张入场码，到场 ${grouped(came)} 人，到场的占 ${Math.min(100, Math.round((came / codes) * 100))}%。`,
  ofHalls: (halls: readonly string[]) =>
    `这里只算本市会场：${halls.join("、")}。整场的数字看主办城市的报告。`,
  noHall: "不在会场",
  parts: "看哪一部分",
  by: (dimension: string) => `按${dimension}`,
  unknown: "未填写",
  channels: {
    web: "网站",
    fair: "现场展位",
    printed: "现场打印",
    /** The former name of `printed`, in reports that were submitted under it. */
    desk: "现场打印",
    api: "接口",
    wechat: "微信",
  } as Record<string, string>,
  freeze: "定稿",
  freezeLabel: "这份报告叫什么",
  freezeHint: "定稿后数字不再变；以后还可以再定一份，例如第 30 天。",
  freezeDone: "报告已定稿",
  early: "招聘会结束后才能定稿。",
  snapshots: "已定稿的报告",
  now: "现在的数字",
  xlsx: "下载表格",
  print: "打印",
  list: (measure: string) => `${measure}名单`,
  listEmpty: "这一项还没有。",
  what: "名称",
  reference: "编号或单位",
  when: "时间",
  weight: "数量",
  measure: "项目",
  n: "数量",
  sum: "合计",
  summary: "总表",
  chart: (measure: string, dimension: string) => `${measure}，按${dimension}`,
  chartDescription: (items: string) => `条形图：${items}。数字见下表。`,
  back: "回到报告",
} as const;

/** Returns the words of a report with these figures. */
export const figureWords = (figures: readonly { measure: Measure }[]) => ({
  ...REPORT,
  name: (measure: Measure) => MEASURE[wordsOf(measure, figures)],
  drawn: (measure: Measure) => REPORT.drawn(wordsOf(measure, figures)),
  part: (measure: Measure, counted: { n: number; total: number }) =>
    REPORT.part(wordsOf(measure, figures), counted),
});
