/** Converts amounts to yuan: applies the unit that a range shares, and drops implausible figures. */
import { type Amount, yuanOf } from "./amounts.ts";
import type { PayPeriod } from "./words.ts";

export type Bounds = { min: number | null; max: number | null };

/**
 * Plausible figures in yuan for each period. A figure outside is a typing error or another kind of number, so
 * it is dropped.
 */
const PLAUSIBLE: Readonly<Record<PayPeriod, readonly [number, number]>> = {
  hour: [3, 3000],
  day: [20, 20_000],
  week: [100, 100_000],
  month: [300, 1_000_000],
  year: [3000, 20_000_000],
  piece: [0.01, 100_000],
};
/** Yuan figures that count as monthly pay if no period is stated, as job boards and sheets write it. */
const MONTHLY: readonly [number, number] = [1000, 100_000];
/** Plausible yuan figures without a known period: for a number with 元 or 万, and for a number alone. */
const OPEN_WRITTEN: readonly [number, number] = [3, 20_000_000];
const OPEN_BARE: readonly [number, number] = [100, 300_000];

/**
 * Returns the two yuan values of a range.
 * A number without a unit takes the unit of the other number if that gives a range (1-1.5万, 3-5000). It stays
 * in yuan if it is at least 100 (8000-1.2万), and becomes null otherwise. 5-8000 means thousands, except by
 * the hour, day or piece.
 */
export function rangeYuan(
  low: Amount,
  high: Amount,
  opts: { period: PayPeriod | null; damaged: boolean },
): Bounds {
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
  const small = opts.period === "hour" || opts.period === "day" || opts.period === "piece";
  const thousands = min !== null && max !== null && !small && min < 100 && max >= 1000;
  if (thousands && min !== null && max !== null && min * 1000 <= max && max % 100 === 0) min *= 1000;
  return min !== null && max !== null && min > max ? { min: max, max: min } : { min, max };
}

function within(value: number | null, [low, high]: readonly [number, number]): number | null {
  return value !== null && value >= low && value <= high ? value : null;
}

type Statement = { stated: PayPeriod | null; written: boolean; salaries: boolean; guess: boolean };

/**
 * Determines the period: the stated one, else a month if the figure's size or a 13薪 indicates it. Drops
 * implausible figures; returns null if none is left. `written` is true if 元 or 万 is written with the number.
 * `guess` is false if the size must not decide.
 */
export function plausibleBounds(
  bounds: Bounds,
  saying: Statement,
): (Bounds & { period: PayPeriod | null }) | null {
  const low = bounds.min ?? bounds.max;
  if (low === null || low === 0) return null;
  const monthly = saying.salaries || (saying.guess && low >= MONTHLY[0] && low < MONTHLY[1]) ? "month" : null;
  const period = saying.stated ?? monthly;
  const open = saying.written ? OPEN_WRITTEN : OPEN_BARE;
  const range = period === null ? open : PLAUSIBLE[period];
  const min = within(bounds.min, range);
  const max = within(bounds.max, range);
  return min === null && max === null ? null : { min, max, period };
}
