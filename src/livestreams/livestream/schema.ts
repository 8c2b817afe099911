import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, IsoDate, PlainText } from "../../platform/core/schema.ts";
import { PHASES } from "./phase.ts";

export const LIVESTREAM_ROLES = ["host", "organiser", "supporter"] as const;
export const LINK_PLATFORMS = ["douyin", "kuaishou", "shipinhao", "other"] as const;
/** Most presenters of a livestream. */
const PRESENTERS_MAX = 20;

const Instant = z.iso.datetime({ offset: true });
/** Optional fields of a command. `commandId` makes it run only once; `ifRev` is the revision read before. */
export const command = { commandId: Id.optional(), ifRev: z.number().int().optional() };

/** A presenter works for an enterprise or for a union. The permit is shown on the screen. */
export const PresenterInput = z
  .strictObject({
    name: PlainText(30, 1),
    enterpriseId: Id.nullable().default(null),
    union: PlainText(60, 1).nullable().default(null),
    permit: PlainText(60, 1).nullable().default(null),
    /** Last valid day of the permit. */
    permitUntil: IsoDate.nullable().default(null),
  })
  .openapi("PresenterInput");

const CityInput = z.strictObject({ city: DivisionCode, role: z.enum(["organiser", "supporter"]) });

const fields = {
  title: PlainText(80, 1),
  intro: PlainText(2000).nullable(),
  startsAt: Instant,
  endsAt: Instant,
  /** The fair beside which the livestream takes place. */
  fairId: Id.nullable(),
  /** Venues of the fair that show the livestream. */
  venueIds: z.array(Id).max(20),
  cities: z.array(CityInput).max(40),
  presenters: z.array(PresenterInput).max(PRESENTERS_MAX),
  /** Seconds for which a lost signal is waited for before the livestream is over. */
  graceS: z.number().int().min(10).max(1800),
};

export const LivestreamInput = z
  .strictObject({
    ...fields,
    /** Code of the home city; default: the caller's city. */
    homeCity: DivisionCode.optional(),
    /** Slug of the agreement; default: the fair's, else the city's first one that shares livestreams. */
    agreement: z.string().max(40).optional(),
    intro: fields.intro.default(null),
    fairId: fields.fairId.default(null),
    venueIds: fields.venueIds.default([]),
    cities: fields.cities.default([]),
    presenters: fields.presenters.default([]),
    graceS: fields.graceS.default(180),
  })
  .openapi("LivestreamInput");

/** Changes of a livestream. Absent fields stay unchanged. A given list replaces the whole stored list. */
export const LivestreamPatch = z.strictObject(fields).partial().openapi("LivestreamPatch");

export const LivestreamAction = z
  .discriminatedUnion("action", [
    z.strictObject({ action: z.literal("announce"), ...command }),
    z.strictObject({ action: z.literal("goOnAir"), ...command }),
    z.strictObject({ action: z.literal("resume"), ...command }),
    z.strictObject({ action: z.literal("end"), ...command }),
    z.strictObject({ action: z.literal("cancel"), reason: PlainText(500, 1), ...command }),
  ])
  .openapi("LivestreamAction");

export const PresenterView = z.object({
  name: z.string(),
  employer: z.object({ id: Id, name: z.string() }).nullable(),
  union: z.string().nullable(),
  permit: z.string().nullable(),
  permitUntil: IsoDate.nullable(),
  /** True if the permit is no longer valid today. */
  permitEnded: z.boolean(),
});

export const PinView = z.object({ id: Id, postingId: Id, pinnedAt: Instant });

/** Remarks for the control room about a livestream under way. */
export const LIVESTREAM_FLAGS = ["permitEnded"] as const;

export const LivestreamView = z
  .object({
    id: Id,
    title: z.string(),
    intro: z.string().nullable(),
    phase: z.enum(PHASES),
    homeCity: DivisionCode,
    cities: z.array(
      z.object({
        city: DivisionCode,
        name: z.string(),
        federation: z.string(),
        role: z.enum(LIVESTREAM_ROLES),
      }),
    ),
    fair: z.object({ id: Id, title: z.string() }).nullable(),
    venues: z.array(z.object({ id: Id, name: z.string(), city: DivisionCode })),
    startsAt: Instant,
    endsAt: Instant,
    /** First time on air. */
    onAirAt: Instant.nullable(),
    /** Time at which it was over, by a person or by itself. */
    overAt: Instant.nullable(),
    cancelReason: z.string().nullable(),
    presenters: z.array(PresenterView),
    /** Pages of the livestream on other platforms, for people who watch it there. */
    links: z.array(z.object({ platform: z.enum(LINK_PLATFORMS), url: z.string() })),
    /** Number of postings on the run sheet that can be shown now. */
    postings: z.number().int(),
    /** The posting that is being explained. Null for none, and while readers do not see it. */
    pin: PinView.nullable(),
    /** Code of the livestream's first channel, by which applications are counted. */
    channel: z.string().nullable(),
    /** Number of the newest live event; a page opens its line after it. */
    lastEvent: z.number().int(),
    hostedHere: z.boolean(),
    /** True if the home city's node, which another node copies, does not say whether it goes on. */
    homeSilent: z.boolean(),
    rev: z.number().int(),
    /** Null unless the caller is an officer of an organising city. */
    control: z
      .object({
        /** True for an officer of the home city, who may edit the livestream. */
        edits: z.boolean(),
        signal: z.boolean(),
        signalAt: Instant.nullable(),
        graceS: z.number().int(),
        /** Reasons that prevent the announcement; empty if there are none. */
        blockers: z.array(z.string()),
        flags: z.array(z.enum(LIVESTREAM_FLAGS)),
        /** Actions that the phase and the caller's city allow now. */
        actions: z.array(z.enum(["announce", "goOnAir", "resume", "end", "cancel"])),
      })
      .nullable(),
  })
  .openapi("Livestream");

export const LivestreamList = z
  .object({
    items: z.array(LivestreamView),
    /** Number of livestreams by phase that the other filters select. */
    counts: z.record(z.string(), z.number().int()),
    nextCursor: z.string().nullable(),
  })
  .openapi("LivestreamList");

export type PresenterInput = z.infer<typeof PresenterInput>;
export type LivestreamInput = z.infer<typeof LivestreamInput>;
export type LivestreamPatch = z.infer<typeof LivestreamPatch>;
export type LivestreamAction = z.infer<typeof LivestreamAction>;
export type ActionName = LivestreamAction["action"];
/** Input of one action on a livestream, with its id. */
export type LivestreamAct<A extends ActionName> = { id: string } & Extract<LivestreamAction, { action: A }>;
export type LivestreamView = z.infer<typeof LivestreamView>;
export type PresenterView = z.infer<typeof PresenterView>;
export type PinView = z.infer<typeof PinView>;
