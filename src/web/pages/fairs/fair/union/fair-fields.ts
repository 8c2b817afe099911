import { FAIR_PERMITS, type FairView } from "../../../../../fairs/index.ts";
import { shanghaiTime } from "../../../../../platform/core/clock.ts";
import { type FieldNames, type Fields, fieldList, fieldText } from "../../../../forms.ts";
import type { Site } from "../../../../layout.tsx";

/** Converts an ISO instant to Shanghai time as a datetime-local input expects it: 2026-05-25T09:00. */
export const localTime = (iso: string): string => shanghaiTime(new Date(iso));
/** Adds the time zone of Shanghai to an input's value, or to a typed time such as 2026-05-25 09:00. */
const instant = (text: string): string => (text ? `${text.replace(" ", "T")}:00+08:00` : "");

const count = (text: string): number | null =>
  /^\d{1,6}$/.test(text) ? Number(text) : text ? Number.NaN : null;

/**
 * Parses a programme with one item per line, such as `9:00 开幕`. Other lines are dropped. Browsers send CRLF.
 */
const programmeOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => /^\s*(\S+)\s+(.+)$/.exec(line))
    .flatMap((match) => (match ? [{ at: match[1] ?? "", title: match[2] ?? "" }] : []));

const venueAt = (fields: Fields, n: number) => {
  const of = (name: string) => fieldText(fields, `venue${n}-${name}`);
  return {
    ...(of("id") ? { id: of("id") } : {}),
    city: of("city"),
    name: of("name"),
    address: of("address"),
    directions: of("directions") || null,
    hours: of("hours") || null,
    capacity: count(of("capacity")),
    boothRows: count(of("rows")) ?? 1,
    boothColumns: count(of("columns")) ?? 10,
    closedBooths: fieldList(fields, `venue${n}-closed`).map((code) => code.toUpperCase()),
  };
};

type Time = "registrationOpensAt" | "registrationClosesAt" | "opensAt" | "closesAt";

/**
 * Converts the submitted form to the input for creating or editing a fair. A venue without a name is ignored.
 * An input shows whole minutes: a time of the fair `stored` that it shows unchanged keeps its seconds.
 */
export function fairOf(fields: Fields, site: Site, host: string, stored: FairView | null = null) {
  const time = (name: Time) => {
    const text = fieldText(fields, name);
    return stored && localTime(stored[name]) === text ? stored[name] : instant(text);
  };
  const venues = Object.keys(fields).filter((name) => /^venue\d+-name$/.test(name)).length;
  return {
    title: fieldText(fields, "title"),
    kind: fieldText(fields, "kind"),
    occupation: fieldText(fields, "occupation") || null,
    intro: fieldText(fields, "intro") || null,
    registrationOpensAt: time("registrationOpensAt"),
    registrationClosesAt: time("registrationClosesAt"),
    opensAt: time("opensAt"),
    closesAt: time("closesAt"),
    offerHours: count(fieldText(fields, "offerHours")) ?? 24,
    hostQuota: count(fieldText(fields, "hostQuota")),
    cities: site.cities.flatMap(({ code }) => {
      const role = fieldText(fields, `role-${code}`);
      return role && code !== host
        ? [{ city: code, role, quota: count(fieldText(fields, `quota-${code}`)) }]
        : [];
    }),
    venues: Array.from({ length: venues }, (_, n) => venueAt(fields, n)).filter((venue) => venue.name),
    programme: programmeOf(fieldText(fields, "programme")),
    permits: Object.fromEntries(
      FAIR_PERMITS.flatMap((paper) => (fieldText(fields, paper) ? [[paper, fieldText(fields, paper)]] : [])),
    ),
  };
}

/** Names in the form of the fields of a venue that are called otherwise there. */
const VENUE_NAMES: Readonly<Record<string, string>> = {
  boothRows: "rows",
  boothColumns: "columns",
  closedBooths: "closed",
};

/**
 * Returns the field of the form for the path of an error. A path counts the venues that have a name, and the
 * cities that have a role.
 */
export const fairFieldNames =
  (fields: Fields, site: Site, host: string): FieldNames =>
  (path) => {
    const [list, index = "", part = ""] = path.split(".");
    if (list === "venues" && part) {
      const named = Object.keys(fields).filter(
        (name) => /^venue\d+-name$/.test(name) && fieldText(fields, name),
      );
      const venue = named.sort((a, b) => Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0]))[
        Number(index)
      ];
      return venue ? venue.replace(/name$/, VENUE_NAMES[part] ?? part) : "venue0-name";
    }
    if (list === "venues") return "venue0-name";
    if (list === "cities") {
      const chosen = site.cities.filter(({ code }) => code !== host && fieldText(fields, `role-${code}`));
      const city = chosen[Number(index)]?.code;
      return city ? `${part === "quota" ? "quota" : "role"}-${city}` : "hostQuota";
    }
    return list === "permits" && index ? index : (list ?? path);
  };

const venueValues = (venue: FairView["venues"][number], closed: readonly string[], n: number): Fields =>
  Object.fromEntries(
    Object.entries({
      id: venue.id,
      city: venue.city,
      name: venue.name,
      address: venue.address,
      directions: venue.directions ?? "",
      hours: venue.hours ?? "",
      capacity: venue.capacity === null ? "" : String(venue.capacity),
      rows: String(venue.boothRows),
      columns: String(venue.boothColumns),
      closed: closed.join("、"),
    } satisfies Record<string, string>).map(([name, value]) => [`venue${n}-${name}`, value]),
  );

/** Converts a fair to the values of its form. `closed` holds the closed booths of each venue. */
export function valuesOf(fair: FairView, closed: readonly (readonly string[])[]): Fields {
  const quota = (n: number | null) => (n === null ? "" : String(n));
  return {
    title: fair.title,
    kind: fair.kind,
    occupation: fair.occupation ?? "",
    intro: fair.intro ?? "",
    registrationOpensAt: localTime(fair.registrationOpensAt),
    registrationClosesAt: localTime(fair.registrationClosesAt),
    opensAt: localTime(fair.opensAt),
    closesAt: localTime(fair.closesAt),
    offerHours: String(fair.management?.offerHours ?? 24),
    hostQuota: quota(fair.cities.find((part) => part.role === "host")?.quota ?? null),
    programme: fair.programme.map(({ at, title }) => `${at} ${title}`).join("\n"),
    ...fair.management?.permits,
    ...Object.assign(
      {},
      ...fair.cities.map((part) => ({
        [`role-${part.city}`]: part.role,
        [`quota-${part.city}`]: quota(part.quota),
      })),
      ...fair.venues.map((venue, n) => venueValues(venue, closed[n] ?? [], n)),
    ),
  };
}
