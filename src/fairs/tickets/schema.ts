import { z } from "@hono/zod-openapi";
import { ChannelCode, DivisionCode, Id } from "../../platform/core/schema.ts";
import { command } from "../fair/index.ts";
import { TICKET_STATES } from "./rules.ts";

const Instant = z.iso.datetime({ offset: true });
const choice = {
  /** May be absent if the fair has only one venue. */
  venueId: Id.optional(),
  /** True to take part online, without a venue or an entry slot. */
  online: z.literal(true).optional(),
  /** May be absent if the venue has no slots, or only one that is not over. */
  slotId: Id.optional(),
  /** Code of the channel by which the person came. An unknown code is ignored. */
  via: ChannelCode.optional(),
  ...command,
};

export const TicketInput = z.strictObject(choice).openapi("FairTicketInput");
/** Highest number of tickets on one sheet. */
export const SHEET_MAX = 50;
/** Input of a sheet of printed tickets. `sheetId` makes it once. */
export const SheetInput = z.strictObject({
  venueId: Id.optional(),
  online: z.literal(true).optional(),
  slotId: Id.optional(),
  sheetId: Id,
  count: z.number().int().min(1).max(SHEET_MAX),
});
export type SheetInput = z.infer<typeof SheetInput>;
export const TicketCancellation = z.strictObject({ commandId: Id.optional() }).openapi("TicketCancellation");

export const TicketView = z
  .object({
    id: Id,
    /** Short code to read out or type if the QR code cannot be scanned. */
    reference: z.string(),
    fair: z.object({
      id: Id,
      title: z.string(),
      hostCity: DivisionCode,
      /** False if another node hosts the fair. */
      hostedHere: z.boolean(),
      opensAt: Instant,
      closesAt: Instant,
      cancelReason: z.string().nullable(),
    }),
    /** Null for an online ticket. */
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
    /**
     * `asked`: the host at another node has not answered yet. `refused`: it gave no ticket. Both only for a
     * fair of another node.
     */
    state: z.enum(TICKET_STATES),
    /** Position in the waiting list, from 1; null if the ticket does not wait. */
    place: z.number().int().nullable(),
    /** Text of the QR code. Null for an online ticket, and unless `state` is `valid` or `entered`. */
    code: z.string().nullable(),
    /** Start and end of the period in which the ticket admits its holder. */
    from: Instant,
    until: Instant,
    enteredAt: Instant.nullable(),
    enteredGate: z.string().nullable(),
    /** True for a ticket that an officer printed for a person without a phone. */
    printed: z.boolean(),
    createdAt: Instant,
    /** Increases with every change of the ticket or its fair. */
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
    /**
     * `taken`: valid tickets. `waiting`: waiting tickets. `entered`: tickets whose holder has entered.
     * `visits`: all admissions, repeated ones included.
     */
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

export const EntrySlotsInput = z
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
export type EntrySlotsInput = z.infer<typeof EntrySlotsInput>;
