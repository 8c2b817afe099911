import type { ReportDimension, ReportMeasure } from "../../../livestreams/index.ts";
import type { Meaning } from "../fairs/fair-figures.ts";
import { REPORT as FAIR_REPORT, DIMENSION as OF_FAIRS } from "../fairs/reports.ts";
import { grouped } from "../format.ts";

/** Name and definition of each measure, from watching to work. */
export const MEASURES_MEAN: Record<ReportMeasure, Meaning> = {
  viewers: {
    name: "看过的人",
    means:
      "看过直播的人，只看文字的也算。画面在动，手机每 30 秒报一次，报过两次的才算；刷新、多开只算一次，机器程序不算。别的城市的网站转播时，结束后报来各自的人数，也加在总数里，名单里单列。按渠道、岗位、企业、城市看时，只数本站的人；按岗位、企业、城市看，数的是讲那些岗位的几分钟里在看的人，一个人可以算进几个岗位。",
  },
  questions: { name: "提问", means: "通过的提问。几个人问一样的话，算一条。没通过的不算。" },
  applications: {
    name: "应聘",
    means: "从这场直播的页面和宣传渠道投的应聘，从别的城市转播的页面投来的也算。撤回的不算。",
  },
  intents: {
    name: "达成就业意向的人",
    means: "投了以后企业愿意往下谈的人：企业约了他，或者在展位留下意向，或者已经上班。意向不算上班。",
  },
  starts: { name: "到岗的人", means: "从这场直播投的，已经上班的人。" },
  atWork30: { name: "第 30 天仍在岗的人", means: "上班满 30 天，回访时还在岗的人。" },
};

export const MEASURE = Object.fromEntries(
  Object.entries(MEASURES_MEAN).map(([measure, { name }]) => [measure, name]),
) as Record<ReportMeasure, string>;

export const DIMENSION: Record<ReportDimension, string> = {
  posting: "岗位",
  enterprise: "企业",
  ...OF_FAIRS,
};

const UNIT: Record<ReportMeasure, string> = {
  viewers: "人",
  questions: "条",
  applications: "份",
  intents: "人",
  starts: "人",
  atWork30: "人",
};

type Counted = { n: number; total: number };

const {
  taken,
  opens,
  by,
  xlsx,
  print,
  list,
  listEmpty,
  back,
  when,
  measure,
  n,
  sum,
  summary,
  chart,
  chartDescription,
} = FAIR_REPORT;

/** Words of the report of a livestream. Those that a fair's report has too are its own. */
export const REPORT = {
  ...{ taken, opens, by, xlsx, print, list, listEmpty, back, when },
  ...{ measure, n, sum, summary, chart, chartDescription },
  title: "直播报告",
  link: "报告：从观看到上班",
  heading: (title: string) => `${title} · 报告`,
  toLivestream: "回到直播",
  stages: "从观看到上班",
  /** Short names of the stages, for the chart. */
  stage: {
    viewers: "看过的人",
    questions: "提问",
    applications: "应聘",
    intents: "就业意向",
    starts: "到岗",
    atWork30: "30 天还在岗",
  } satisfies Record<ReportMeasure, string>,
  note: "就业意向是双方愿意往下谈，不算就业；到岗是人已经在上班。名单里只有编号，没有姓名。",
  onlyCity: (city: string) =>
    `这里只列${city}的企业。“看过的人”数的是讲${city}岗位的几分钟里在看的人。全部数字由主办市看。`,
  name: (of: ReportMeasure): string => MEASURE[of],
  drawn: (of: ReportMeasure): string => MEASURE[of],
  /** People who watched are a sum by channel. The other figures are counts. */
  weighed: (of: ReportMeasure): boolean => of === "viewers",
  /** The main number of a figure. */
  number: (of: ReportMeasure, counted: Counted): number => (of === "viewers" ? counted.total : counted.n),
  figure: (of: ReportMeasure, counted: Counted): [string, string] => [
    `${grouped(REPORT.number(of, counted))} ${UNIT[of]}`,
    of === "questions" && counted.total !== counted.n ? REPORT.asked(counted.total) : "",
  ],
  part: (of: ReportMeasure, counted: Counted): string =>
    REPORT.figure(of, counted).filter(Boolean).join(" · "),
  question: "问了什么",
  people: "人数",
  askers: "几个人问",
  applicationNumber: "应聘编号",
  asked: (people: number): string => `${grouped(people)} 人次问`,
  /** The people whom the website of another city counted. It tells no channels. */
  countedBy: (city: string): string => `${city}的网站报来的`,
  elsewhere: (people: number): string => `其中别的城市报来 ${grouped(people)} 人`,
  noChannel: "直接打开",
  nobody: "没有填",
  deleted: "已删除",
} as const;
