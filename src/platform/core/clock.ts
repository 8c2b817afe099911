/** The application's clock. In SQL the same clock is app.now(). */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

const SHANGHAI_MS = 8 * 3_600_000;

/**
 * Returns the local time in Shanghai as YYYY-MM-DDTHH:MM. China has had one time zone without daylight saving
 * time since 1991.
 */
export const shanghaiTime = (at: Date): string =>
  new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, 16);

/** Returns the date in Shanghai as YYYY-MM-DD. */
export const shanghaiDay = (at: Date): string => shanghaiTime(at).slice(0, 10);

/**
 * Lets other work of this process go on, such as requests, and the sending of statements. A long loop calls
 * it now and then.
 */
export const pause = (): Promise<void> =>
  new Promise((resolve) => (globalThis.setImmediate ?? setTimeout)(resolve));
