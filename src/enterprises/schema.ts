import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, PlainText } from "../platform/core/schema.ts";
import { ContactPhone } from "../postings/index.ts";

export const STATUSES = ["unverified", "claimed", "verified", "suspended"] as const;

const line = (max: number) => PlainText(max).nullable().optional();

/** The internal part, for members and officers. */
export const EnterpriseDesk = z.object({
  status: z.enum(STATUSES),
  uscc: z.string().nullable(),
  usccCheck: z.enum(["ok", "failed", "overridden"]).nullable(),
  contactName: z.string().nullable(),
  origin: z.enum(["registered", "imported"]),
  sourceName: z.string().nullable(),
  verifiedAt: z.iso.datetime().nullable(),
  members: z.number().int(),
  /** Claims that await an officer. */
  claims: z.number().int(),
});

export const EnterpriseView = z
  .object({
    id: Id,
    homeCity: DivisionCode,
    county: DivisionCode.nullable(),
    name: z.string(),
    verified: z.boolean(),
    /** Visible once verified. */
    uscc: z.string().nullable(),
    nature: z.string().nullable(),
    industry: z.string().nullable(),
    size: z.string().nullable(),
    address: z.string().nullable(),
    intro: z.string().nullable(),
    contactPhone: z.string().nullable(),
    contactHours: z.string().nullable(),
    /** The union that verified it or is responsible for that. */
    verifier: z.string(),
    rev: z.number().int(),
    desk: EnterpriseDesk.nullable(),
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
    /** Its county, or the city's own code. Decides which union is responsible. */
    county: DivisionCode,
    /**
     * Invitation of a city's fair, for an enterprise from outside the agreement. The inviting city is
     * responsible.
     */
    invitation: PlainText(40, 1).optional(),
    ...details,
  })
  .openapi("EnterpriseInput");

/** Name and code are what an officer verified. Afterwards only an officer changes them. */
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

export const ClaimDecision = z
  .strictObject({
    decision: z.enum(["approve", "reject"]),
    reason: PlainText(500).optional(),
    /** The officer accepts a code that fails its check after seeing the licence. */
    overrideUscc: z.boolean().default(false),
  })
  .refine((input) => input.decision === "approve" || Boolean(input.reason), {
    path: ["reason"],
    message: "a rejection needs a reason",
  })
  .openapi("EnterpriseClaimDecision");

export const VerificationInput = z
  .strictObject({
    decision: z.enum(["verify", "suspend", "reinstate"]),
    reason: PlainText(500).optional(),
    /** Required for an imported employer without a code. */
    uscc: Uscc.optional(),
    overrideUscc: z.boolean().default(false),
    ifRev: z.number().int().optional(),
  })
  .refine((input) => input.decision !== "suspend" || Boolean(input.reason), {
    path: ["reason"],
    message: "a suspension needs a reason",
  })
  .openapi("VerificationInput");

/** An employer as named by a sheet. */
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
export type ClaimDecision = z.input<typeof ClaimDecision>;
export type VerificationInput = z.input<typeof VerificationInput>;
