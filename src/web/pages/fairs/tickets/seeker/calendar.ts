import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { TicketView } from "../../../../../fairs/index.ts";
import { shanghaiDay } from "../../../../../platform/core/clock.ts";
import { COMMON } from "../../../../text/common.ts";
import { TICKET } from "../../../../text/fairs/tickets.ts";

const DEAD = new Set<TicketView["state"]>(["cancelled", "fairCancelled"]);
const DAY_MS = 86_400_000;

function statusOf({ state }: TicketView): ICalEventStatus {
  if (DEAD.has(state)) return ICalEventStatus.CANCELLED;
  return state === "waiting" ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

type Span = { start: Date; end: Date };

/**
 * Returns the times at which the holder may come: the entry slot, or the opening hours of each day of the
 * fair. A fair that does not close later in the day than it opens has one span.
 */
export function spansOf({ slot, fair }: Pick<TicketView, "slot" | "fair">): Span[] {
  const whole = {
    start: new Date(slot?.startsAt ?? fair.opensAt),
    end: new Date(slot?.endsAt ?? fair.closesAt),
  };
  const days = (Date.parse(shanghaiDay(whole.end)) - Date.parse(shanghaiDay(whole.start))) / DAY_MS;
  const hoursMs = whole.end.getTime() - whole.start.getTime() - days * DAY_MS;
  if (slot || hoursMs <= 0) return [whole];
  return Array.from({ length: days + 1 }, (_, day) => {
    const start = new Date(whole.start.getTime() + day * DAY_MS);
    return { start, end: new Date(start.getTime() + hoursMs) };
  });
}

/** Stands for the organiser's address, because the library accepts only e-mail addresses. */
export const PLACEHOLDER = "organizer@lianpin.invalid";
const LINE_OCTETS = 75;

/** Folds a content line after at most 75 octets (RFC 5545, section 3.1), never within a character. */
function fold(line: string): string {
  const parts = [""];
  for (const character of line) {
    const part = parts.at(-1) ?? "";
    const space = LINE_OCTETS - (parts.length > 1 ? 1 : 0);
    if (Buffer.byteLength(part + character) > space) parts.push(character);
    else parts[parts.length - 1] = part + character;
  }
  return parts.join("\r\n ");
}

/** Replaces the placeholder by the organiser's URI. RFC 5545 allows any URI as a calendar user's address. */
export const withOrganizer = (text: string, uri: string): string =>
  text
    .replace(/\r\n /g, "")
    .split("\r\n")
    .map((line) => fold(line.startsWith("ORGANIZER;") ? line.replace(`mailto:${PLACEHOLDER}`, uri) : line))
    .join("\r\n");

/**
 * Converts a ticket to iCalendar (RFC 5545, RFC 5546), one event per day, each with a fixed UID and a growing
 * SEQUENCE. A waiting ticket is tentative. The method is CANCEL if the ticket or the fair is cancelled.
 * `organizer` is the host federation; its address is that of the site.
 */
export function calendarOf(
  ticket: TicketView,
  { url, organizer }: { url: string; organizer: string },
): string {
  const dead = DEAD.has(ticket.state);
  const calendar = ical({
    prodId: { company: "lianpin", product: "tickets", language: "ZH" },
    name: COMMON.brand,
    method: dead ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  const spans = spansOf(ticket);
  for (const [day, span] of spans.entries())
    calendar.createEvent({
      ...span,
      id: day === 0 ? `${ticket.id}@lianpin` : `${ticket.id}-${day + 1}@lianpin`,
      sequence: ticket.sequence,
      status: statusOf(ticket),
      organizer: { name: organizer, email: PLACEHOLDER },
      summary: TICKET.eventSummary(ticket.fair.title, ticket.state === "waiting", [day + 1, spans.length]),
      location: ticket.venue ? `${ticket.venue.name} ${ticket.venue.address}` : TICKET.onlineState,
      description: TICKET.eventText(ticket.reference),
      url,
    });
  return withOrganizer(calendar.toString(), new URL("/", url).href);
}
