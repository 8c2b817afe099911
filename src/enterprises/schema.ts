import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, PlainText } from "../platform/core/schema.ts";
import { ContactPhone } from "../postings/index.ts";

export const STATUSES = ["unverified", "claimed", "refused", "verified", "suspended"] as const;

const line = (max: number) => PlainText(max).nullable().optional();

/** Internal part of an enterprise, shown to its members and officers only. */
export const EnterpriseManagement = z.object({
  status: z.enum(STATUSES),
  uscc: z.string().nullable(),
  usccCheck: z.enum(["ok", "failed", "overridden"]).nullable(),
  contactName: z.string().nullable(),
  origin: z.enum(["registered", "imported"]),
  sourceName: z.string().nullable(),
  verifiedAt: z.iso.datetime().nullable(),
  /** Reason of the last refusal of the registration; null once the enterprise is verified. */
  refusalReason: z.string().nullable(),
  /** Day by which an officer decides, while the registration waits for that. */
  decideBy: z.iso.date().nullable(),
  members: z.number().int(),
  /** Number of claims that await an officer. */
  claims: z.number().int(),
  /**
   * The suspension that holds now; null without one. `by`: name of the officer who decided, else of the
   * union.
   */
  suspension: z.object({ reason: z.string(), at: z.iso.datetime(), by: z.string() }).nullable(),
});

export const EnterpriseView = z
  .object({
    id: Id,
    homeCity: DivisionCode,
    county: DivisionCode.nullable(),
    name: z.string(),
    verified: z.boolean(),
    /** Null unless the enterprise is verified. */
    uscc: z.string().nullable(),
    nature: z.string().nullable(),
    industry: z.string().nullable(),
    size: z.string().nullable(),
    address: z.string().nullable(),
    intro: z.string().nullable(),
    contactPhone: z.string().nullable(),
    contactHours: z.string().nullable(),
    /** Name of the city federation that has verified the enterprise or is responsible for that. */
    verifier: z.string(),
    rev: z.number().int(),
    management: EnterpriseManagement.nullable(),
  })
  .openapi("Enterprise");

const details = {
  nature: line(40),
  industry: line(60),
  size: line(40),
  address: line(200),
  intro: line(2000),
  contactName: line(40),
  contactPhone: ContactPhone.nullable().optional(),
  contactHours: line(60),
};
const Name = PlainText(100, 2);
const Uscc = PlainText(40, 1);

export const EnterpriseInput = z
  .strictObject({
    name: Name,
    uscc: Uscc,
    /**
     * Division code of the enterprise's county, or of its city. Determines which federation is responsible.
     */
    county: DivisionCode,
    /**
     * Invitation code of a fair, for an enterprise from outside the agreement. The inviting city is then
     * responsible.
     */
    invitation: PlainText(40, 1).optional(),
    ...details,
  })
  .openapi("EnterpriseInput");

/** Changes of an enterprise. Once it is verified, only an officer may change name, credit code and county. */
export const EnterprisePatch = z
  .strictObject({ name: Name.optional(), uscc: Uscc.optional(), county: DivisionCode.optional(), ...details })
  .openapi("EnterprisePatch");

export const ClaimInput = z
  .strictObject({ statement: PlainText(1000, 1), uscc: Uscc })
  .openapi("EnterpriseClaimInput");

export const ClaimView = z
  .object({
    id: Id,
    enterpriseId: Id,
    status: z.enum(["pending", "approved", "rejected"]),
    reason: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .openapi("EnterpriseClaim");

/** A claim as its author sees it. */
export const OwnClaim = ClaimView.extend({
  enterpriseName: z.string(),
  /** Name of the city federation that decides. */
  verifier: z.string(),
  /** Day by which an officer decides. */
  decideBy: z.iso.date(),
}).openapi("OwnEnterpriseClaim");

export const ClaimDecision = z
  .strictObject({
    decision: z.enum(["approve", "reject"]),
    reason: PlainText(500).optional(),
    /** True if the officer has seen the licence and accepts a credit code that fails its check. */
    overrideUscc: z.boolean().default(false),
  })
  .refine((input) => input.decision === "approve" || Boolean(input.reason), {
    path: ["reason"],
    message: "a rejection needs a reason",
  })
  .openapi("EnterpriseClaimDecision");

export const VerificationInput = z
  .strictObject({
    decision: z.enum(["verify", "renew", "refuse", "suspend", "reinstate"]),
    reason: PlainText(500).optional(),
    /** Credit code. Required if the enterprise has none yet. */
    uscc: Uscc.optional(),
    overrideUscc: z.boolean().default(false),
    ifRev: z.number().int().optional(),
  })
  .refine(({ decision, reason }) => !(decision === "suspend" || decision === "refuse") || Boolean(reason), {
    path: ["reason"],
    message: "a suspension or a refusal needs a reason",
  })
  .openapi("VerificationInput");

/** An employer as given by a sheet. */
export type ImportedEmployer = {
  name: string;
  sourceName?: string | null;
  nature?: string | null;
  industry?: string | null;
  size?: string | null;
  address?: string | null;
  county?: string | null;
};

export type EnterpriseView = z.infer<typeof EnterpriseView>;
export type EnterpriseInput = z.infer<typeof EnterpriseInput>;
export type EnterprisePatch = z.infer<typeof EnterprisePatch>;
export type ClaimInput = z.infer<typeof ClaimInput>;
export type ClaimView = z.infer<typeof ClaimView>;
export type OwnClaim = z.infer<typeof OwnClaim>;
export type ClaimDecision = z.input<typeof ClaimDecision>;
export type VerificationInput = z.input<typeof VerificationInput>;
