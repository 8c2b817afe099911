import { z } from "@hono/zod-openapi";
import { TALENT_STARTS } from "../../db/schema/index.ts";
import { Cursor, DivisionCode, Id, Limit, PlainText } from "../platform/core/schema.ts";

/** Fields of a card that its owner may show besides the trades. */
export const TALENT_FIELDS = ["places", "years", "certificates", "veteran"] as const;
/** Days until a consent ends by itself: a month, a quarter, half a year, a year. */
export const TALENT_DAYS = [30, 90, 180, 365] as const;
/** Numbers of years that a search may ask for at least. */
export const TALENT_YEARS = [1, 3, 5, 10, 20] as const;
/** Days of start that a search may ask for at the latest. */
export const TALENT_SOONEST = ["now", "week", "month"] as const;

const OccupationId = z.string().regex(/^[a-z0-9-]{1,60}$/);

/** Which fields of the caller's card each of the receiving cities may see, and for how many days. */
export const TalentChoice = z
  .strictObject({
    cities: z.array(DivisionCode).min(1).max(20),
    fields: z.array(z.enum(TALENT_FIELDS)).max(TALENT_FIELDS.length).default([]),
    /** When the person could start; absent if the card shall not tell. */
    startFrom: z.enum(TALENT_STARTS).nullable().optional(),
    days: z.union(TALENT_DAYS.map((days) => z.literal(days))),
  })
  .openapi("TalentChoice");

/** What others see. A field that its owner does not show is null. */
export const TalentCard = z
  .object({
    skills: z.array(z.string()),
    places: z.array(z.string()).nullable(),
    years: z.number().int().nullable(),
    certificates: z.array(z.string()).nullable(),
    startFrom: z.enum(TALENT_STARTS).nullable(),
    veteran: z.boolean(),
  })
  .openapi("TalentCard");

/** The card that the people of one city would see. */
export const TalentPreview = z
  .object({ city: z.string(), federation: z.string(), card: TalentCard })
  .openapi("TalentPreview");

export const OwnTalentCard = z
  .object({
    id: Id,
    city: z.string(),
    card: TalentCard,
    givenAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    /** True if an agreement stopped sharing the card with this city: nobody there sees it. */
    paused: z.boolean(),
  })
  .openapi("OwnTalentCard");

export const TalentReceiver = z
  .object({ city: z.string(), federation: z.string() })
  .openapi("TalentReceiver");

/** Conditions of a search; all must hold. */
export const TalentFilter = z.strictObject({
  skill: OccupationId.optional(),
  place: DivisionCode.optional(),
  years: z.coerce
    .number()
    .pipe(z.union(TALENT_YEARS.map((years) => z.literal(years))))
    .optional(),
  /** A part of a certificate's name, of at least two characters. */
  certificate: PlainText(30, 2).optional(),
  startFrom: z.enum(TALENT_SOONEST).optional(),
  veteran: z.literal("true").optional(),
});

/** The enterprise for which a member looks; absent for an officer. */
const forEnterprise = { enterpriseId: Id.optional() };
export const TalentReader = z.strictObject(forEnterprise);
export const TalentQuery = TalentFilter.extend({
  ...forEnterprise,
  cursor: Cursor.optional(),
  limit: Limit,
});

/** A card in a list of results: what is needed to decide whether to open it. */
export const TalentSummary = z
  .object({
    id: Id,
    skills: z.array(z.string()),
    places: z.array(z.string()).nullable(),
    years: z.number().int().nullable(),
    givenAt: z.iso.datetime(),
  })
  .openapi("TalentSummary");

export const TalentPage = z
  .object({
    items: z.array(TalentSummary),
    nextCursor: z.string().nullable(),
    /** Number of results; null if there are more than 1,000. */
    total: z.number().int().nullable(),
  })
  .openapi("TalentPage");

export const OpenedTalentCard = z
  .object({ id: Id, city: z.string(), card: TalentCard, givenAt: z.iso.datetime(), endsAt: z.iso.datetime() })
  .openapi("OpenedTalentCard");

export const TalentInvitationInput = z
  .strictObject({ enterpriseId: Id, postingId: Id })
  .openapi("TalentInvitationInput");

const posting = z.object({ id: Id, title: z.string(), open: z.boolean() });

/** An invitation as the person sees it. */
export const TalentInvitation = z
  .object({
    id: Id,
    enterprise: z.object({ id: Id, name: z.string() }),
    posting,
    at: z.iso.datetime(),
    applied: z.boolean(),
    /** True if the person answered that the posting does not suit. */
    declined: z.boolean(),
    blocked: z.boolean(),
  })
  .openapi("TalentInvitation");

/** An invitation as its enterprise sees it. The person answered by applying, by declining, or not at all. */
export const SentTalentInvitation = z
  .object({
    id: Id,
    cardId: Id,
    posting,
    at: z.iso.datetime(),
    applied: z.boolean(),
    declined: z.boolean(),
  })
  .openapi("SentTalentInvitation");

export const TalentBlock = z
  .object({ enterprise: z.object({ id: Id, name: z.string() }), at: z.iso.datetime() })
  .openapi("TalentBlock");

export type TalentChoice = z.infer<typeof TalentChoice>;
export type TalentCard = z.infer<typeof TalentCard>;
export type TalentPreview = z.infer<typeof TalentPreview>;
export type OwnTalentCard = z.infer<typeof OwnTalentCard>;
export type TalentReceiver = z.infer<typeof TalentReceiver>;
export type TalentFilter = z.infer<typeof TalentFilter>;
export type TalentReader = z.infer<typeof TalentReader>;
export type TalentQuery = z.infer<typeof TalentQuery>;
export type TalentPage = z.infer<typeof TalentPage>;
export type OpenedTalentCard = z.infer<typeof OpenedTalentCard>;
export type TalentInvitationInput = z.infer<typeof TalentInvitationInput>;
export type TalentInvitation = z.infer<typeof TalentInvitation>;
export type SentTalentInvitation = z.infer<typeof SentTalentInvitation>;
export type TalentBlock = z.infer<typeof TalentBlock>;
