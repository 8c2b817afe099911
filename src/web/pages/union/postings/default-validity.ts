import { shanghaiDay } from "../../../../platform/core/clock.ts";

const DAYS = 30;
const DAY_MS = 86_400_000;

/** Returns the date 30 days from today in Shanghai, as YYYY-MM-DD. */
export const defaultValidThrough = (now: Date): string =>
  shanghaiDay(new Date(now.getTime() + DAYS * DAY_MS));
