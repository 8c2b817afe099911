export const ATTEMPTS_MAX = 5;
/** Number of workers that may die over one task before it is set aside. */
export const ABANDONED_MAX = 3;
/** Seconds that a worker may hold a task without extending its lease. */
export const LEASE_S = 10;

/** Seconds until the next try after `attempts` failures: 15, 30, 60, 120, … one hour at most. */
export const backoffS = (attempts: number): number => Math.min(3600, 15 * 2 ** (attempts - 1));
