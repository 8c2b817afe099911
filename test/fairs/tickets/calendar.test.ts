import { describe, expect, test } from "vitest";
import type { TicketView } from "../../../src/fairs/index.ts";
import { calendarOf } from "../../../src/web/pages/fairs/tickets/seeker/calendar.ts";

const ID = "01890000-0000-7000-8000-000000000001";
const at = (day: number, time: string) => `2026-05-${day}T${time}:00+08:00`;

function ticket(more: Partial<TicketView> = {}, days = 1): TicketView {
  return {
    id: ID,
    reference: "LP0123456789",
    fair: {
      id: ID,
      title: "春风行动，联合招聘会；第二场",
      hostCity: "210900",
      opensAt: at(25, "09:00"),
      closesAt: at(24 + days, "15:30"),
      hostedHere: true,
      cancelReason: null,
    },
    venue: { id: ID, name: "体育馆", city: "210900", address: "人民大街 1 号", directions: null },
    slot: null,
    state: "valid",
    place: null,
    code: null,
    from: at(25, "08:30"),
    until: at(24 + days, "15:30"),
    enteredAt: null,
    enteredGate: null,
    printed: false,
    createdAt: at(20, "09:00"),
    sequence: 3,
    rev: 1,
    ...more,
  };
}

type Line = { name: string; params: string; value: string };
const LINE = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/;
const UTC = /^\d{8}T\d{6}Z$/;

/** Parses iCalendar by the grammar of RFC 5545, section 3.1. Throws at the first line that breaks it. */
function parse(text: string): Line[] {
  expect(text.endsWith("END:VCALENDAR\r\n") || text.endsWith("END:VCALENDAR")).toBe(true);
  for (const line of text.split("\r\n")) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
  }
  return text
    .replace(/\r\n /g, "")
    .split("\r\n")
    .filter(Boolean)
    .map((line) => {
      const [, name, params = "", value = ""] = LINE.exec(line) ?? [];
      if (!name) throw new Error(`no content line: ${line}`);
      return { name, params, value };
    });
}

/** Returns the properties of each event. Checks what RFC 5545 (3.6.1) and RFC 5546 (3.2) require. */
function eventsOf(text: string, method: "PUBLISH" | "CANCEL"): Record<string, Line>[] {
  const lines = parse(text);
  const only = (name: string) => {
    const found = lines.filter((line) => line.name === name);
    expect(found, name).toHaveLength(1);
    return found[0]?.value;
  };
  expect([only("VERSION"), only("METHOD")]).toEqual(["2.0", method]);
  expect(only("PRODID")).toBeTruthy();
  const events: Record<string, Line>[] = [];
  for (const line of lines) {
    if (line.name === "BEGIN" && line.value === "VEVENT") events.push({});
    const event = events.at(-1);
    if (!event || line.name === "BEGIN" || line.name === "END") continue;
    expect(event, `${line.name} twice`).not.toHaveProperty(line.name);
    event[line.name] = line;
  }
  for (const event of events) {
    for (const name of ["UID", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "SUMMARY", "SEQUENCE", "STATUS"])
      expect(event[name]?.value, name).toBeTruthy();
    for (const name of ["DTSTAMP", "DTSTART", "DTEND"]) expect(event[name]?.value, name).toMatch(UTC);
    expect((event.DTEND?.value ?? "") > (event.DTSTART?.value ?? "")).toBe(true);
    expect(() => new URL(event.ORGANIZER?.value ?? "")).not.toThrow();
    expect(event.SUMMARY?.value).not.toMatch(/(?<!\\)[,;]/);
    expect(event).not.toHaveProperty("ATTENDEE");
  }
  expect(new Set(events.map((event) => event.UID?.value)).size).toBe(events.length);
  return events;
}

const written = (of: TicketView, organizer = "阜新市总工会") =>
  calendarOf(of, { url: `https://lianpin.example/me/tickets/${ID}`, organizer });

describe("the calendar of a ticket", () => {
  test("names the host as organiser, with an address", () => {
    const [event] = eventsOf(written(ticket()), "PUBLISH");
    expect(event?.ORGANIZER).toMatchObject({
      params: ';CN="阜新市总工会"',
      value: "https://lianpin.example/",
    });
    expect(event?.STATUS?.value).toBe("CONFIRMED");
    const long = "辽西地区五市联合人力资源和社会保障事业发展服务总工会联合会".repeat(2);
    expect(eventsOf(written(ticket(), long), "PUBLISH")[0]?.ORGANIZER?.params).toBe(`;CN="${long}"`);
  });

  test("of a person who waits is tentative, and says so", () => {
    const [event] = eventsOf(written(ticket({ state: "waiting", place: 4 })), "PUBLISH");
    expect(event?.STATUS?.value).toBe("TENTATIVE");
    expect(event?.SUMMARY?.value).toContain("候补中");
  });

  test("of a fair of three days has the hours of each day; an entry slot has one event", () => {
    const events = eventsOf(written(ticket({}, 3)), "PUBLISH");
    expect(events.map((event) => [event.DTSTART?.value, event.DTEND?.value])).toEqual([
      ["20260525T010000Z", "20260525T073000Z"],
      ["20260526T010000Z", "20260526T073000Z"],
      ["20260527T010000Z", "20260527T073000Z"],
    ]);
    expect(events[0]?.UID?.value).toBe(`${ID}@lianpin`);
    expect(events[2]?.SUMMARY?.value).toContain("第 3 天");
    const slot = { id: ID, startsAt: at(26, "10:00"), endsAt: at(26, "11:00") };
    expect(eventsOf(written(ticket({ slot }, 3)), "PUBLISH").map((event) => event.DTSTART?.value)).toEqual([
      "20260526T020000Z",
    ]);
  });

  test("of a fair through the night has one event; a cancelled one cancels each day", () => {
    const { fair } = ticket();
    const night = { ...fair, opensAt: at(25, "20:00"), closesAt: at(26, "02:00") };
    expect(eventsOf(written(ticket({ fair: night })), "PUBLISH")).toHaveLength(1);
    const gone = eventsOf(written(ticket({ state: "fairCancelled" }, 2)), "CANCEL");
    expect(gone.map((event) => event.STATUS?.value)).toEqual(["CANCELLED", "CANCELLED"]);
  });
});
