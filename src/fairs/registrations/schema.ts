import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, PlainText } from "../../platform/core/schema.ts";
import { command } from "../fair/index.ts";

export const REGISTRATION_STATUSES = [
  "submitted",
  "returned",
  "recommended",
  "waitlisted",
  "offered",
  "approved",
  "refused",
  "declined",
  "withdrawn",
  "closed",
] as const;

const Contact = PlainText(40, 1)
  .refine((text) => /\d{5}/.test(text.replace(/[^\d]/g, "")))
  .openapi({ example: "0429-5550000" });

/**
 * Input of a registration (参会报名): the enterprise's postings for the fair, its preferred venues, its contact.
 */
export const RegistrationInput = z
  .strictObject({
    enterpriseId: Id,
    postingIds: z.array(Id).min(1).max(50),
    /** Ids of venues in order of preference; empty if any venue will do. */
    venueWishes: z.array(Id).max(20).default([]),
    wishNote: PlainText(200).nullable().default(null),
    recruiters: z.number().int().min(1).max(20).default(2),
    contactName: PlainText(40, 1),
    contactPhone: Contact,
    /** Code of an invitation. An enterprise from outside the agreement needs one. */
    invitation: PlainText(40, 1).optional(),
    ...command,
  })
  .openapi("FairRegistrationInput");

/** Changes of a registration. Absent fields stay unchanged. */
export const RegistrationPatch = z
  .strictObject({
    postingIds: z.array(Id).min(1).max(50),
    venueWishes: z.array(Id).max(20),
    wishNote: PlainText(200).nullable(),
    recruiters: z.number().int().min(1).max(20),
    contactName: PlainText(40, 1),
    contactPhone: Contact,
  })
  .partial()
  .openapi("FairRegistrationPatch");

export const RecommendationInput = z
  .discriminatedUnion("decision", [
    z.strictObject({ decision: z.literal("recommend"), ...command }),
    z.strictObject({ decision: z.literal("return"), reason: PlainText(300, 1), ...command }),
  ])
  .openapi("RecommendationInput");

export const Withdrawal = z.strictObject({ ...command }).openapi("Withdrawal");

/** A booth that a registration holds, with its venue. */
export const TakenBoothView = z.object({ id: Id, code: z.string(), venueId: Id, venueName: z.string() });

/** Reasons to wait for a booth: no booth is free, or the city's quota of booths is used up. */
export const WAITS_FOR = ["BOOTHS", "QUOTA"] as const;

/** Result of a command on a registration. */
export const RegistrationOutcome = z
  .object({
    id: Id,
    fairId: Id,
    reference: z.string(),
    status: z.enum(REGISTRATION_STATUSES),
    booth: TakenBoothView.nullable(),
    /** Reason to wait, if the command put the registration on the waiting list; else null. */
    waitsFor: z.enum(WAITS_FOR).nullable(),
    /** True if the command submitted the registration. */
    created: z.boolean(),
    rev: z.number().int(),
  })
  .openapi("FairRegistrationOutcome");

const Brought = z.object({
  recruiters: z.number().int(),
  wishNote: z.string().nullable(),
  contactName: z.string(),
  contactPhone: z.string(),
});

const Delivery = z.object({
  type: z.string(),
  state: z.enum(["waiting", "done", "refused", "expired"]),
  reason: z.string().nullable(),
  since: z.iso.datetime(),
  late: z.boolean(),
  /** An edit that was refused, because the fair's home had changed the registration meanwhile. */
  conflict: z
    .object({ mine: Brought, theirs: Brought.extend({ status: z.enum(REGISTRATION_STATUSES) }) })
    .nullable(),
});

export const RegistrationView = z
  .object({
    id: Id,
    reference: z.string(),
    fair: z.object({ id: Id, title: z.string(), opensAt: z.iso.datetime(), hostCity: DivisionCode }),
    enterprise: z.object({
      id: Id,
      name: z.string(),
      status: z.string(),
      homeCity: DivisionCode,
      county: DivisionCode.nullable(),
      industry: z.string().nullable(),
    }),
    endorsingCity: DivisionCode,
    endorsingCityName: z.string(),
    invited: z.boolean(),
    status: z.enum(REGISTRATION_STATUSES),
    booth: TakenBoothView.nullable(),
    venueWishes: z.array(z.object({ id: Id, name: z.string() })),
    wishNote: z.string().nullable(),
    recruiters: z.number().int(),
    contactName: z.string(),
    contactPhone: z.string(),
    reason: z.string().nullable(),
    /** Position in the fair's waiting list, from 1; null unless the status is `waitlisted`. */
    place: z.number().int().nullable(),
    /** Reason to wait; null unless the status is `waitlisted`. */
    waitsFor: z.enum(WAITS_FOR).nullable(),
    offerEndsAt: z.iso.datetime().nullable(),
    postings: z.array(
      z.object({ id: Id, title: z.string(), headcount: z.number().int().nullable(), live: z.boolean() }),
    ),
    createdAt: z.iso.datetime(),
    /**
     * Where the last act is that was sent to the node of the fair's home; null for a fair of this node. An
     * act that was refused or expired has been undone. `late`: it has waited for over a day.
     */
    delivery: Delivery.nullable(),
    rev: z.number().int(),
  })
  .openapi("FairRegistration");

export const RegistrationList = z
  .object({ items: z.array(RegistrationView), nextCursor: z.string().nullable() })
  .openapi("FairRegistrationList");

export const InvitationInput = z.strictObject({ label: PlainText(80, 1) }).openapi("FairInvitationInput");
export const InvitationView = z
  .object({ id: Id, label: z.string(), code: z.string(), city: DivisionCode, used: z.boolean() })
  .openapi("FairInvitation");

export type WaitsFor = (typeof WAITS_FOR)[number];
export type RegistrationPatch = z.infer<typeof RegistrationPatch>;
export type RegistrationInput = z.infer<typeof RegistrationInput>;
export type RecommendationInput = z.infer<typeof RecommendationInput>;
export type RegistrationOutcome = z.infer<typeof RegistrationOutcome>;
export type RegistrationView = z.infer<typeof RegistrationView>;
export type InvitationView = z.infer<typeof InvitationView>;
