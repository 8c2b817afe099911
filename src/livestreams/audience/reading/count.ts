const COUNT = /^(\d+(?:\.\d+)?)\s*(万|w|亿)?[+＋]?(?:人次|人|次|个)?$/iu;
/** Units of a count, with their powers of ten. */
const UNITS = [
  [/[万w]/iu, 4],
  [/亿/u, 8],
] as const;

/**
 * Reads a count as other platforms write it: 12000, 12,000, 1.2万 or 1.2w. Returns null for other texts.
 */
export function readCount(text: string): number | null {
  const plain = text.normalize("NFKC").replace(/[,，\s]/g, "");
  const [, digits, unit = ""] = COUNT.exec(plain) ?? [];
  if (!digits) return null;
  const power = UNITS.find(([name]) => name.test(unit))?.[1] ?? 0;
  const value = Number((Number(digits) * 10 ** power).toFixed(2));
  return Number.isSafeInteger(value) ? value : null;
}
