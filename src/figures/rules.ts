import { shanghaiDay } from "../platform/core/clock.ts";

/** Returns the month of an instant in Shanghai, as 2026-11. */
export const monthOf = (at: Date): string => shanghaiDay(at).slice(0, 7);

/** Returns the month that many months later; earlier for a negative number. */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const at = year * 12 + number - 1 + by;
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
}

/** Returns months up to and including the given one, newest first. */
export const monthsBefore = (month: string, count: number): string[] =>
  Array.from({ length: count }, (_, back) => shiftMonth(month, -back));

export type Span = { from: Date; to: Date };

/** Returns the time from the start of the first month to the end of the last one, in Shanghai. */
export const spanOf = (first: string, last: string = first): Span => ({
  from: new Date(`${first}-01T00:00:00+08:00`),
  to: new Date(`${shiftMonth(last, 1)}-01T00:00:00+08:00`),
});
