import { z } from "@hono/zod-openapi";

/** Changes of an announced fair that the caller must confirm. */
export const FAIR_CHANGES = ["move", "shorten", "extend", "end", "cancel"] as const;
/**
 * Confirmation of a change: its kind and counts as the caller saw them in the facts of FAIR_UNCONFIRMED.
 */
export const Confirmation = z
  .strictObject({
    change: z.enum(FAIR_CHANGES),
    enterprises: z.number().int().min(0),
    codes: z.number().int().min(0),
    interviews: z.number().int().min(0),
  })
  .openapi("FairConfirmation");

export type Confirmation = z.infer<typeof Confirmation>;
export type FairChangeKind = (typeof FAIR_CHANGES)[number];
