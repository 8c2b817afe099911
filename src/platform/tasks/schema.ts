import type { z } from "zod";

/**
 * A kind of task with the schema of its payload. A payload contains ids of records, never a phone, a code or
 * a person's name.
 * Each capability defines its kinds in tasks.ts and lists them in capability.ts.
 */
export type Task<K extends string = string, P = unknown> = {
  readonly kind: K;
  readonly payload: z.ZodType<P>;
};

/** Defines a kind of task. Only checks its types. */
export const defineTask = <const K extends string, P>(kind: K, payload: z.ZodType<P>): Task<K, P> => ({
  kind,
  payload,
});
