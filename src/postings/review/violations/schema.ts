import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../../platform/core/schema.ts";
import { VIOLATION_RULES } from "./rules.ts";

const Sentence = PlainText(500, 1);
const ifRev = z.number().int().optional();

export const ViolationInput = z
  .strictObject({
    rule: z.enum(VIOLATION_RULES),
    /** The officer's sentence about the violation, for the enterprise. */
    sentence: Sentence,
    ifRev,
  })
  .openapi("ViolationInput");

export const ObjectionInput = z.strictObject({ objection: PlainText(1000, 1) }).openapi("ObjectionInput");

export const ObjectionDecision = z
  .strictObject({ outcome: z.enum(["upheld", "returned"]), note: Sentence })
  .openapi("ObjectionDecision");

export const ViolationView = z
  .object({
    rule: z.enum(VIOLATION_RULES),
    sentence: z.string(),
    closedAt: z.iso.datetime(),
    objection: z.string().nullable(),
    objectedAt: z.iso.datetime().nullable(),
    /**
     * `upheld`: the posting stays closed. `returned`: it is published again. Null until an officer decides.
     */
    outcome: z.enum(["upheld", "returned"]).nullable(),
    outcomeNote: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .openapi("Violation");

export const Objection = z
  .object({
    posting: z.object({ id: Id, title: z.string() }),
    employer: z.object({ id: Id, name: z.string() }),
    violation: ViolationView,
  })
  .openapi("Objection");

export type ViolationInput = z.infer<typeof ViolationInput>;
export type ObjectionInput = z.infer<typeof ObjectionInput>;
export type ObjectionDecision = z.infer<typeof ObjectionDecision>;
export type ViolationView = z.infer<typeof ViolationView>;
export type Objection = z.infer<typeof Objection>;
