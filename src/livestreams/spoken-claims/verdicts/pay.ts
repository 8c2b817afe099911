import { monthlyRange } from "../../../postings/index.ts";
import type { SaidPay } from "../reading/pay.ts";
import type { Compared, Finding, PayFigure, Verdict } from "./finding.ts";

type Range = { minYuan: number | null; maxYuan: number | null };

/** Returns both in one unit: as they are in the same period, else by the month. Null if neither is known. */
function inOneUnit(said: PayFigure, written: PayFigure): { said: Range; written: Range } | null {
  if (said.period === null || written.period === null) return null;
  if (said.period === written.period) return { said, written };
  const [a, b] = [monthlyRange(said), monthlyRange(written)];
  return a && b ? { said: a, written: b } : null;
}

/**
 * Compares what was said with what the posting promises. One figure inside the posting's range matches. A
 * higher top, and a higher floor of a range, are more than the posting says. If the posting has no upper
 * figure, a said one is not in the posting.
 */
export function compareRanges(said: Range, written: Range): Verdict {
  const [low, high] = [said.minYuan, said.maxYuan];
  const [floor, top] = [written.minYuan, written.maxYuan];
  const single = low !== null && low === high;
  if (top !== null && ((high !== null && high > top) || (low !== null && low > top))) return "abovePosting";
  if (top === null && high !== null && floor !== null && high > floor) return "notInPosting";
  // "At least 9,000" and "9,000 to 10,000" raise the floor of 8,000 to 10,000. One figure does not.
  if (floor !== null && low !== null && !single && low > floor) return "abovePosting";
  if (floor === null && low !== null && !single) return "notInPosting";
  if (floor !== null && high !== null && high < floor) return "belowPosting";
  if (floor !== null && low !== null && high !== null && low < floor) return "belowPosting";
  return "matches";
}

/** Compares one said figure with the pay of a posting. */
export function payFinding({ trial, ...said }: SaidPay, { pay }: Pick<Compared, "pay">): Finding {
  const { minYuan, maxYuan, period, text, negotiable } = pay;
  const known = minYuan !== null || maxYuan !== null;
  const written = known ? { minYuan, maxYuan, period } : text;
  if (trial) return { topic: "trialPay", verdict: "unclear", said, written };
  if (!known) {
    const verdict = text === null || negotiable ? "notInPosting" : "unclear";
    return { topic: "pay", verdict, said, written };
  }
  const both = inOneUnit(said, { minYuan, maxYuan, period });
  return { topic: "pay", verdict: both ? compareRanges(both.said, both.written) : "unclear", said, written };
}
