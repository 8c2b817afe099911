/** Tickets of fairs: codes and their signatures, entry slots, waiting lists. */

export { readVenueCode, signVenue, verifyCode } from "./codes.ts";
export { gatesOf, requireGateOf, requireSomeGate } from "./gate.ts";
export { TICKET_NOTICES } from "./notices.ts";
export {
  getMyTicket,
  getPrintedTicket,
  getSheet,
  listEntrances,
  listMyTickets,
  myTicketFor,
} from "./read-tickets.ts";
export { checkCopiedCode } from "./remote/check-copied-code.ts";
export { keepTicket } from "./remote/keep-ticket.ts";
export { receiveTicket } from "./remote/receive-ticket.ts";
export { returnTicket } from "./remote/return-ticket.ts";
export { TakeTicketCommand } from "./remote/schema.ts";
export { selectFairKeys as copiedKeys } from "./remote/store.ts";
export { tellTicketsAgain, ticketsTold } from "./remote/tell-tickets.ts";
export { toldTickets } from "./remote/told-tickets.ts";
export { routeToHost, sendVisitorAct, servesTickets } from "./remote/visitor.ts";
export { fairTicketRoutes } from "./routes.ts";
export { entryWindow, TICKET_STATES, type TicketState, ticketsOpen } from "./rules.ts";
export { SHEET_MAX, SheetInput, TicketInput, TicketView } from "./schema.ts";
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
export { cancelTicket } from "./taking/cancel-ticket.ts";
export { printSheet } from "./taking/print-sheet.ts";
export { recordStep } from "./taking/record-ticket.ts";
export { printTicket, takeTicket } from "./taking/take-ticket.ts";
export { ticketUpkeep } from "./upkeep.ts";
