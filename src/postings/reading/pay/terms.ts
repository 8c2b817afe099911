/** Finds the words that stand around a pay's figures: 计件, 包吃住, 干满26天. */

import { findPhones } from "../cells/phones.ts";
import { blankNoise, findAmounts, yuanOf } from "./amounts.ts";
import { rangeYuan } from "./bounds.ts";
import type { Pay } from "./parse-pay.ts";
import { canonical, joinThousands } from "./text.ts";

const HAN_NUMBER = "[一二两三四五六七八九][一二两三四五六七八九十百千万零]*[百千万][一二三四五六七八九]?";
const NUMBER = `(?:(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?\\s*(?:[千仟万萬]\\d?|[kw](?![a-z]))?|${HAN_NUMBER})`;
const YUAN = "(?:\\s*(?:元|块钱?|圆|人民币|rmb|cny))*";
const PERIOD =
  "(?:\\s*(?:\\/|每|一|per\\s)\\s*(?:人[\\/·.]?)?个?(?:小时|工作日|课时|月|天|日|年|周|时|件|次|单|班|month|day|year|hour|h(?![a-z])))?";
const ONE = `(?:[¥$]|人民币|rmb|cny)?\\s*${NUMBER}${YUAN}${PERIOD}`;
const DASH = "\\s*(?:[-‐‑‒–—―─━ー−〜∼~～至到]+|\\.{2,}|…+)\\s*";
/** Bounds that the formatted figure shows itself. */
const BOUND = "(?:(?:\\(?[及或含]\\)?)*(?:以上|以下|以内)|起步?(?!薪))?";
/** One amount or range with currency, period and bound. */
const FIGURE = `${ONE}(?:${DASH}${ONE})?${BOUND}${PERIOD}`;
const FIGURES = new RegExp(FIGURE, "gi");
/** Matches a text that is nothing but a figure: most pay texts. */
const PLAIN = new RegExp(`^\\s*${FIGURE}\\s*(?:[·*x×]?\\s*\\d\\d薪)?\\s*$`, "i");
const SALARIES = /[·*x×,+]?\s*(\d\d)薪/g;
const SEPARATORS = /[;。|!?()[\]【】\s·]+|,(?!\d{3})|(?<!\d),/;
const EDGES = /^[、,:/~—-]+|[、,:/~—+-]+$/g;
/** Words that say no more than the formatted figure does. */
const IMPLIED =
  /^(?:[月年日时周]薪?|每[月年天日周]|每个月|每小时|月度|税?薪资|薪酬|薪水|薪金|工资|薪|月?收入|报酬|劳动|待遇|标准|范围|区间|[为是:]|不低于|不少于|至少|高于|超过|[≥>]=?|元|人民币|rmb|cny)+$/i;
const NEGOTIABLE =
  /^(?:薪资|薪酬|工资|待遇|具体|可|面|商)*(?:面议|面谈|面洽|详谈|可谈|可议|商议|协商|电议|议价|洽谈)+$/;

/** A posting's pay. `text` is null if the source states none. */
type Figures = Pick<Pay, "minYuan" | "maxYuan" | "period" | "months" | "negotiable"> & {
  text: string | null;
};
const CHARS_MAX = 500;

/** Returns true if a figure's text states exactly the pay's bounds. */
function isPay(figure: string, pay: Figures): boolean {
  const text = blankNoise(canonical(figure).text);
  const [low, high, more] = findAmounts(text);
  if (!low || more) return false;
  const one = yuanOf(low.bare, low.unit);
  const range = high ? rangeYuan(low, high, { period: pay.period, damaged: false }) : { min: one, max: one };
  const [min, max] = [pay.minYuan ?? pay.maxYuan, pay.maxYuan ?? pay.minYuan];
  return (
    range.min !== null && range.max !== null && Math.floor(range.min) === min && Math.ceil(range.max) === max
  );
}

/**
 * Returns what a pay's source says besides its figures, in order and in its own words: 计件 4500-7000 包吃住
 * gives 计件 and 包吃住. Empty for a plain figure, and for a text without figures, which is shown as it is. Leaves
 * out phone numbers.
 */
export function payTerms(pay: Figures): string[] {
  const known = pay.minYuan !== null || pay.maxYuan !== null;
  if (!pay.text || (!known && !pay.negotiable) || PLAIN.test(pay.text)) return [];
  const blanks = pay.text.slice(0, CHARS_MAX).normalize("NFKC").replace(/\s+/g, " ");
  const text = joinThousands(blanks)
    .replace(FIGURES, (figure) => (known && isPay(figure, pay) ? "\n" : figure))
    .replace(SALARIES, (said, months) => (Number(months) === pay.months ? "\n" : said));
  const parts = text.split(SEPARATORS).map((part) => part.replace(EDGES, ""));
  const said = parts.filter(
    (part) =>
      /[\p{L}\p{N}]/u.test(part) &&
      !IMPLIED.test(part) &&
      (known || !NEGOTIABLE.test(part)) &&
      findPhones(part).length === 0,
  );
  return [...new Set(said)];
}
