import type { Field } from "../../../imports/index.ts";
import { grouped } from "../format.ts";

/** Takes apart the name of a table that starts below another one: Sheet1:37. */
const sheetPart = (name: string) => {
  const [, sheet = name, row] = /^(.*):(\d+)$/.exec(name) ?? [];
  return { sheet, row };
};

function tableName(name: string): string {
  const { sheet, row } = sheetPart(name);
  return [sheet && `工作表“${sheet}”`, row && `第 ${row} 行起的表`].filter(Boolean).join("，") || "列";
}

/** Texts of the import pages. */
export const IMPORTS = {
  title: "导入岗位表",
  heading: "导入岗位表",
  intro:
    "企业送来的表，或者别处已经公开的岗位，都可以整张导入。导入前先试导；存成草稿，还是直接发布，由您选。",
  steps: ["上传", "对列", "试导", "导入", "结果"],
  file: "岗位表文件",
  fileHint: "Excel（.xlsx，最多 20,000 行）、CSV 或 JSON-LD，不超过 50 MB。更大的 CSV 请用命令导入。",
  cityOnly: "导入由市总工会的工作人员来做。县区收到的表请交给市总工会。",
  city: "导入到",
  source: "来源",
  sourceHint: "表是从哪里来的，例如“兴城市总工会汇总”。转载必须写明。",
  sourceUrl: "来源网址",
  repost: "这些岗位是别处公开发布的，作为转载",
  upload: "上传并识别",
  template: "下载样表（.xlsx）",
  earlier: "以前的导入",
  none: "还没有导入过。",
  filename: "文件",
  when: "时间",
  state: "状态",
  rows: "岗位行",
  encoding: "编码",
  at: (line: number, column: number) => `出错的位置：第 ${line} 行第 ${column} 个字`,
  staging: "正在读取文件",
  running: "正在导入",
  progress: (done: number, total: number) => `已处理 ${done} / ${total} 行`,
  staged: (rows: number) => `已读取 ${rows} 行`,
  stays: "可以关掉这一页，导入会继续；回来再看结果。",
  found: "从表里认出来的",
  sheet: tableName,
  titles: "表头上方的标题",
  headerRow: (row: number) => `表头在第 ${row} 行`,
  column: "表里的列",
  samples: "表里的内容",
  meaning: "这一列是",
  unsure: "请核对",
  noHeader: "这张表没有表头。请看每一列的内容，选好它是什么：猜得出的已经选上，不对就改。",
  mappingHint: "请核对每一列是什么。认不准的标了“请核对”。",
  employerOfAll: "这张表每一行都是这一家企业",
  employerOfAllHint: "表里没有“企业名称”这一列的，在这里填。空着的行会用它。",
  unseenHeading: "看不见的内容，没有导入",
  unseenColumns: (names: string[]) => `隐藏的列：${names.join("、")}。要用的话，在下面给它选好是什么。`,
  unseenColumn: (letters: string, name: string) => (name ? `${letters} 列“${name}”` : `${letters} 列`),
  unseenSheets: (names: string[]) => `隐藏的工作表：${names.map((name) => `“${name}”`).join("、")}。`,
  hiddenColumn: "隐藏的列",
  longColumn: "大段文字，请选是什么",
  longColumns: (names: string[]) =>
    `${names.map((name) => `“${name}”`).join("、")}里有大段文字，还没选是什么。要是工作内容，请先在下面选好，再决定要不要用常用说法补。`,
  takeHidden: (rows: number) => `隐藏的行、划掉的行和划掉的格也要导入${rows > 0 ? `（${rows} 行）` : ""}`,
  fill: "补上表里没有的",
  validThrough: "有效期至",
  validThroughHint: "表里没写有效期的岗位，都用这一天。",
  fillDuties: "没写工作内容的，用该工种的常用说法补上，企业确认后才公开",
  dryRun: "试导，看看会怎样",
  dryRunAgain: "改好了，重新试导",
  planHeading: "试导结果",
  planHint: "还没有写入任何岗位。点数字可以看是哪几行、为什么。",
  reasonsHeading: "要留意的",
  others: "没有当作岗位的行",
  run: "导入",
  runPublish: "导入并发布能发布的",
  noSource: "还没写来源。没认领的企业，岗位要写明来源才能发布：请在下面“来源”里写好，再重新试导。",
  runHint: "先存成草稿，大家还看不到，处理好再发布。",
  runPublishHint: "马上公开：内容齐全的直接发布，没认领的企业作为转载发布。不能发布的留作草稿。",
  runAgainHint: "同一张表再导一次，不会多出岗位。导错了可以整批收回。",
  resultHeading: "导入完成",
  published: (n: number) => `已发布 ${grouped(n)} 个岗位`,
  unpublished: "留作草稿的原因",
  takeBackHeading: "导错了？整批收回",
  takeBackHint:
    "收回后，这次新建的岗位都会关闭，已发布的马上下架；这次更新的岗位恢复成导入前的样子。只要有一个岗位已经有人处理过，就不能整批收回。",
  takeBack: "收回这次导入",
  takenBackHeading: "这次导入已收回",
  takenBack: "新建的岗位已经关闭，更新的岗位已经恢复。改好表以后可以重新上传。",
  toPostings: "去处理这些岗位",
  toRows: "看每一行",
  failed: "这个文件没有导入",
  again: "重新上传",
  row: "行",
  what: "内容",
  outcome: "处理",
  why: "原因",
  cells: "原表内容",
  allRows: "全部行",
  back: "回到这次导入",
  noRows: "这一类没有行。",
  rowAt: (sheet: string, row: number) => `${sheetPart(sheet).sheet} 第 ${row} 行`.trim(),
  count: (n: number) => `${n} 行`,
} as const;

