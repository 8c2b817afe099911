const COUNT = /^(\d+(?:\.\d+)?)\s*(万|w|亿)?\s*[+＋]?\s*(?:人次|人|次|个)?$/iu;
const TIMES: Record<string, number> = { 万: 10_000, w: 10_000, 亿: 100_000_000 };

/** Reads a count as other platforms write it: 12000, 12,000, 1.2万 or 1.2w. Returns null for other texts. */
export function readCount(text: string): number | null {
  const plain = text.normalize("NFKC").replace(/[,，\s]/g, "");
  const [, digits, unit] = COUNT.exec(plain) ?? [];
  if (!digits) return null;
  const value = Math.round(Number(digits) * (unit ? (TIMES[unit.toLowerCase()] ?? 1) : 1) * 100) / 100;
  return Number.isSafeInteger(value) ? value : null;
}
