import type { Field } from "../../../imports/index.ts";
import { ERROR_TEXT, isCode } from "../errors.ts";
import { FLAG } from "../union.ts";

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
  fillDuties: "没写工作内容的，用该工种的常用说法补上，由企业确认",
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
  published: (n: number) => `已发布 ${n} 个岗位`,
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

const REASONS: Record<string, string> = {
  MISSING_HEADCOUNT: "缺招聘人数",
  MISSING_REQUIREMENTS: "缺招聘条件",
  MISSING_DUTIES: "缺工作内容",
  MISSING_PLACE: "缺工作地点",
  MISSING_PAY: "缺劳动报酬",
  MISSING_VALID_THROUGH: "缺有效期",
  CELL_ERROR: "单元格里是错误值，当作没填",
  CELL_STRUCK: "这一格划掉了，没有导入",
  TEXT_REVERSED: "里面有让文字倒着显示的符号，看到的和实际的不一样，没有导入",
  NOTHING_SAID: "填的内容等于没写，当作没填",
  PHONE_BROKEN: "电话号码少了或多了数字，没有导入，请填完整的号码",
  CELL_REST: "这一格里还有别的内容，放进了招聘条件",
  FEWER_CELLS: "这一行的列比表头少",
  EXTRA_CELLS: "这一行的列比表头多",
  SOURCE_ID_REPEATED: "来源编号重复，改用内容识别",
  VALIDITY_PAST: "有效期已经过了",
  VALIDITY_TOO_FAR: "有效期超过 180 天",
  USCC_CHECK_FAILED: "统一社会信用代码校验不符",
  QUOTE_UNCLOSED: "引号没有配对，后面的内容连在一起了",
  COLUMNS_SLIPPED: "内容错列了",
  TITLE_MISSING: "没有岗位名称",
  TITLE_TOO_LONG: "岗位名称太长",
  EMPLOYER_MISSING: "没有企业名称",
  EMPLOYER_UNCLEAR: "企业名称空着，又有自己的序号，不知道是哪一家的",
  EMPLOYER_CARRIED: "企业名称空着，用了上面一行的企业",
  EMPLOYER_CUT_OFF: "企业名称没写完整，后面断了",
  EMPLOYER_TOO_LONG: "企业名称太长",
  EMPLOYER_SUSPENDED: "企业已被暂停",
  EMPLOYER_CHANGED: "同一编号换了企业",
  POSTING_CLOSED: "岗位已经关闭",
  VALIDITY_FILLED: "有效期用了您填的日期",
  DUTIES_SUGGESTED: "工作内容用了常用说法",
  BACK_TO_REVIEW: "来源有变化，已发布的岗位要重新审核",
  PLACE_UNKNOWN: "工作地点认不出是哪个市县",
  ROW_UNREADABLE: "这一行存不下来，请核对内容",
  SOURCE_UNKNOWN: "没有写明来源，不能作为转载发布",
  VALIDITY_MISSING: "没有有效期，不能发布",
  POSTING_MARKED: "有要人工看的说法（性别、年龄等），不能成批发布，请逐个审核",
  PAST: "有效期已经过了，不能发布",
  TOO_FAR: "有效期超过 180 天，不能发布",
  IMPORT_ABANDONED: "上传中断了，请重新上传",
};

/**
 * Returns the text of a reason. For an error code, this is the title of the error. An unknown code is
 * returned unchanged.
 */
export function reasonText(code: string): string {
  const known = REASONS[code] ?? FLAG[code];
  if (known) return known;
  return isCode(code) ? ERROR_TEXT[code].title : code;
}

/** Texts of the command `npm run import`. */
export const IMPORT_COMMAND = {
  usage: [
    "用法: npm run import -- --city 211400 --file 岗位表.xlsx [选项]",
    "  --dry-run               只试导，不写入岗位",
    "  --publish               导入后发布能发布的",
    "  --source 名称           表的来源；--source-url 网址",
    "  --repost                作为转载（要写 --source）",
    "  --valid-through 日期    没写有效期的岗位用这一天，如 2027-05-31",
    "  --fill-duties           没写工作内容的用常用说法补上",
    "  --employer 名称         表里没写企业的行，都是这一家企业",
    "  --hidden                隐藏的行、划掉的行也导入",
    "  --map 列名=字段         指明一列是什么，可写多次，如 --map 用工单位=enterpriseName；没有表头的写列号，如 --map A=title",
  ].join("\n"),
  joined: "接到正在运行的联聘上",
  read: (filename: string, rows: number, data: number) => `${filename}: 共 ${rows} 行，其中岗位 ${data} 行`,
  progress: (done: number, total: number) => `  ${done} / ${total}`,
  plan: "试导结果（没有写入岗位）",
  result: "导入完成",
  published: (n: number) => `已发布 ${n} 个`,
  refused: "没有导入的行:",
  rowAt: (sheet: string, row: number) => `${sheetPart(sheet).sheet} 第 ${row} 行`.trim(),
  columns: "这张表没有表头。请用 --map 指明各列是什么，如 --map A=title。看到的内容和猜测：",
  columnSeen: (letters: string, field: string, samples: readonly string[]) =>
    `  ${letters} 列  ${field}  ${samples.join(" ｜ ")}`,
  more: "  还有更多，请在导入页上看",
  noCity: (code: string) =>
    `没有代码是 ${code} 的城市。程序要是还没在这个数据文件夹上启动过，请先运行 npm start，看到首页后再导入。`,
  noColumn: (name: string) => `表里没有这一列: ${name}`,
  noField: (name: string) => `没有这个字段: ${name}`,
  noFile: (path: string) => `打不开文件: ${path}`,
} as const;
