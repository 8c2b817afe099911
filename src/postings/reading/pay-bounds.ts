/** Converts amounts to yuan: the unit that a range shares, and which figures are plausible. */
import { type Amount, yuanOf } from "./amounts.ts";
import type { PayPeriod } from "./pay-words.ts";

export type Bounds = { min: number | null; max: number | null };

/** A figure outside these yuan is a typing error or another kind of number. It stays unknown. */
const PLAUSIBLE: Readonly<Record<PayPeriod, readonly [number, number]>> = {
  hour: [3, 3000],
  day: [20, 20_000],
  week: [100, 100_000],
  month: [300, 1_000_000],
  year: [3000, 20_000_000],
  piece: [0.01, 100_000],
};
/** Without a stated period, a figure in this range of yuan is monthly pay, as boards and sheets write it. */
const MONTHLY: readonly [number, number] = [1000, 100_000];
/** Bounds without a known period: for a number with 元 or 万, and for a bare one. */
const OPEN_WRITTEN: readonly [number, number] = [3, 20_000_000];
const OPEN_BARE: readonly [number, number] = [100, 300_000];

/**
 * The two yuan values of a range.
 * A bare number takes the other's unit if that makes a range (1-1.5万, 3-5000). It keeps its own if it is
 * plainly yuan (8000-1.2万), and is unknown otherwise.
 */
export function rangeYuan(low: Amount, high: Amount, opts: { small: boolean; damaged: boolean }): Bounds {
  const scale = (own: Amount, other: Amount): number | null => {
    if (own.unit !== null) return yuanOf(own.bare, own.unit);
    if (opts.damaged && own === low) return own.bare >= 100 ? own.bare : null;
    if (other.unit !== null && other.unit > 1 && own.bare < 1000) {
      if (own === low ? own.bare <= other.bare : own.bare >= other.bare || own.bare < 100) {
        return yuanOf(own.bare, other.unit);
      }
      return own.bare >= 100 ? own.bare : null;
    }
    return own.bare;
  };
  let min = scale(low, high);
  const max = scale(high, low);
  const thousands = min !== null && max !== null && !opts.small && min < 100 && max >= 1000;
  if (thousands && min !== null && max !== null && min * 1000 <= max && max % 100 === 0) min *= 1000;
  return min !== null && max !== null && min > max ? { min: max, max: min } : { min, max };
}

function within(value: number | null, [low, high]: readonly [number, number]): number | null {
  return value !== null && value >= low && value <= high ? value : null;
}

type Statement = { stated: PayPeriod | null; written: boolean; salaries: boolean };

/**
 * Decides the period (stated, else monthly if the size or a 13薪 shows it) and drops implausible figures.
 * `written`: 元 or 万 stands with the number.
 */
export function settle(bounds: Bounds, saying: Statement): (Bounds & { period: PayPeriod | null }) | null {
  const low = bounds.min ?? bounds.max;
  if (low === null || low === 0) return null;
  const monthly = saying.salaries || (low >= MONTHLY[0] && low < MONTHLY[1]) ? "month" : null;
  const period = saying.stated ?? monthly;
  const open = saying.written ? OPEN_WRITTEN : OPEN_BARE;
  const range = period === null ? open : PLAUSIBLE[period];
  const min = within(bounds.min, range);
  const max = within(bounds.max, range);
  return min === null && max === null ? null : { min, max, period };
}
