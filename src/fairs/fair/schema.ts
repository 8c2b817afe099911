import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, PlainText } from "../../platform/core/schema.ts";
import { Confirmation } from "./lifecycle/schema.ts";

export const FAIR_STATUSES = ["draft", "registration", "published", "cancelled", "reported"] as const;
/**
 * Phases of a fair in the API. `live` and `closed` are computed from the fair's times; the others are stored.
 */
export const PHASES = [
  "draft",
  "registration",
  "published",
  "live",
  "closed",
  "cancelled",
  "reported",
] as const;
export const FAIR_KINDS = [
  "general",
  "veterans",
  "women",
  "graduates",
  "mature",
  "returning",
  "disabled",
  "trade",
] as const;
export const CITY_ROLES = ["host", "organiser", "supporter"] as const;
/**
 * Permits that a fair needs before publication (Interim Regulations on Human Resources Markets, art. 28).
 */
export const FAIR_PERMITS = ["plan", "emergencyPlan", "securityPlan", "advanceNotice"] as const;

const Instant = z.iso.datetime({ offset: true });
/** Optional fields of a command. `commandId` makes it run only once; `ifRev` is the revision read before. */
export const command = { commandId: Id.optional(), ifRev: z.number().int().optional() };

export const VenueInput = z.strictObject({
  /** Id of the venue to change; absent for a new venue. */
  id: Id.optional(),
  city: DivisionCode,
  name: PlainText(60, 1),
  address: PlainText(200, 1),
  directions: PlainText(500).nullable().default(null),
  hours: PlainText(80).nullable().default(null),
  /** Highest number of tickets for this venue while it has no entry slots; null for no limit. */
  capacity: z.number().int().min(1).max(100_000).nullable().default(null),
  boothRows: z.number().int().min(1).max(30),
  boothColumns: z.number().int().min(1).max(40),
  /** Codes (such as A05) of the cells in the grid that have no booth. */
  closedBooths: z
    .array(z.string().regex(/^[A-Z]{1,2}\d{2}$/))
    .max(1200)
    .default([]),
});

const CityInput = z.strictObject({
  city: DivisionCode,
  role: z.enum(["organiser", "supporter"]),
  quota: z.number().int().min(0).max(10_000).nullable().default(null),
});

const fields = {
  title: PlainText(80, 1),
  kind: z.enum(FAIR_KINDS),
  occupation: z.string().max(60).nullable(),
  intro: PlainText(2000).nullable(),
  registrationOpensAt: Instant,
  registrationClosesAt: Instant,
  opensAt: Instant,
  closesAt: Instant,
  offerHours: z.number().int().min(1).max(168),
  /** Highest number of booths for enterprises that the host city recommends; null for no limit. */
  hostQuota: z.number().int().min(0).max(10_000).nullable(),
  cities: z.array(CityInput).max(40),
  venues: z.array(VenueInput).max(20),
  programme: z.array(z.strictObject({ at: PlainText(20, 1), title: PlainText(80, 1) })).max(40),
  permits: z.strictObject({
    plan: PlainText(5000).optional(),
    emergencyPlan: PlainText(5000).optional(),
    securityPlan: PlainText(5000).optional(),
    advanceNotice: PlainText(5000).optional(),
  }),
};

export const FairInput = z
  .strictObject({
    ...fields,
    /** Code of the host city; default: the caller's city. */
    hostCity: DivisionCode.optional(),
    /** Slug of the agreement; default: the host city's first agreement that shares fairs. */
    agreement: z.string().max(40).optional(),
    occupation: fields.occupation.default(null),
    intro: fields.intro.default(null),
    offerHours: fields.offerHours.default(24),
    hostQuota: fields.hostQuota.default(null),
    cities: fields.cities.default([]),
    venues: fields.venues.default([]),
    programme: fields.programme.default([]),
    permits: fields.permits.default({}),
  })
  .openapi("FairInput");

