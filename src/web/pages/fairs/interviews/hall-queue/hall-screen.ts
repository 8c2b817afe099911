import type { HallQueue } from "../../../../../fairs/index.ts";

type BoothQueue = HallQueue["booths"][number];
/** The booths to show at one time. `page` counts from 0. */
export type HallScreen = { shown: BoothQueue[]; page: number; pages: number };

/** Interval in seconds at which the screen reloads without client code, and shows its next part. */
export const REFRESH_S = 10;

/** Sorts calling booths first, then booths with people waiting, then by booth code. */
export const inOrder = (booths: readonly BoothQueue[]): BoothQueue[] =>
  [...booths].sort(
    (a, b) =>
      Number(b.called.length > 0) - Number(a.called.length > 0) ||
      Number(b.waiting > 0) - Number(a.waiting > 0) ||
      a.booth.localeCompare(b.booth),
  );

/** True if the booth calls somebody, talks with somebody or has people waiting. */
export const isBusy = ({ called, serving, waiting }: BoothQueue): boolean =>
  called.length + serving.length + waiting > 0;

const BOOTHS_PER_SCREEN = 6;
const CALLING_MAX = 4;

/**
 * Selects the booths to show at a time. Calling booths (up to four) are always shown. The other busy booths
 * alternate, one page per interval.
 */
export function screenAt(busy: readonly BoothQueue[], now: Date): HallScreen {
  const calling = busy.filter(({ called }) => called.length > 0).slice(0, CALLING_MAX);
  const others = busy.slice(calling.length);
  const size = BOOTHS_PER_SCREEN - calling.length;
  const pages = Math.max(1, Math.ceil(others.length / size));
  const page = Math.floor(now.getTime() / (REFRESH_S * 1000)) % pages;
  return { shown: [...calling, ...others.slice(page * size, (page + 1) * size)], page, pages };
}
