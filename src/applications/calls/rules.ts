/** Days for which the outcome of a call counts. */
export const CALL_DAYS = 180;
/** With fewer people or calls nothing is said, so that one person does not speak for an enterprise. */
const PEOPLE_MIN = 3;
const CALLS_MIN = 5;
/** Calls within an hour of the day, and the share that somebody answered, for a good hour. */
const HOUR_CALLS_MIN = 2;
const REACHED_SHARE = 2 / 3;

/** Hours of the day, from the start of `from` to the start of `until`. */
export type Hours = { from: number; until: number };
type Counted = { hour: number; calls: number; reached: number; people: number };

/**
 * Returns the hours at which people usually reach an enterprise by phone, neighbouring ones joined. Empty if
 * too few people have called.
 */
export function hoursOf(counted: readonly Counted[]): Hours[] {
  const calls = counted.reduce((sum, one) => sum + one.calls, 0);
  if (calls < CALLS_MIN || (counted[0]?.people ?? 0) < PEOPLE_MIN) return [];
  const good = counted.filter(
    (one) => one.calls >= HOUR_CALLS_MIN && one.reached >= one.calls * REACHED_SHARE,
  );
  const joined: Hours[] = [];
  for (const { hour } of good) {
    const last = joined.at(-1);
    if (last?.until === hour) last.until = hour + 1;
    else joined.push({ from: hour, until: hour + 1 });
  }
  return joined;
}
