import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, PlainText } from "../platform/core/schema.ts";

/**
 * Input of the card for applications, without résumé and photo. `callName`, `skills` and `places` are
 * required.
 */
export const ProfileInput = z
  .strictObject({
    callName: PlainText(20, 1),
    /** Occupation ids. */
    skills: z
      .array(z.string().regex(/^[a-z0-9-]{1,60}$/))
      .min(1)
      .max(10),
    /** Division codes. */
    places: z.array(DivisionCode).min(1).max(10),
    years: z.number().int().min(0).max(60).nullable().optional(),
    certificates: z.array(PlainText(30, 1)).max(10).optional(),
    startFrom: PlainText(40).nullable().optional(),
    veteran: z.boolean().optional(),
    city: DivisionCode.nullable().optional(),
    /** County where the person lives. Only the person reads it; distances are measured from there. */
    county: DivisionCode.nullable().optional(),
  })
  .openapi("ProfileInput");

export const ProfileView = z
  .object({
    callName: z.string(),
    skills: z.array(z.string()),
    places: z.array(z.string()),
    years: z.number().int().nullable(),
    certificates: z.array(z.string()),
    startFrom: z.string().nullable(),
    veteran: z.enum(["declared", "verified"]).nullable(),
    city: z.string().nullable(),
    county: z.string().nullable(),
    rev: z.number().int(),
  })
  .openapi("Profile");

export const ConsentView = z
  .object({
    id: Id,
    purpose: z.enum(["application", "matching"]),
    receiver: z.object({ kind: z.enum(["enterprise", "city"]), id: z.string(), name: z.string() }),
    fields: z.array(z.string()),
    grantedAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    withdrawnAt: z.iso.datetime().nullable(),
    /** Time when the receiver refused what the consent was for. It then no longer reads the fields. */
    refusedAt: z.iso.datetime().nullable(),
    /** True while the receiver may read the fields: neither withdrawn, refused, ended nor paused. */
    standing: z.boolean(),
    /** True if only the suspension of the receiver prevents it from reading the fields. */
    paused: z.boolean(),
  })
  .openapi("Consent");

export const LOOK_ROLES = ["member", "officer"] as const;
/** Occasions on which somebody sees a card or phone of another person. */
export const LOOK_REASONS = [
  "applications",
  "application",
  "booth",
  "boothExport",
  "interviews",
  "followUps",
  "claim",
  "talent",
] as const;
export type LookRole = (typeof LOOK_ROLES)[number];
export type LookReason = (typeof LOOK_REASONS)[number];

export const CardView = z
  .object({
    id: Id,
    /** Name of the enterprise or union for which the viewer looked. */
    viewer: z.string(),
    /** Name of the viewer, if the account has one. */
    person: z.string().nullable(),
    role: z.enum(LOOK_ROLES),
    why: z.enum(LOOK_REASONS),
    /** True if the phone was shown too. */
    phone: z.boolean(),
    at: z.iso.datetime(),
    applicationId: Id.nullable(),
  })
  .openapi("CardView");

export type ProfileInput = z.infer<typeof ProfileInput>;
export type ProfileView = z.infer<typeof ProfileView>;
export type ConsentView = z.infer<typeof ConsentView>;
export type CardView = z.infer<typeof CardView>;
