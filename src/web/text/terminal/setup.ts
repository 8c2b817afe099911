import type { JsonKind, SetupFault } from "../../../cities/index.ts";
import { fieldMessage } from "../errors/fields.ts";

const KIND = { agreement: "协议", city: "城市", county: "区县", administrator: "管理员" } as const;
const FIELD: Record<string, string> = {
  name: "名称",
  shortName: "简称",
  startsOn: "生效日期",
  endsOn: "结束日期",
  shares: "互通内容",
  federationName: "工会名称",
  hotline: "热线",
  address: "地址",
  hue: "颜色",
  joinedOn: "加入日期",
  leftOn: "退出日期",
  ordinal: "排列顺序",
  hosted: "由本机管理",
  phone: "手机号",
};
const PART: Record<string, string> = {
  agreement: "协议",
  cities: "城市",
  counties: "区县",
  administrator: "管理员",
  code: "区划代码",
  slug: "网址用的短名",
  ...FIELD,
};

type Change = {
  kind: keyof typeof KIND;
  id: string;
  name: string;
  field: string | null;
  from: string | null;
  to: string | null;
};

const none = "（无）";
const TRUTH: Record<string, string> = { true: "是", false: "否" };
const valueText = (text: string | null) => (text === null ? none : (TRUTH[text] ?? text));

const KINDS: Record<JsonKind, string> = {
  text: "文字（加双引号）",
  number: "没有加引号的数字",
  list: "列表 [ ]",
  object: "一组内容 { }",
  truth: "true 或 false",
  nothing: "空",
};

const fieldWord = (kind: Change["kind"], field: string) =>
  kind === "administrator" && field === "name" ? "姓名" : (FIELD[field] ?? field);

/** Returns the words for a path of the file: `cities.1.hue` is 第 2 个城市的颜色. */
function placeOf(path: string): string {
  const parts = path.split(".");
  const words = parts
    .flatMap((part, i) => {
      if (/^\d+$/.test(part)) return [];
      const n = parts[i + 1];
      const word = PART[part] ?? part;
      return [n !== undefined && /^\d+$/.test(n) ? `第 ${Number(n) + 1} 个${word}` : word];
    })
    .join("的");
  return words || "整个文件";
}

/** Returns what is wrong at a place of the file, in words. */
function faultText({ path, code, nearest, expected, received }: SetupFault): string {
  const last = path.split(".").at(-1) ?? "";
  if (code === "UNKNOWN_FIELD")
    return `不认识“${last}”这一项${nearest ? `，是不是要写“${nearest}”` : "，请对照样例"}`;
  if (code === "WRONG_KIND" && expected && received)
    return `要写成${KINDS[expected]}，现在写的是${KINDS[received]}`;
  if (code === "UNKNOWN_DIVISION")
    return `这个代码不在区划表里，请对照国家区划代码（6 位数字）${path.includes("counties") ? "；自设的开发区要写上 name" : ""}`;
  return fieldMessage({ path, code }, placeOf(path));
}

/** Texts of the command `npm run setup`. */
export const SETUP_COMMAND = {
  usage: [
    "用法: npm run setup -- --file 设置文件.json [选项]",
    "  --dry-run   只看会改什么，不写入",
    "  --yes       不再询问，直接写入改动",
    "  --link      给文件里的管理员重新生成一个登录链接",
    "样例: docs/examples/five-cities.json",
  ].join("\n"),
  noFile: (path: string) => `打不开文件: ${path}`,
  notUtf8: (path: string) => `文件不是 UTF-8 编码：${path}。请用记事本另存为 UTF-8，再运行一次。`,
  notJson: (why: string) => `文件不是完整的 JSON：${why}`,
  created: (dataDir: string) =>
    `数据目录 ${dataDir} 里还没有数据库，现在新建一个。要是写错了目录，请检查 DATA_DIR。`,
  faults: "设置文件有错，没有写入任何内容：",
  fault: (fault: SetupFault) =>
    `  ${placeOf(fault.path)}${fault.path && `（${fault.path}）`}：${fault.code}  ${faultText(fault)}`,
  nothing: "和现有设置完全一样，没有要改的。",
  plan: "会改这些：",
  change: ({ kind, id, name, field, from, to }: Change) =>
    field === null
      ? `  新增${KIND[kind]}  ${[name, id].filter(Boolean).join("  ")}`
      : `  修改${KIND[kind]}  ${name}  ${fieldWord(kind, field)}：${valueText(from)} → ${valueText(to)}`,
  unlisted: (codes: readonly string[]) =>
    `文件里没有写、但仍在协议里的城市：${codes.join("、")}。要让它退出，请写上 leftOn（退出日期）。`,
  elsewhere: ({ name, cities }: { name: string; cities: readonly string[] }) =>
    `注意：这是一个新的协议，而${cities.join("、")}已经在协议“${name}”里。如果是想改原来的协议，请把 slug 写成和原来一样。`,
  dryRun: "试运行：没有写入。",
  ask: "写入这些改动吗？输入 y 继续：",
  needsYes: "会改动已有的设置。请先看清上面的内容，再加 --yes 运行一次。没有写入。",
  refused: "没有写入。",
  done: "设置完成。",
  other:
    "已经有登录过的管理员，不能在这里换人，没有另行任命。请现任管理员在“人员”页（/union/staff）邀请或更换。",
  namedOtherwise: "管理员的姓名和文件里的不一样。他已经登录过，姓名由本人在“我的”里改，这里没有改。",
  link: (name: string, url: string) =>
    [`${name}用下面的链接登录（24 小时内有效，只能用一次，不要转发给别人）：`, `  ${url}`].join("\n"),
  noSms: "没有短信网关：登录后请先在“我的”里登记邮箱，以后验证码发到邮箱。",
  start: "程序没有在运行的话，请先启动：npm start",
} as const;
