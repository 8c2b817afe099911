import type { SheetRow } from "../types.ts";
import { KINDS } from "./content.ts";
import { squeeze } from "./labels.ts";

/** Column and squeezed text (without blanks, half-width) of each filled cell of a row. */
export type Own = [column: number, text: string][];
/** Column of each field in the sheet, or -1 if the sheet has none. */
type At = { title: number; employer: number; sequence: number };

const TOTAL_WORD =
  /^(本页|本表|以上|全部|总)?(合计|总计|小计|共计|累计|总数|总共|合计人数|总人数)|^(sub|grand)?-?total\b/i;
const TOTAL_END = /(小计|合计|总计)[:：]?$/;
const QUANTITY = /^(共|约|计|合计)?[¥￥]?[\d,.]+[+%]?[\p{Script=Han}]{0,5}$/u;

/**
 * Returns true for a total or subtotal: a row with a word such as 合计, and otherwise only quantities (16家,
 * 84个岗位) and the employer's name.
 */
export function isTotal(own: Own, at: At): boolean {
  const rest = own.filter(([, text]) => !TOTAL_WORD.test(text) && !TOTAL_END.test(text));
  if (rest.length === own.length) return own.length <= 2 && own.every(([, text]) => /^共\d/.test(text));
  const word = own.find(([, text]) => TOTAL_WORD.test(text) || TOTAL_END.test(text));
  const pure =
    word !== undefined && /^[\p{Script=Han}a-z]+[:：]?$/iu.test(word[1]) && TOTAL_WORD.test(word[1]);
  const named = rest.some(([column, text]) => column === at.title && !QUANTITY.test(text));
  if (pure && word[1].length <= 6 && word[0] !== at.title && !named) return true;
  const inTitle = word !== undefined && word[0] === at.title && !TOTAL_WORD.test(word[1]);
  return !inTitle && rest.every(([column, text]) => QUANTITY.test(text) || column === at.employer);
}

const NOTE_START =
  /^([※*★●◆]|\d?[.、]?(注|备注|说明|附注|填表说明|填报说明|温馨提示|特别说明|特别提示|注意|注意事项|提示|备考|来源|数据来源|note|notes|remark)\d?[:：.、;；]|注\d?[:：]|以上(信息|岗位|数据|内容))/i;
/** Matches a cell with only the word for a note; the text of the note is in the next cell. */
const NOTE_WORD = /^(注|备注|说明|附注|填表说明|温馨提示)[:：]?$/;
/** Matches the example row of the template, and other rows that call themselves examples. */
const EXAMPLE = /(填写前请删除|此行为示例|示例行|本行为示例)/;
const SIGNATURE =
  /^(填表|填报|制表|审核|复核|负责|经办|联系|报送|报名|盖章|单位|日期|时间|主管|领导|录入)[\p{Script=Han}()（）]{0,10}[:：]|^\(?(盖章|签字|公章)\)?$/u;

const MEDIUM = "(?:热线|电话|手机|微信|qq|邮箱|公众号|视频号|网址|网站|地址|方式|二维码|群)(?:号码?|同号)?";
const FOOTER_LABEL = new RegExp(
  `^(?:(?:招聘|咨询|报名|联系|服务|企业|公司|单位|应聘|投递|求职|更多)*${MEDIUM}(?:[:：]|(?=[+(（\\d])|$)|(?:联系|招聘|负责)人[:：]|(?:乘车|公交|行车|交通)?(?:路线|线路)[:：]|以上(?:岗位|职位|信息))`,
  "i",
);
const FOOTER_CALL =
  /加(?:我|微信|v(?:信|x)?|群|好友)|扫(?:描|码|一扫)|欢迎(?:来电|咨询|加入|投递|报名|应聘|前来|广大)|有意者|微信同号|关注.{0,12}公众号|更多(?:岗位|职位|信息)|^(?:简历)?投递|^(?:截止|报名|面试)(?:时间|日期|地点|地址)[:：]/i;

