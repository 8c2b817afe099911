/** Brings a pay text into the form that the readers of amounts expect. */
import { chineseNumber, fold } from "../chinese.ts";
import { markCurrencies } from "./currency.ts";

/** Matches blanks before words that begin another part of the pay (4000元 年终奖1万). */
const ANOTHER_PART =
  /\s+(?=年终|年底|全勤|满勤|餐补|话补|绩效|提成|奖金|补贴|另|包吃|五险|试用|转正|底薪|押金|保证金|车补|房补|交通补|夜班|加班|工龄|社保|意外险|提供|享受|发放)/g;

/** Joins a number whose thousands are set apart by a blank: 6 000. */
export const joinThousands = (text: string): string =>
  text.replace(/(?<!\d)(\d{1,3}) (\d{3})(?!\d)/g, "$1$2");

/** Folds width, case, blanks, dashes and names of currencies. `foreign` is the name of a foreign currency. */
export function canonical(text: string): { text: string; foreign: string | null } {
  const { marked, foreign } = markCurrencies(text.normalize("NFKC").toLowerCase());
  // Blanks between two numbers become a separator (13800138000 4000元), except in a number such as 6 000.
  const ranges = marked.replace(/(?<=[\d千万kw元¤圆])\s*(?:to|and)\s*(?=[¥¤圆]?\s*\d)/g, "-");
  const spaced = joinThousands(ranges)
    .replace(/(\d)\s+(?=\d)/g, "$1;")
    // In 会PLC 5000-6000 the number is no part of the word.
    .replace(/(?<!q)([a-z])\s+(?=\d{4,5}(?!\d))/g, "$1;")
    .replace(ANOTHER_PART, ";");
  const dashed = fold(spaced).replace(/[‐‑‒–—―─━ー−〜∼~～]+|\.{2,}|…+|至(?![少多今])|到(?![手岗账位])/g, "-");
  return { text: dashed, foreign };
}

const SALARIES =
  /[·*x×,+(]?(?<![\d.])(1[2-9]|2\d|3[0-6])(?:-\d{1,2})?(?:个月)?(?:薪|工资)|[*x×](1[2-9]|2[0-4])(?!\d)/;
const SALARIES_SPELLED = /十[二三四五六七八](?=薪)/;

/** Returns the number of monthly salaries a year (13薪), and the text without it. */
export function readMonths(text: string): { months: number | null; rest: string } {
  const hit = SALARIES.exec(text);
  if (hit) {
    const rest = `${text.slice(0, hit.index)} ${text.slice(hit.index + hit[0].length)}`;
    return { months: Number(hit[1] ?? hit[2]), rest };
  }
  const spelled = SALARIES_SPELLED.exec(text);
  if (spelled) return { months: chineseNumber(spelled[0]), rest: text.replace(`${spelled[0]}薪`, " ") };
  return { months: /双薪/.test(text) ? 13 : null, rest: text };
}
