import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { ApplicationView } from "../../../../../applications/index.ts";
import { orNotFound } from "../../../../../platform/core/errors.ts";
import { COMMON } from "../../../../text/common.ts";
import { INVITATION } from "../../../../text/public/invitation.ts";
import { PLACEHOLDER, withOrganizer } from "../../../fairs/tickets/seeker/calendar.ts";

const HOUR_MS = 3_600_000;

/**
 * Converts an invitation to iCalendar (RFC 5545), one event of an hour. Its UID stays and its SEQUENCE grows,
 * so that a new time moves the event. Throws NOT_FOUND without an invitation whose time is known.
 */
export function invitationCalendar(application: ApplicationView, url: string): string {
  const { id, rev, posting, employer, answer, invitation } = application;
  const start = new Date(orNotFound(invitation?.startsAt));
  const text = (key: string) => (typeof answer?.[key] === "string" ? String(answer[key]) : "");
  const calendar = ical({
    prodId: { company: "lianpin", product: "interviews", language: "ZH" },
    name: COMMON.brand,
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    start,
    end: new Date(start.getTime() + HOUR_MS),
    id: `${id}@lianpin`,
    sequence: rev,
    status: ICalEventStatus.CONFIRMED,
    organizer: { name: employer.name, email: PLACEHOLDER },
    summary: INVITATION.calendarTitle(posting.title, employer.name),
    location: text("where"),
    description: [text("contact"), employer.phone ?? "", text("note")].filter(Boolean).join("\n"),
    url,
  });
  return withOrganizer(calendar.toString(), new URL("/", url).href);
}