/** Changes of a fair. Absent fields stay unchanged. A given list replaces the whole stored list. */
export const FairPatch = z.strictObject(fields).partial();
/** Changes of a fair in the API, with the confirmation of a change that touches people. */
export const FairPatchInput = FairPatch.extend({ confirm: Confirmation.optional() }).openapi("FairPatch");

export const FairAction = z
  .discriminatedUnion("action", [
    z.strictObject({ action: z.literal("announce"), ...command }),
    z.strictObject({ action: z.literal("publish"), ...command }),
    z.strictObject({
      action: z.literal("cancel"),
      reason: PlainText(500, 1),
      confirm: Confirmation.optional(),
      ...command,
    }),
  ])
  .openapi("FairAction");

export const VenueView = z.object({
  id: Id,
  city: DivisionCode,
  cityName: z.string(),
  name: z.string(),
  address: z.string(),
  directions: z.string().nullable(),
  hours: z.string().nullable(),
  capacity: z.number().int().nullable(),
  boothRows: z.number().int(),
  boothColumns: z.number().int(),
  booths: z.number().int(),
  boothsFree: z.number().int(),
});

export const FairView = z
  .object({
    id: Id,
    title: z.string(),
    kind: z.enum(FAIR_KINDS),
    occupation: z.string().nullable(),
    intro: z.string().nullable(),
    phase: z.enum(PHASES),
    hostCity: DivisionCode,
    cities: z.array(
      z.object({
        city: DivisionCode,
        name: z.string(),
        federation: z.string(),
        role: z.enum(CITY_ROLES),
        quota: z.number().int().nullable(),
        boothsTaken: z.number().int(),
      }),
    ),
    registrationOpensAt: Instant,
    registrationClosesAt: Instant,
    /** True while enterprises may register for the fair on this node. */
    registrationOpen: z.boolean(),
    /** False for a copy: registrations and tickets are given by the node of the host city. */
    hostedHere: z.boolean(),
    opensAt: Instant,
    closesAt: Instant,
    programme: z.array(z.object({ at: z.string(), title: z.string() })),
    venues: z.array(VenueView),
    /**
     * `exhibitors`: verified enterprises with an approved registration. `postings`: their live postings at
     * the fair. `positions`: sum of the headcounts of these postings.
     */
    exhibitors: z.number().int(),
    postings: z.number().int(),
    positions: z.number().int(),
    cancelReason: z.string().nullable(),
    rev: z.number().int(),
    /** Null unless the caller is an officer of the whole host city. */
    management: z
      .object({
        offerHours: z.number().int(),
        permits: z.record(z.string(), z.string()),
        /** Reasons that prevent the publication of the fair; empty if there are none. */
        blockers: z.array(z.string()),
        counts: z.record(z.string(), z.number().int()),
      })
      .nullable(),
  })
  .openapi("Fair");

export const FairList = z
  .object({ items: z.array(FairView), nextCursor: z.string().nullable() })
  .openapi("FairList");

export type FairInput = z.infer<typeof FairInput>;
export type FairPatch = z.infer<typeof FairPatch>;
export type FairAction = z.infer<typeof FairAction>;
/** Input of one action on a fair, with the fair's id. */
export type FairAct<A extends FairAction["action"]> = { id: string } & Extract<FairAction, { action: A }>;
export type VenueInput = z.infer<typeof VenueInput>;
export type FairView = z.infer<typeof FairView>;
export type VenueView = z.infer<typeof VenueView>;
export type Phase = (typeof PHASES)[number];

export const HallView = z
  .object({
    items: z.array(
      z.object({
        id: Id,
        code: z.string(),
        gridRow: z.number().int(),
        gridColumn: z.number().int(),
        closed: z.boolean(),
        registrationId: Id.nullable(),
        enterpriseId: Id.nullable(),
        enterpriseName: z.string().nullable(),
        /** True while the booth is offered to an enterprise that has not answered yet. */
        offered: z.boolean(),
      }),
    ),
  })
  .openapi("HallPlan");
