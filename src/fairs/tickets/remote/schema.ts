import { z } from "zod";
import { ChannelCode, Id } from "../../../platform/core/schema.ts";

const Reference = z.string().regex(/^[A-Z0-9]{6,20}$/);

/** Payload of the command `takeTicket`. Without a venue the person takes part online. */
export const TakeTicketCommand = z.strictObject({
  ticketId: Id,
  reference: Reference,
  venueId: Id.nullable(),
  slotId: Id.nullable(),
  via: ChannelCode.nullable(),
});
export type TakeTicketCommand = z.infer<typeof TakeTicketCommand>;

const Instant = z.iso.datetime().nullable();

/** A sealed record of kind `ticket`: the ticket as its host holds it. */
export const ToldTicket = z.strictObject({
  subject: z.string().min(16).max(100),
  fairId: Id,
  reference: Reference,
  status: z.enum(["valid", "waiting", "cancelled"]),
  venueId: Id.nullable(),
  slotId: Id.nullable(),
  /** Text of the QR code. Null unless the ticket admits its holder at a venue. */
  code: z.string().max(1000).nullable(),
  enteredAt: Instant,
  enteredGate: z.string().max(100).nullable(),
  leftAt: Instant,
});
export type ToldTicket = z.infer<typeof ToldTicket>;
