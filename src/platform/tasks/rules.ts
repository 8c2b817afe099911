export const ATTEMPTS_MAX = 5;
/** Workers that may die over one task before it is set aside. */
export const ABANDONED_MAX = 3;
/** How long a worker has a task without a sign of life, in seconds. */
export const LEASE_S = 10;

/** Seconds until the next try after `attempts` failures: 15, 30, 60, 120, … one hour at most. */
export const backoffS = (attempts: number): number => Math.min(3600, 15 * 2 ** (attempts - 1));
