import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, IsoDate, PlainText } from "../../platform/core/schema.ts";
import { ManagedPosting } from "../schema.ts";
import { RETURN_REASONS, type ReturnReason } from "./return-reasons.ts";

const codes = Object.keys(RETURN_REASONS) as [ReturnReason, ...ReturnReason[]];

/** Reason why words that a law forbids may stand in a posting, for the history. */
export const WordingReason = PlainText(500, 5);

export const ReviewInput = z
  .discriminatedUnion("decision", [
    z.strictObject({
      decision: z.literal("approve"),
      ifRev: z.number().int().optional(),
      wordingReason: WordingReason.optional(),
    }),
    /** Takes back the caller's approval. `ifRev` is the revision that the approval returned. */
    z.strictObject({ decision: z.literal("undo"), ifRev: z.number().int() }),
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

/** Selects postings: either all of one import, or those with the given ids. */
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
    /** Validity date for postings without one. */
    validThrough: IsoDate.optional(),
    /** Source for imported postings without one. An employer's own posting cannot become a repost. */
    sourceName: PlainText(120, 1).optional(),
  })
  .refine(oneOfThem, oneOnly)
  .openapi("RepostInput");

export const CompletionInput = z
  .strictObject({
    ...selection,
    validThrough: IsoDate.optional(),
    /** True: missing duties are filled with the occupation's standard phrase, for the employer to confirm. */
    suggestDuties: z.boolean().default(false),
  })
  .refine(oneOfThem, oneOnly)
  .openapi("CompletionInput");

export const SubmissionsInput = z
  .strictObject({
    ...selection,
    /** True: the officer has checked with the employers the duties that a standard phrase filled in. */
    confirmDuties: z.boolean().default(false),
  })
  .refine(oneOfThem, oneOnly)
  .openapi("SubmissionsInput");

/** A posting that a bulk action left out. `fields` are the faulty fields of POSTING_INCOMPLETE. */
export const Skipped = z.object({
  id: Id,
  code: z.string(),
  fields: z.array(z.object({ path: z.string(), code: z.string() })).optional(),
});
export const BulkResult = z
  .object({ done: z.number().int(), skipped: z.array(Skipped) })
  .openapi("BulkResult");

export const QueueItem = z
  .object({
    kind: z.enum(["posting", "claim", "enterprise"]),
    id: Id,
    /** Cursor of the items after this one. */
    cursor: z.string(),
    /** Time since which the item awaits a decision. */
    at: z.iso.datetime(),
    homeCity: DivisionCode,
    county: DivisionCode.nullable(),
    employer: z.object({ id: Id, name: z.string(), status: z.string() }),
    /** Set if `kind` is `posting`. */
    posting: ManagedPosting.nullable(),
    /** Set if `kind` is `claim` or `enterprise`. */
    claim: z
      .object({
        statement: z.string().nullable(),
        uscc: z.string().nullable(),
        usccCheck: z.string().nullable(),
        claimant: z.string().nullable(),
        /** The claimant's phone, to verify by a call. */
        phone: z.string().nullable(),
        /** Reason of the last refusal, if the registration was corrected since. */
        refusalReason: z.string().nullable(),
      })
      .nullable(),
  })
  .openapi("QueueItem");

export type ReviewInput = z.infer<typeof ReviewInput>;
export type RepostInput = z.input<typeof RepostInput>;
export type CompletionInput = z.input<typeof CompletionInput>;
export type Selection = Selected;
export type SubmissionsInput = z.input<typeof SubmissionsInput>;
export type Skipped = z.infer<typeof Skipped>;
export type BulkResult = z.infer<typeof BulkResult>;
export type QueueItem = z.infer<typeof QueueItem>;
