import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../../platform/core/schema.ts";

export const COMPLAINT_REASONS = ["fee", "fake", "pay", "discrimination", "danger", "other"] as const;
export type ComplaintReason = (typeof COMPLAINT_REASONS)[number];

/** A complaint about a posting. The reason `other` needs words. */
export const ComplaintInput = z
  .strictObject({ reason: z.enum(COMPLAINT_REASONS), words: PlainText(1000).default("") })
  .refine(({ reason, words }) => reason !== "other" || words.trim() !== "", {
    path: ["words"],
    params: { code: "REQUIRED" },
  })
  .openapi("ComplaintInput");

export const ComplaintReceipt = z
  .object({
    /** Reference number, for a telephone call about the complaint. */
    reference: z.string(),
    /** False if the same complaint came before on the same day. */
    created: z.boolean(),
  })
  .openapi("ComplaintReceipt");

export const ComplaintDecision = z
  .strictObject({
    complaintId: Id,
    /** `upheld`: something is wrong. `unfounded`: nothing is. Neither changes the posting. */
    outcome: z.enum(["upheld", "unfounded"]),
    note: PlainText(500, 1),
  })
  .openapi("ComplaintDecision");

export const COMPLAINT_STATES = ["waiting", "upheld", "unfounded"] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];

/** A complaint about a posting. It names nobody. */
export const Complaint = z
  .object({
    id: Id,
    reference: z.string(),
    reason: z.enum(COMPLAINT_REASONS),
    words: z.string(),
    createdAt: z.iso.datetime(),
    posting: z.object({ id: Id, title: z.string(), live: z.boolean() }),
    employer: z.object({ id: Id, name: z.string() }),
    /** The decision of an officer; null while the complaint waits. */
    settled: z
      .object({ outcome: z.enum(["upheld", "unfounded"]), note: z.string(), at: z.iso.datetime() })
      .nullable(),
  })
  .openapi("Complaint");

export type ComplaintInput = z.infer<typeof ComplaintInput>;
export type ComplaintReceipt = z.infer<typeof ComplaintReceipt>;
export type ComplaintDecision = z.infer<typeof ComplaintDecision>;
export type Complaint = z.infer<typeof Complaint>;
