import type { z } from "zod";

/**
 * A kind of work with the schema of its payload. A payload names records; it never carries a phone, a code or a name.
 * Each capability defines its own in tasks.ts and lists them in capability.ts.
 */
export type Task<K extends string = string, P = unknown> = {
  readonly kind: K;
  readonly payload: z.ZodType<P>;
};

/** A kind of work as it is written down; types are checked here, nothing is done. */
export const defineTask = <const K extends string, P>(kind: K, payload: z.ZodType<P>): Task<K, P> => ({
  kind,
  payload,
});
