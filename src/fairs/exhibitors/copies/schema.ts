import { z } from "@hono/zod-openapi";
import { DivisionCode, Id } from "../../../platform/core/schema.ts";
import { FairView, VenueView } from "../../fair/index.ts";

const Count = z.number().int().min(0).max(1_000_000);
const Instant = z.iso.datetime({ offset: true });

const before = (one: string, other: string) => Date.parse(one) < Date.parse(other);

const Slot = z
  .object({ id: Id, startsAt: Instant, endsAt: Instant, capacity: z.number().int().min(1).max(100_000) })
  .refine(({ startsAt, endsAt }) => before(startsAt, endsAt), { path: ["endsAt"] });

const startOnce = (slots: readonly z.infer<typeof Slot>[]) =>
  new Set(slots.map(({ startsAt }) => Date.parse(startsAt))).size === slots.length;

const Venue = VenueView.extend({
  capacity: z.number().int().min(1).max(1_000_000).nullable(),
  boothRows: z.number().int().min(1).max(30),
  boothColumns: z.number().int().min(1).max(40),
  booths: Count,
  boothsFree: Count,
  /** Codes of the cells in the grid that have no booth. */
  closedBooths: z.array(z.string().max(4)).max(1200),
  /** Entry slots, in order. A venue without slots admits all day. */
  slots: z.array(Slot).max(200).default([]),
});

const City = z.object({
  city: DivisionCode,
  name: z.string(),
  federation: z.string(),
  role: z.enum(["host", "organiser", "supporter"]),
  quota: Count.nullable(),
  boothsTaken: Count,
});

/** Public content of an announced fair, as its host's log tells it. */
export const FairPayload = FairView.omit({
  management: true,
  registrationOpen: true,
  hostedHere: true,
  phase: true,
  rev: true,
})
  .extend({
    status: z.enum(["registration", "published", "cancelled", "reported"]),
    /** The agreement's document, which is the same on every node. */
    agreement: z.string().min(1).max(100),
    cities: z.array(City).max(60),
    venues: z.array(Venue).max(40),
    announcedAt: Instant,
    publishedAt: Instant.nullable(),
    reportedAt: Instant.nullable(),
    /** Ed25519 keys that sign the codes of this fair's tickets, each 32 bytes in base64. */
    ticketKeys: z
      .array(z.object({ id: z.string().max(20), publicKey: z.base64().length(44) }))
      .max(10)
      .default([]),
  })
  .refine(({ kind, occupation }) => kind !== "trade" || occupation !== null, { path: ["occupation"] })
  .refine((fair) => before(fair.registrationOpensAt, fair.registrationClosesAt), {
    path: ["registrationClosesAt"],
  })
  .refine((fair) => !before(fair.opensAt, fair.registrationClosesAt), { path: ["opensAt"] })
  .refine((fair) => before(fair.opensAt, fair.closesAt), { path: ["closesAt"] })
  .refine(({ cities }) => cities.every((one) => one.quota === null || one.boothsTaken <= one.quota), {
    path: ["cities"],
  })
  .refine(({ cities }) => new Set(cities.map(({ city }) => city)).size === cities.length, {
    path: ["cities"],
  })
  .refine(({ venues }) => new Set(venues.map(({ id }) => id)).size === venues.length, { path: ["venues"] })
  .refine(({ venues }) => venues.every(({ slots }) => startOnce(slots)), { path: ["venues"] });

/** An exhibitor as its host's log tells it: booth, postings, and a stub of the enterprise. */
export const ExhibitorPayload = z.object({
  fairId: Id,
  enterpriseId: Id,
  endorsingCity: DivisionCode,
  venueId: Id,
  booth: z.string().min(1).max(4),
  postingIds: z.array(Id).max(200),
  enterprise: z.object({ home: DivisionCode, name: z.string().min(1).max(200), verified: z.boolean() }),
  /** How people meet the booth besides in its hall. Absent in what earlier releases told. */
  meets: z.object({ room: z.boolean(), slots: z.boolean() }).optional(),
});

export type FairPayload = z.infer<typeof FairPayload>;
export type ExhibitorPayload = z.infer<typeof ExhibitorPayload>;
