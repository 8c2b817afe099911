import { z } from "@hono/zod-openapi";
import { ChannelCode, DivisionCode, Id } from "../../platform/core/schema.ts";
import { command } from "../fair/index.ts";
import { TICKET_STATES } from "./rules.ts";

const Instant = z.iso.datetime({ offset: true });
const choice = {
  /** Where the person goes; may be absent where there is one venue. */
  venueId: Id.optional(),
  /** Stays away and talks over meeting rooms: no hall, no place taken there. */
  online: z.literal(true).optional(),
  /** When, at a venue with times of entry; may be absent where there is one. */
  slotId: Id.optional(),
  /** The code of the fair's channel that brought the person; one that is not known is left out. */
  via: ChannelCode.optional(),
  ...command,
};

export const TicketInput = z.strictObject(choice).openapi("FairTicketInput");
export const TicketCancellation = z.strictObject({ commandId: Id.optional() }).openapi("TicketCancellation");

export const TicketView = z
  .object({
    id: Id,
    /** What a person reads out or types where the picture cannot be read. */
    reference: z.string(),
    fair: z.object({
      id: Id,
      title: z.string(),
      hostCity: DivisionCode,
      opensAt: Instant,
      closesAt: Instant,
      cancelReason: z.string().nullable(),
    }),
    /** Null for who takes part online. */
    venue: z
      .object({
        id: Id,
        name: z.string(),
        city: DivisionCode,
        address: z.string(),
        directions: z.string().nullable(),
      })
      .nullable(),
    slot: z.object({ id: Id, startsAt: Instant, endsAt: Instant }).nullable(),
    state: z.enum(TICKET_STATES),
    /** Place in the waiting list, from 1. */
    place: z.number().int().nullable(),
    /** The text of the QR; null where it opens no door. */
    code: z.string().nullable(),
    /** When the doors are open for it. */
    from: Instant,
    until: Instant,
    enteredAt: Instant.nullable(),
    enteredGate: z.string().nullable(),
    /** For a person without a phone. */
    printed: z.boolean(),
    createdAt: Instant,
    /** Grows with every change of the ticket or of its fair. */
    sequence: z.number().int(),
    rev: z.number().int(),
  })
  .openapi("FairTicket");

export const EntranceView = z
  .object({
    venueId: Id,
    name: z.string(),
    city: DivisionCode,
    address: z.string(),
    capacity: z.number().int().nullable(),
    /** Codes that hold a place, people waiting for one, people who came, and visits, each coming in counted. */
    taken: z.number().int(),
    waiting: z.number().int(),
    entered: z.number().int(),
    visits: z.number().int(),
    slots: z.array(
      z.object({
        id: Id,
        startsAt: Instant,
        endsAt: Instant,
        capacity: z.number().int(),
        taken: z.number().int(),
        over: z.boolean(),
      }),
    ),
  })
  .openapi("FairEntrance");

export const SlotsInput = z
  .strictObject({
    slots: z
      .array(
        z.strictObject({
          startsAt: Instant,
          endsAt: Instant,
          capacity: z.number().int().min(1).max(100_000),
        }),
      )
      .max(200),
  })
  .openapi("FairSlotsInput");

export type TicketInput = z.infer<typeof TicketInput>;
export type TicketView = z.infer<typeof TicketView>;
export type EntranceView = z.infer<typeof EntranceView>;
export type SlotsInput = z.infer<typeof SlotsInput>;
