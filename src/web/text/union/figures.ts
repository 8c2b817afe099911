import type { MonthDimension, MonthMeasure } from "../../../figures/index.ts";
import type { Meaning } from "../fairs/fair-figures.ts";
import { grouped } from "../format.ts";

/** Name and definition of each figure of a month. */
export const MONTH_MEAN: Record<MonthMeasure, Meaning> = {
  approved: { name: "审核通过", means: "这个月通过的岗位。一分钟内撤销的不算；改过再通过的，再算一次。" },
  returned: { name: "审核退回", means: "这个月退回给企业修改的岗位，退一次算一次。" },
  reposted: { name: "转载发布", means: "这个月作为转载发布的岗位。" },
  imported: { name: "导入岗位", means: "这个月从表格导入的新岗位。收回的导入不算。" },
  verified: { name: "核验企业", means: "这个月核验通过的企业和认领。" },
  received: { name: "收到投递", means: "这个月投给本地企业的应聘，后来撤回的也算。" },
  answered: { name: "答复投递", means: "这个月企业答复的应聘，邀请和婉拒都算。" },
  fairs: { name: "招聘会", means: "这个月开场的、本地主办的招聘会。取消的不算。" },
  codes: { name: "入场码", means: "这些招聘会有效的入场码，线上参加的不算。" },
  came: { name: "凭码到场", means: "用入场码进了门的。" },
  interviews: { name: "完成面谈", means: "这些招聘会上谈完的面谈。" },
  missed: { name: "面谈没来", means: "约了面谈、人没有来的。" },
};

/** The figures in groups, in the order of the page. */
export const MONTH_GROUPS: readonly { name: string; of: readonly MonthMeasure[] }[] = [
  { name: "审核和导入", of: ["approved", "returned", "reposted", "imported", "verified"] },
  { name: "投递", of: ["received", "answered"] },
  { name: "招聘会", of: ["fairs", "codes", "came", "interviews", "missed"] },
];

const UNIT: Record<MonthMeasure, string> = {
  approved: "次",
  returned: "次",
  reposted: "个",
  imported: "个",
  verified: "家",
  received: "份",
  answered: "份",
  fairs: "场",
  codes: "个",
  came: "人",
  interviews: "场",
  missed: "场",
};

/** Formats a length of time in its largest sensible unit: 40 分钟, 5 小时, 2.5 天. */
export function formatLength(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${Math.max(minutes, 1)} 分钟`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} 小时`;
  return `${Number((minutes / 1440).toFixed(1))} 天`;
}

/** Formats a month as 2026年11月. */
export const monthText = (month: string): string => {
  const [year, number] = month.split("-");
  return `${year}年${Number(number)}月`;
};

const name = (measure: MonthMeasure): string => MONTH_MEAN[measure].name;

export const FIGURES = {
  title: (month: string) => `报表 · ${monthText(month)}`,
  lead: (places: string, until: string | null) =>
    until ? `${places}。这个月还没过完，数字统计到 ${until}。` : `${places}。`,
  before: "上个月",
  after: "下个月",
  choose: "选月份",
  show: "看选的月份",
  none: "这个月还没有数字。",
  figure: (measure: MonthMeasure, n: number) => `${grouped(n)} ${UNIT[measure]}`,
  median: (length: string) => `一半在 ${length}内答复`,
  came: (percent: number) => `到场 ${percent}%`,
  byMonth: "按月",
  byMonthHint: "点月份看那个月的报表，点数字看名单。",
  month: "月份",
  medians: "多久答复",
  mediansHint: "从投递到企业答复，一半的投递比这个快。",
  answers: "答复份数",
  length: "一半在多久内",
  whole: "全部",
  xlsx: "下载 XLSX",
  csv: "下载 CSV",
  print: "打印",
  file: (month: string) => `报表-${month}`,
  list: (measure: MonthMeasure, month: string) => `${name(measure)}名单 · ${monthText(month)}`,
  listOf: (place: string) => `只看：${place}`,
  listHint: "点名称看这一条",
  listEmpty: "这一项还没有。",
  what: "名称",
  reference: "编号或单位",
  when: "时间",
  place: "地方",
  back: "回到报表",
  unknown: "未分县区",
  measure: "项目",
  n: "数量",
  part: "分组",
  summary: "总表",
  dimension: { city: "城市", county: "县区" } satisfies Record<MonthDimension, string>,
} as const;

/** Texts of the figures by one dimension. */
export const FIGURE_WORDS_OF_MONTH = {
  name,
  drawn: name,
  weighed: () => false,
  part: (_measure: MonthMeasure, { n }: { n: number }) => grouped(n),
  by: (dimension: string) => `按${dimension}`,
  chart: (measure: string, dimension: string) => `${measure}，按${dimension}`,
  chartDescription: (items: string) => `条形图：${items}。数字见下表。`,
  opens: "点数字看名单",
};
