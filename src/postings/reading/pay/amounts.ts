/** Finds amounts of money in a text after `fold`. Their meaning (period, bound) is read elsewhere. */
import { chineseDigit, chineseNumber } from "../chinese.ts";

/** One amount. `bare` is the written number. `unit` is 1000 or 10000 if 千/k or 万/w follows, else null. */
export type Amount = { start: number; end: number; bare: number; unit: number | null };

/**
 * Converts a written number to yuan. Rounds to the fen (0.01 yuan), because 2.72 × 10000 is not whole in
 * floating point.
 */
export function yuanOf(bare: number, unit: number | null): number {
  return Math.round(bare * (unit ?? 1) * 100) / 100;
}

const UNIT: Readonly<Record<string, number>> = {
  百: 100,
  千: 1000,
  仟: 1000,
  k: 1000,
  万: 10_000,
  萬: 10_000,
  w: 10_000,
};
const NUMERAL = "零〇一二两三四五六七八九十百千万";
/** Matches digits with a smaller part after the unit: 1万2, 3千5, 1万2千. */
const COMPOUND = /^(\d+)([万萬w千仟k])([1-9])([千仟k百])?(?![\d.])/;
/** Matches two consecutive digits before one unit, which form a range: 六七千, 八九百, 一两万. */
const NEIGHBOURS = /^([一二两三四五六七八])([二两三四五六七八九])([百千万])/;
const DIGITS = /^\d+(?:\.\d+)?/;
/** Matches a Chinese numeral. In 两百一天 the 一 is part of the period (per day), not of the number. */
const SPELLED = new RegExp(`^(?:(?!一个?[天月小周年时钟])[${NUMERAL}])+`);
/**
 * Matches a letter before digits, which makes them a code (B2, C1, 3-R5) and not money. k and w are excluded,
 * because they are units that end an amount.
 */
const LETTER_BEFORE = /[a-jl-vx-z]$/;

/** Numbers that could be mistaken for money. `blankNoise` replaces them by blanks of equal length. */
const NOT_MONEY: readonly RegExp[] = [
  /(?<!\d)0\d{2,3}-?\d{7,8}(?:-\d{1,6})?(?!\d)/g,
  /(?<!\d)1[3-9]\d-?\d{4}-?\d{4}(?!\d)/g,
  /(?<!\d)400-?\d{3,4}-?\d{3,4}(?!\d)/g,
  /(?:qq|微信|vx|wx|电话|手机|热线|☎)[号码群]*[:：]?[a-z\d_-]{5,}/g,
  /(?<!\d)(?:19|20)\d{2}([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)/g,
  /(?<!\d)(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}[日号])?/g,
  /(?<!\d)(?:19|20)\d{2}(?:年(?!薪(?![资酬水金]))|届|级)/g,
  /(?<!\d)20[0-3][1-9]-20[0-3][1-9](?![\d元/])/g,
  /(?<!\d)\d{1,2}:\d{2}(?!\d)/g,
  /(?<!\d)\d{1,2}月\d{1,2}[日号]/g,
  /(?<![\d.])\d{1,3}(?:[-~至到]\d{1,3})?(?:周?岁|年(?!薪)|届|名|人(?!\/)|个小时|小时(?!工)|%|‰|公里|km|斤|公斤|kg|级|平米|平方)/g,
  /(?<![\d.])\d{1,2}(?:[-~至到]\d{1,2})?(?:天|日|号|时|个月|月|班|倒|险|休|期|点|楼|层|栋)(?![结薪])/g,
  /百分之[一二三四五六七八九十百]+/g,
];

/**
 * Removes thousands separators of a text after `fold`, and blanks out numbers that are not money. The text
 * may become shorter.
 */
export function blankNoise(text: string): string {
  let out = text.replace(/(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)/g, (digits) => digits.replace(/,/g, ""));
  for (const pattern of NOT_MONEY) out = out.replace(pattern, (hit) => " ".repeat(hit.length));
  return out;
}

function readDigits(text: string, start: number): Amount | null {
  const rest = text.slice(start);
  const compound = COMPOUND.exec(rest);
  if (compound) {
    const unit = UNIT[compound[2] ?? ""] ?? 1;
    const small = compound[4] === undefined ? unit / 10 : (UNIT[compound[4]] ?? 1);
    if (small < unit) {
      const value = Number(compound[1]) * unit + Number(compound[3]) * small;
      return { start, end: start + compound[0].length, bare: value, unit: 1 };
    }
  }
  const digits = DIGITS.exec(rest);
  if (!digits) return null;
  const after = rest.slice(digits[0].length);
  // In 6千元, 8k and 1.5万 a unit follows. The k of "5kg" and the w of "5wx" are no units.
  const unitChar = /^(?:[千仟万萬百]|[kw](?![a-z]))/.exec(after)?.[0];
  const unit = unitChar === undefined ? null : (UNIT[unitChar] ?? null);
  const bare = Number(digits[0]);
  return { start, end: start + digits[0].length + (unitChar ? 1 : 0), bare, unit };
}

function readNumeral(text: string, start: number): Amount[] | null {
  const rest = text.slice(start);
  const neighbours = NEIGHBOURS.exec(rest);
  if (neighbours) {
    const low = chineseDigit(neighbours[1] ?? "") ?? 0;
    const high = chineseDigit(neighbours[2] ?? "") ?? 0;
    const unit = UNIT[neighbours[3] ?? ""] ?? 1;
    if (high === low + 1) {
      const end = start + neighbours[0].length;
      return [
        { start, end: start + 1, bare: low, unit },
        { start: start + 1, end, bare: high, unit },
      ];
    }
  }
  const spelled = SPELLED.exec(rest)?.[0] ?? "";
  if (!/[百千万]/.test(spelled)) return null;
  const value = chineseNumber(spelled);
  if (value === null || value < 100) return null;
  return [{ start, end: start + spelled.length, bare: value, unit: 1 }];
}

/**
 * Returns the amounts of a text after `fold` and `blankNoise`, in text order. Skips numbers after a letter
 * and numbers of more than ten characters.
 */
export function findAmounts(text: string): Amount[] {
  const found: Amount[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const isDigit = char >= "0" && char <= "9";
    const before = text.slice(0, at);
    if (isDigit) {
      const amount = readDigits(text, at);
      const run = /^[\d.]+/.exec(text.slice(at))?.[0] ?? char;
      if (amount && run.length <= 10 && !LETTER_BEFORE.test(before) && !/^0\d/.test(run)) found.push(amount);
      at = Math.max(amount?.end ?? at + 1, at + run.length);
      continue;
    }
    const spelled = NUMERAL.includes(char) ? readNumeral(text, at) : null;
    if (spelled) {
      found.push(...spelled);
      at = spelled[spelled.length - 1]?.end ?? at + 1;
      continue;
    }
    at += NUMERAL.includes(char) ? (SPELLED.exec(text.slice(at))?.[0].length ?? 1) : 1;
  }
  return found;
}
