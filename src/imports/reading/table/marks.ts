import type { SheetRow } from "../types.ts";
import { KINDS } from "./content.ts";

/** Column and squeezed text (no blanks, half-width) of the filled cells of a row. */
type Own = [column: number, text: string][];
/** Columns of the sheet, -1 when it has none. */
type At = { title: number; employer: number; sequence: number };

const TOTAL_WORD =
  /^(本页|本表|以上|全部|总)?(合计|总计|小计|共计|累计|总数|总共|合计人数|总人数)|^(sub|grand)?-?total\b/i;
const TOTAL_END = /(小计|合计|总计)[:：]?$/;
const QUANTITY = /^(共|约|计|合计)?[¥￥]?[\d,.]+[+%]?[\p{Script=Han}]{0,5}$/u;

/** A total or subtotal: a word for it, and otherwise nothing but quantities (16家, 84个岗位) and the employer's name. */
export function isTotal(own: Own, at: At): boolean {
  const rest = own.filter(([, text]) => !TOTAL_WORD.test(text) && !TOTAL_END.test(text));
  if (rest.length === own.length) return own.length <= 2 && own.every(([, text]) => /^共\d/.test(text));
  const word = own.find(([, text]) => TOTAL_WORD.test(text) || TOTAL_END.test(text));
  const inTitle = word !== undefined && word[0] === at.title && !TOTAL_WORD.test(word[1]);
  return !inTitle && rest.every(([column, text]) => QUANTITY.test(text) || column === at.employer);
}

const NOTE_START =
  /^([※*★●◆]|\d?[.、]?(注|备注|说明|附注|填表说明|填报说明|温馨提示|特别说明|特别提示|注意|注意事项|提示|备考|来源|数据来源|note|notes|remark)\d?[:：.、;；]|注\d?[:：]|以上(信息|岗位|数据|内容))/i;
const SIGNATURE =
  /^(填表|填报|制表|审核|复核|负责|经办|联系|报送|报名|盖章|单位|日期|时间|主管|领导|录入)[\p{Script=Han}()（）]{0,10}[:：]|^\(?(盖章|签字|公章)\)?$/u;

/** A note or the signatures under a table: nothing in the row is a value of a column. */
export function isNote(own: Own, at: At): boolean {
  const [first] = own;
  if (!first) return false;
  if (own.length === 1 && NOTE_START.test(first[1])) return true;
  if (own.length === 1 && first[0] !== at.title && first[0] !== at.employer && first[1].length > 60)
    return true;
  return own.every(([, text]) => SIGNATURE.test(text));
}

const SECTION_NUMBER =
  /^([一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+)/;

/** A title between the rows: one text alone, merged over the table, numbered 一、二、, or an employer on its own row. */
export function isSection(own: Own, at: At, row: SheetRow): boolean {
  const [only] = own;
  if (!only || own.length > 1) return false;
  const [column, text] = only;
  const wide =
    row.spans?.some((s) => s.left === column && s.top === row.row && s.right - s.left >= 2) ?? false;
  if (wide) return true;
  if (column === at.title) return false;
  if (SECTION_NUMBER.test(text) || column === at.employer) return true;
  return (column === 0 || column === at.sequence) && KINDS.enterpriseName.test(text);
}
