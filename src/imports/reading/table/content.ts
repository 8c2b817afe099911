import type { Field } from "./fields.ts";
import { squeeze } from "./labels.ts";

const PHONE = String.raw`(?:(?:\+?86-?)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:[-转]\d{1,6})?|400-?\d{3,4}-?\d{3,4})`;
const NUMBER = String.raw`\d+(?:[.,]\d+)*`;
const DASH = "[-~～—–至到]+";
const EDUCATION =
  "(?:小学|初中|高中|高职|中专|中技|中职|技校|职高|大专|专科|高专|本科|学士|硕士|研究生|博士|文盲|highschool|bachelor|master|associate|phd|doctorate|diploma)";

/**
 * Kinds of cell text that are recognised without the column name. Each pattern is tested on the squeezed
 * text.
 */
export const KINDS = {
  contactPhone: new RegExp(`^${PHONE}(?:[、,，;；/或]?${PHONE})*$`),
  contact: new RegExp(`^[\\p{Script=Han}]{2,6}[:：]?${PHONE}`, "u"),
  contactEmail: /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/,
  uscc: /^(?=.*\d{6})[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/,
  sourceUrl: /^https?:\/\/\S+$/i,
  date: /^(19|20)\d\d([-/.年])\d{1,2}([-/.月]\d{1,2}日?)?([T ]?\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?)?$/,
  education: new RegExp(
    `^(?:学历|最低)?(?:不限学历|学历不限|${EDUCATION})(?:[、,，/或及]?${EDUCATION})*(?:学历|毕业|文凭)?(?:\\(含\\))?(?:及|或)?(?:以上|以下)?(?:学历|文化程度)?(?:\\(.*\\))?$`,
    "i",
  ),
  experience:
    /^(经验不限|无需经验|无经验|不限经验|应届(毕业)?生?|在校生(\/应届生)?|\d{1,2}([-~～—至]\d{1,2})?年(及)?(以上|以下|以内)?((相关)?(工作)?经[验历])?|\d+\+?years?)$/i,
  // A range such as 18-55 without 人 gives ages.
  enterpriseSize:
    /^(?!(?:1[4-9]|[2-6]\d|70)[-~～—至](?:1[4-9]|[2-6]\d|70)$)((少于|不足)\d+人|\d{2,6}[-~～—至]\d{2,6}人?|\d{3,6}人?(及)?(以上|以下|左右)|\d{2,6}人以上)$/,
  headcount: /^(若干|多名|\d{1,4}(人|名|个|位)?|\d{1,3}[-~～—–至]\d{1,3}(人|名|个|位)?|(人数)?不限)$/,
  enterpriseNature:
    /^(国有|国企|央企|民营|民企|私营|私企|外资|外企|合资|独资|股份|个体|个人独资|集体|事业单位|机关|政府|民办|社会(团体|组织)|(已)?上市|创业公司|外商|港澳台|有限责任|非营利|其他有限责任)[\p{Script=Han}/()（）]{0,14}$/u,
  pay: new RegExp(
    `^(?:面议|薪资面议|工资面议|(?:计件|底薪|月薪|年薪|日薪|时薪|税后|税前|综合|保底|无责底薪|基本工资|工资|约|每月|每天)[:：]?[¥￥]?${NUMBER}(?:${DASH}${NUMBER})?(?:元|万|千|k|块)?|[¥￥]?${NUMBER}(?:元|万|千|k|w)?(?:${DASH}[¥￥]?${NUMBER})?(?:元|万|千|k|w|块)+(?:人民币)?(?:以上|以下|及以上|及以下|左右|起)?(?:/(?:月|天|日|年|小?时|件))?|${NUMBER}${DASH}?${NUMBER}/(?:月|天|日|年|时|小时)|\\d{4,6}${DASH}\\d{4,6}元?|\\d{3,5}(?:元)?/(?:月|天|日|小时)|\\d{4,5}\\+[提补奖]\\S{1,7}|\\d{4,5}(?:以上|左右|起))$`,
    "i",
  ),
  enterpriseName:
    /^[^。;；!！,，]{2,40}(公司|分公司|集团|厂|中心|医院|学校|幼儿园|合作社|酒店|宾馆|商店|超市|商行|事务所|研究院|银行|大学|学院|门诊部|经营部|饭店|工作室|ltd\.?|inc\.?|llc|gmbh)([(（][^)）]*[)）])?$/i,
  benefits:
    /五险|六险|社保|公积金|意外险|包吃|包住|食宿|双休|单休|月休|年终奖|餐补|班车|带薪|住宿|房补|夜班补/,
  place:
    /^([\p{Script=Han}\d()（）·-]{0,40}(省|市|自治区|区|县|旗|镇|乡|街道|大街|路|街|村|园|大道|\d+号|号楼)[\p{Script=Han}\d\w()（）·,，-]{0,30}|(北京|上海|天津|重庆)[\p{Script=Han}]{0,20})$/u,
  title:
    /^[^。;；!！]{0,24}(工|员|师|司机|经理|助理|主管|保安|护士|会计|厨师|导购|店长|总监|学徒|专员|顾问|主任|老师|医生|客服|收银|销售|出纳|人员|技工|实习生|操作手|engineer|manager|clerk|driver|welder|operator|assistant|developer|worker|nurse|teacher|technician)([(（/、][^。]*)?$/i,
} satisfies Record<string, RegExp>;
export type Kind = keyof typeof KINDS;

export const KIND_FIELD: Record<Exclude<Kind, "date">, Field> = {
  contactPhone: "contactPhone",
  contact: "contact",
  contactEmail: "contactEmail",
  uscc: "uscc",
  sourceUrl: "sourceUrl",
  education: "education",
  experience: "experience",
  enterpriseSize: "enterpriseSize",
  headcount: "headcount",
  enterpriseNature: "enterpriseNature",
  pay: "pay",
  enterpriseName: "enterpriseName",
  benefits: "benefits",
  place: "place",
  title: "title",
};

export function isKind(text: string, kind: Kind): boolean {
  return KINDS[kind].test(squeeze(text));
}

/** Kinds that a column name never has. A header row rarely has a cell of such a kind. */
const DATA_KINDS: Kind[] = [
  "contactPhone",
  "contact",
  "contactEmail",
  "uscc",
  "sourceUrl",
  "date",
  "education",
  "experience",
  "enterpriseSize",
  "headcount",
  "enterpriseNature",
];

/** Returns true for a cell that holds a value and not a column name. */
export function looksLikeData(text: string): boolean {
  const bare = squeeze(text);
  if (/^[\d.,%¥￥+-]+$/.test(bare) || bare.length > 40) return true;
  if (DATA_KINDS.some((kind) => KINDS[kind].test(bare))) return true;
  if (/\d/.test(bare) && KINDS.pay.test(bare)) return true;
  return /(有限公司|有限责任公司|五险|六险|包吃|面议)/.test(bare);
}

/**
 * Returns, for the cells of one column, the number of filled cells, and the share (0 to 1) of these that
 * match a kind.
 */
export function shares(cells: string[]): { filled: number; share: (kind: Kind) => number } {
  const texts = cells.map(squeeze).filter((c) => c !== "");
  const share = (kind: Kind) =>
    texts.length === 0 ? 0 : texts.filter((c) => KINDS[kind].test(c)).length / texts.length;
  return { filled: texts.length, share };
}
