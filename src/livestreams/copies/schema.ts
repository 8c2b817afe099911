import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { ClaimView } from "../spoken-claims/index.ts";

/** A statement on air as its home's log tells it: what the public reads of it. */
export const ClaimPayload = ClaimView.pick({
  postingId: true,
  postingRev: true,
  presenter: true,
  said: true,
  verdict: true,
  findings: true,
  at: true,
  correctedAt: true,
  correction: true,
})
  .extend({ livestreamId: Id, said: z.string().min(1).max(1_000) })
  .refine(({ correctedAt, correction }) => (correctedAt === null) === (correction === null), {
    path: ["correction"],
  });
export type ClaimPayload = z.infer<typeof ClaimPayload>;
