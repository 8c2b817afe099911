import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, IsoDate, PlainText } from "../../platform/core/schema.ts";
import { RETURN_REASONS, type ReturnReason } from "../rules.ts";
import { PostingDesk } from "../schema.ts";

const codes = Object.keys(RETURN_REASONS) as [ReturnReason, ...ReturnReason[]];

export const ReviewInput = z
  .discriminatedUnion("decision", [
    z.strictObject({ decision: z.literal("approve"), ifRev: z.number().int().optional() }),
    z
      .strictObject({
        decision: z.literal("return"),
        reasons: z.array(z.enum(codes)).min(1).max(10),
        note: PlainText(500).optional(),
        ifRev: z.number().int().optional(),
      })
      .refine((input) => !input.reasons.includes("OTHER") || Boolean(input.note), {
        path: ["note"],
        message: "OTHER needs a note",
      }),
  ])
  .openapi("ReviewInput");

/** Either everything of one import, or the named postings. */
const selection = {
  importId: Id.optional(),
  ids: z.array(Id).min(1).max(500).optional(),
};
type Selected = { importId?: string | undefined; ids?: string[] | undefined };
const oneOfThem = (input: Selected) => (input.importId === undefined) !== (input.ids === undefined);
const oneOnly = { path: ["ids"], message: "either importId or ids" };

export const RepostInput = z
  .strictObject({
    ...selection,
    /** For rows without a date of their own. */
    validThrough: IsoDate.optional(),
    /** For imported rows without a source. An employer's own posting is no repost. */
    sourceName: PlainText(120, 1).optional(),
  })
  .refine(oneOfThem, oneOnly)
  .openapi("RepostInput");

export const CompletionInput = z
  .strictObject({
    ...selection,
    validThrough: IsoDate.optional(),
    /** Fill missing duties with the occupation's phrase, for the employer to confirm. */
    suggestDuties: z.boolean().default(false),
  })
  .refine(oneOfThem, oneOnly)
  .openapi("CompletionInput");

export const SubmissionsInput = z
  .strictObject(selection)
  .refine(oneOfThem, oneOnly)
  .openapi("SubmissionsInput");

export const Skipped = z.object({ id: Id, code: z.string() });
export const BulkResult = z
  .object({ done: z.number().int(), skipped: z.array(Skipped) })
  .openapi("BulkResult");

export const QueueItem = z
  .object({
    kind: z.enum(["posting", "claim", "enterprise"]),
    id: Id,
    /** Time since which it waits. */
    at: z.iso.datetime(),
    homeCity: DivisionCode,
    county: DivisionCode.nullable(),
    employer: z.object({ id: Id, name: z.string(), status: z.string() }),
    /** For a posting. */
    posting: PostingDesk.nullable(),
    /** For a claim or a registration. */
    claim: z
      .object({
        statement: z.string().nullable(),
        uscc: z.string().nullable(),
        usccCheck: z.string().nullable(),
        claimant: z.string().nullable(),
        /** The claimant's phone, to verify by a call. */
        phone: z.string().nullable(),
      })
      .nullable(),
  })
  .openapi("QueueItem");

export type ReviewInput = z.infer<typeof ReviewInput>;
export type RepostInput = z.input<typeof RepostInput>;
export type CompletionInput = z.input<typeof CompletionInput>;
export type Selection = z.infer<typeof SubmissionsInput>;
export type BulkResult = z.infer<typeof BulkResult>;
export type QueueItem = z.infer<typeof QueueItem>;
