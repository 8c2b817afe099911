import { scannerPages } from "../check-in/scanner/routes.tsx";
import { arrivePages } from "../check-in/self/routes.tsx";
import { ticketPages } from "./seeker/routes.tsx";
import { ticketDeskPages } from "./union/routes.tsx";

/** Codes of entry, from the person's hand to the gate. */
export const fairTicketPages = [ticketPages, arrivePages, ticketDeskPages, scannerPages];
