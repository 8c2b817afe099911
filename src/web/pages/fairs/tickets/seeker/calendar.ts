import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { TicketView } from "../../../../../fairs/index.ts";
import { COMMON } from "../../../../text/common.ts";
import { TICKET } from "../../../../text/fairs/tickets.ts";

const DEAD = new Set<TicketView["state"]>(["cancelled", "fairCancelled"]);

/**
 * Converts a ticket to iCalendar (RFC 5545), with a fixed UID and a growing SEQUENCE. The method is CANCEL if
 * the ticket or the fair is cancelled.
 */
export function calendarOf(ticket: TicketView, url: string): string {
  const dead = DEAD.has(ticket.state);
  const calendar = ical({
    prodId: { company: "lianpin", product: "tickets", language: "ZH" },
    name: COMMON.brand,
    method: dead ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${ticket.id}@lianpin`,
    sequence: ticket.sequence,
    status: dead ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    start: new Date(ticket.slot?.startsAt ?? ticket.fair.opensAt),
    end: new Date(ticket.slot?.endsAt ?? ticket.fair.closesAt),
    summary: TICKET.eventSummary(ticket.fair.title),
    location: ticket.venue ? `${ticket.venue.name} ${ticket.venue.address}` : TICKET.onlineState,
    description: TICKET.eventText(ticket.reference),
    url,
  });
  return calendar.toString();
}
