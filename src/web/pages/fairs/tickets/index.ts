import { arrivePages } from "./arrive-pages.tsx";
import { ticketDeskPages } from "./desk-pages.tsx";
import { scannerPages } from "./scanner-pages.tsx";
import { ticketPages } from "./ticket-pages.tsx";

/** Codes of entry, from the person's hand to the gate. */
export const fairTicketPages = [ticketPages, arrivePages, ticketDeskPages, scannerPages];
