const PLAIN = /^[a-y0-9]$/;
const HAN_FIRST = 0x4e00;
const HAN_LAST = 0x9fff;

/** Codes of the characters that begin most terms, and of the letter that begins every code. */
const SHORT: Record<string, string> = {
  "~": "zp",
  "=": "zt",
  "^": "zw",
  "#": "zo",
  "@": "zl",
  "+": "zv",
  z: "zy",
};

function codeOf(char: string): string {
  if (PLAIN.test(char)) return char;
  const short = SHORT[char];
  if (short) return short;
  const point = char.codePointAt(0) ?? 0;
  // The first of the three digits is at most `g`, so no code is the beginning of another.
  return point >= HAN_FIRST && point <= HAN_LAST
    ? `z${(point - HAN_FIRST).toString(36).padStart(3, "0")}`
    : `zz${point.toString(16)}z`;
}

/**
 * Encodes a term as plain letters and digits, so that the engine's tokenizer, dictionaries and filter syntax
 * do not change it. 焊 becomes `z6x6`. A term begins with another exactly if its code begins with the other's.
 */
export const encodeTerm = (term: string): string => [...term].map(codeOf).join("");
