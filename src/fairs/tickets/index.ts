/** Tickets of fairs: codes and their signatures, entry slots, waiting lists. */

export { cancelTicket } from "./cancel-ticket.ts";
export { readVenueCode, signVenue, type TicketKey, ticketKey, verifyCode } from "./codes.ts";
export { gatesOf, requireGateOf, requireSomeGate } from "./gate.ts";
export { TICKET_NOTICES } from "./notices.ts";
export { getMyTicket, getPrintedTicket, listEntrances, listMyTickets, myTicketFor } from "./read-tickets.ts";
export { recordStep } from "./record-ticket.ts";
export { fairTicketRoutes } from "./routes.ts";
export { entryWindow, TICKET_STATES, type TicketState, ticketsOpen } from "./rules.ts";
export { TicketInput, TicketView } from "./schema.ts";
export { setSlots } from "./set-entry-slots.ts";
export { type Entrance, selectGates } from "./store/entrances.ts";
export {
  findStanding,
  holdTicketOf,
  readTicket,
  type ShownTicket,
  selectKeys,
  selectTicket,
  type TicketRow,
  ticketByCode,
  ticketOfAccount,
} from "./store/tickets.ts";
export { printTicket, takeTicket } from "./take-ticket.ts";
export { ticketUpkeep } from "./upkeep.ts";