export const IMPORT_STATUS: Record<string, string> = {
  staging: "读取中",
  staged: "待导入",
  running: "导入中",
  done: "已完成",
  takenBack: "已收回",
  failed: "没有成功",
};

export const ROW_PLAN: Record<string, string> = {
  create: "会新建",
  update: "会更新",
  unchanged: "没有变化",
  skip: "会跳过",
  refuse: "不能导入",
};

export const ROW_OUTCOME: Record<string, string> = {
  created: "已新建",
  updated: "已更新",
  unchanged: "没有变化",
  skipped: "已跳过",
  refused: "没有导入",
};

export const ROW_KIND: Record<string, string> = {
  data: "岗位",
  hidden: "隐藏的行",
  struck: "划掉的行",
  title: "标题",
  header: "表头",
  repeatHeader: "重复的表头",
  total: "合计",
  note: "说明",
  blank: "空行",
};

export const FIELD_NAME: Record<Field, string> = {
  sequence: "序号",
  enterpriseName: "企业名称",
  uscc: "统一社会信用代码",
  enterpriseNature: "企业性质",
  enterpriseSize: "企业规模",
  industry: "行业",
  enterpriseAddress: "企业地址",
  enterpriseIntro: "企业介绍",
  title: "岗位名称",
  occupation: "工种",
  headcount: "招聘人数",
  employmentType: "用工方式",
  education: "学历要求",
  experience: "经验要求",
  requirements: "招聘条件",
  ageAndOther: "其他要求",
  duties: "工作内容",
  pay: "劳动报酬",
  benefits: "福利",
  place: "工作地点",
  workTime: "工作时间",
  contactName: "联系人",
  contactPhone: "联系电话",
  contact: "联系人和电话",
  contactEmail: "电子邮箱",
  validThrough: "有效期",
  postedAt: "发布日期",
  sourceId: "来源里的编号",
  sourceUrl: "来源网址",
  tags: "标签",
  remark: "备注",
  logo: "企业标志",
  ignored: "不导入",
};
