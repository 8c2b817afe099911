import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, PlainText } from "../../platform/core/schema.ts";
import { command } from "../fair/schema.ts";

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
] as const;

const Contact = PlainText(40, 1)
  .refine((text) => /\d{5}/.test(text.replace(/[^\d]/g, "")))
  .openapi({ example: "0429-5550000" });

/** 参会报名: which postings the enterprise brings, and where it would like to stand. */
export const RegistrationInput = z
  .strictObject({
    enterpriseId: Id,
    postingIds: z.array(Id).min(1).max(50),
    /** Venues in the order of preference; any when empty. */
    venueWishes: z.array(Id).max(20).default([]),
    wishNote: PlainText(200).nullable().default(null),
    recruiters: z.number().int().min(1).max(20).default(2),
    contactName: PlainText(40, 1),
    contactPhone: Contact,
    /** For an enterprise from outside the agreement. */
    invitation: PlainText(40, 1).optional(),
    ...command,
  })
  .openapi("FairRegistrationInput");

/** What is absent stays. */
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

export const PlacementInput = z
  .discriminatedUnion("decision", [
    z.strictObject({
      decision: z.literal("place"),
      /** This booth, or BOOTH_TAKEN. */
      boothId: Id.optional(),
      /** Any booth of this venue; by the enterprise's wishes when neither is given. */
      venueId: Id.optional(),
      ...command,
    }),
    z.strictObject({ decision: z.literal("refuse"), reason: PlainText(300, 1), ...command }),
  ])
  .openapi("PlacementInput");

export const OfferAnswer = z.strictObject({ accept: z.boolean(), ...command }).openapi("OfferAnswer");
export const Withdrawal = z.strictObject({ ...command }).openapi("Withdrawal");

const Booth = z.object({ id: Id, code: z.string(), venueId: Id, venueName: z.string() });

/** What a command on a registration leads to. */
export const RegistrationOutcome = z
  .object({
    id: Id,
    fairId: Id,
    reference: z.string(),
    status: z.enum(REGISTRATION_STATUSES),
    booth: Booth.nullable(),
    /** False when it stood there before. */
    created: z.boolean(),
    rev: z.number().int(),
  })
  .openapi("FairRegistrationOutcome");

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
    invited: z.boolean(),
    status: z.enum(REGISTRATION_STATUSES),
    booth: Booth.nullable(),
    venueWishes: z.array(z.object({ id: Id, name: z.string() })),
    wishNote: z.string().nullable(),
    recruiters: z.number().int(),
    contactName: z.string(),
    contactPhone: z.string(),
    reason: z.string().nullable(),
    /** Place in the waiting list, from 1. */
    place: z.number().int().nullable(),
    offerEndsAt: z.iso.datetime().nullable(),
    postings: z.array(
      z.object({ id: Id, title: z.string(), headcount: z.number().int().nullable(), live: z.boolean() }),
    ),
    createdAt: z.iso.datetime(),
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

export const Proposal = z
  .object({
    items: z.array(z.object({ registrationId: Id, enterprise: z.string(), booth: Booth })),
    /** Whom the rule finds no booth for, and why: every booth is given, or the quota of the city. */
    left: z.array(z.object({ registrationId: Id, enterprise: z.string(), why: z.enum(["BOOTHS", "QUOTA"]) })),
  })
  .openapi("BoothProposal");

export const PlacementsInput = z
  .strictObject({
    items: z
      .array(z.strictObject({ registrationId: Id, boothId: Id.optional() }))
      .min(1)
      .max(500),
  })
  .openapi("PlacementsInput");

export const PlacedMany = z
  .object({
    done: z.number().int(),
    waiting: z.number().int(),
    skipped: z.array(z.object({ id: Id, enterprise: z.string().nullable(), code: z.string() })),
  })
  .openapi("PlacedMany");

export type RegistrationPatch = z.infer<typeof RegistrationPatch>;
export type Proposal = z.infer<typeof Proposal>;
export type PlacedMany = z.infer<typeof PlacedMany>;
export type RegistrationInput = z.infer<typeof RegistrationInput>;
export type RecommendationInput = z.infer<typeof RecommendationInput>;
export type PlacementInput = z.infer<typeof PlacementInput>;
export type OfferAnswer = z.infer<typeof OfferAnswer>;
export type RegistrationOutcome = z.infer<typeof RegistrationOutcome>;
export type RegistrationView = z.infer<typeof RegistrationView>;
export type InvitationView = z.infer<typeof InvitationView>;
