import { parsePay } from "../pay/parse-pay.ts";

/** Names a benefit or an extra payment, so that its figure is no pay. */
const EXTRA = /[补奖贴津险金假休礼费]|公积/;
const MONTHS = /^1[2-9]薪$/;

/** Returns true for a phrase that is a pay: at least 1,000 a month, or a figure for a shorter time. */
function isPay(phrase: string): boolean {
  if (EXTRA.test(phrase)) return false;
  const { minYuan, maxYuan, period, negotiable } = parsePay(phrase);
  const yuan = maxYuan ?? minYuan;
  return negotiable || (yuan !== null && (yuan >= 1000 || (period !== null && period !== "month")));
}

/**
 * Splits the pay from the benefits in a cell whose column name speaks of both (5000-7000 五险一金 包吃住).
 * Returns null if the name speaks of benefits only, or the cell has no pay.
 */
export function splitPay(text: string, heading: string): { pay: string; benefits: string | null } | null {
  if (!/薪|工资|待遇|报酬|收入|酬劳/.test(heading)) return null;
  const phrases = text.split(/[;；,，、|\n]+|\s+/).filter(Boolean);
  if (!phrases.some(isPay)) return null;
  const isPart = (phrase: string) => isPay(phrase) || MONTHS.test(phrase);
  return {
    pay: phrases.filter(isPart).join(" "),
    benefits: phrases.filter((phrase) => !isPart(phrase)).join("、") || null,
  };
}
