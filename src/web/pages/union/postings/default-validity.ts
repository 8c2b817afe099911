const DAYS = 30;
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** Returns the date 30 days from today in Shanghai, as YYYY-MM-DD. */
export const defaultValidThrough = (now: Date): string =>
  new Date(now.getTime() + SHANGHAI_MS + DAYS * DAY_MS).toISOString().slice(0, 10);