/** Returns true for a row below the postings that says how to reach the recruiter (招聘热线：… 加微信). */
function isFooter(own: Own): boolean {
  const says = ([, text]: Own[number]) => FOOTER_LABEL.test(text) || FOOTER_CALL.test(text);
  const contact = ([, text]: Own[number]) => KINDS.contactPhone.test(text) || KINDS.contact.test(text);
  const [first] = own;
  if (!first || own.length > 4 || !says(first)) return false;
  return own.every((cell) => says(cell) || contact(cell));
}

/**
 * Returns true for a note, an example row, a footer, or the signatures below a table. No cell of such a row
 * is a value of its column.
 */
export function isNote(own: Own, at: At): boolean {
  const [first] = own;
  if (!first) return false;
  if (isFooter(own)) return true;
  if (own.length === 1 && NOTE_START.test(first[1])) return true;
  if (own.some(([, text]) => EXAMPLE.test(text))) return true;
  const noTitle = own.every(([column]) => column !== at.title);
  if (noTitle && NOTE_WORD.test(first[1])) return true;
  const sentence = first[1].length > 30 || /[。;；]$/.test(first[1]);
  if (own.length === 1 && noTitle && sentence && !KINDS.enterpriseName.test(first[1])) return true;
  return own.every(([, text]) => SIGNATURE.test(text));
}

const SECTION_NUMBER =
  /^([一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+)/;

const FACT_NAME =
  /^(企业|单位|公司|用人单位|招聘单位|用工单位|联系人|地址|工作地点|公司地址|单位地址)(名称|全称)?[:：]$/;

/**
 * Returns true for a section title between the rows. It is one text merged over several columns, one text
 * numbered 一、二、, an employer alone in its row, or labelled facts of an employer.
 */
export function isSection(own: Own, at: At, row: SheetRow): boolean {
  const [only] = own;
  if (!only) return false;
  const [column, text] = only;
  // Labelled facts of an employer above its postings: 企业名称： | 某某公司 | 联系人： | 张经理.
  if (own.length > 1) return column <= 1 && FACT_NAME.test(text);
  const wide =
    row.spans?.some((s) => s.left === column && s.top === row.row && s.right - s.left >= 2) ?? false;
  if (wide) return true;
  if (column === at.title) return false;
  if (SECTION_NUMBER.test(text) || column === at.employer) return true;
  return (column === 0 || column === at.sequence) && KINDS.enterpriseName.test(text);
}

const LABELLED = /(?:^|\s)(?:企业|单位|公司|用人单位|招聘单位|用工单位)(?:名称)?\s*[:：]\s*([^\s:：]{4,40})/;
const LEADING =
  /^([^\s:：，,。]{2,40}?(?:公司|厂|集团|医院|学校|幼儿园|合作社|酒店|宾馆|中心))(?:(?:20\d\d年?)?(?:公开)?(?:招聘|岗位|用工|诚聘|招工)[^\s]{0,16})?$/;

const BEFORE_COMPANY = /^(?:20\d\d年?度?|附件\d*|关于|春季|秋季|第[一二三四五六七八九十]+批|[:：\s])+/;

/** Returns the employer that a title names (`企业名称：某某公司 联系人：…`, `某某有限公司招聘岗位表`), or null. */
export function employerIn(title: string): string | null {
  const text = title.trim().replace(BEFORE_COMPANY, "");
  return LABELLED.exec(text)?.[1] ?? LEADING.exec(text)?.[1] ?? null;
}

const COMPANY =
  /(?:^|[\s:：年度于])([\p{Script=Han}A-Za-z0-9()（）·]{2,40}?(?:有限责任公司|有限公司|集团公司|公司|合作社|医院|学校|幼儿园|酒店|宾馆|工厂|厂))/u;

/**
 * Returns the employer that a person may mean by a sheet without a column of employers: one inside a title,
 * or the sheet's name. Null without one. It is only proposed, unlike `employerIn`.
 */
export function proposeEmployer(titles: readonly string[], sheet: string): string | null {
  for (const title of [...titles].reverse()) {
    const found = employerIn(title) ?? COMPANY.exec(title.trim().replace(BEFORE_COMPANY, ""))?.[1];
    if (found) return found;
  }
  return KINDS.enterpriseName.test(squeeze(sheet)) ? sheet.trim() : null;
}
