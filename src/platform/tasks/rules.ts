export const ATTEMPTS_MAX = 5;
/** A task moves to the dead-letter list once this number of workers died while they held it. */
export const ABANDONED_MAX = 3;
/** Seconds that a worker may hold a task without extending its lease. */
export const LEASE_S = 10;

/**
 * Returns the seconds until the next attempt after `attempts` failures: 15, 30, 60, 120, … at most one hour.
 */
export const backoffS = (attempts: number): number => Math.min(3600, 15 * 2 ** (attempts - 1));
