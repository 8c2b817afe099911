/** Width folding and Chinese numerals, shared by all readers of this folder. */

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Folds full-width characters (NFKC) and case, and removes white space and zero-width characters. */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200f\ufeff]+/gu, "")
    .toLowerCase();
}

/** Returns the value of one Chinese digit, or undefined for another character. 二 and 两 are both 2. */
export function chineseDigit(char: string): number | undefined {
  return DIGITS[char];
}

/**
 * Returns the value of a numeral below ten thousand: 三百五 is 350, 两千零五 is 2005. Null if the characters form no
 * number.
 */
function section(text: string): number | null {
  let total = 0;
  let digit: number | null = null;
  let lastUnit = 0;
  let afterZero = false;
  for (const char of text) {
    const unit = UNITS[char];
    if (unit !== undefined) {
      if (lastUnit !== 0 && unit >= lastUnit) return null;
      total += (digit ?? 1) * unit;
      lastUnit = unit;
      digit = null;
      afterZero = false;
      continue;
    }
    const value = DIGITS[char];
    if (value === undefined || (digit !== null && digit !== 0)) return null;
    if (value === 0) afterZero = true;
    digit = value;
  }
  if (digit === null) return total;
  // 三千五 means 3,500: a last digit without a unit counts tenths of the unit before it, unless 零 precedes it.
  return total + (lastUnit > 10 && !afterZero ? digit * (lastUnit / 10) : digit);
}

/**
 * Returns the value of a Chinese numeral up to 9999 万: 五 is 5, 十五 is 15, 一万二 is 12000. Null unless the text
 * is one well-formed number.
 */
export function chineseNumber(text: string): number | null {
  if (text === "") return null;
  const parts = text.split("万");
  if (parts.length > 2) return null;
  if (parts.length === 1) return section(text);
  const high = section(parts[0] ?? "");
  const rest = parts[1] ?? "";
  if (high === null || high === 0) return null;
  if (rest === "") return high * 10_000;
  const single = rest.length === 1 ? DIGITS[rest] : undefined;
  const low = single === undefined ? section(rest) : single * 1000;
  return low === null ? null : high * 10_000 + low;
}

/** Parses digits or a Chinese numeral in a text after `fold`. Returns null for anything else. */
export function anyNumber(text: string): number | null {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : chineseNumber(text);
}
