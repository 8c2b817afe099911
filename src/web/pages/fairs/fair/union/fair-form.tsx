import type { FC } from "hono/jsx";
import { CITY_ROLES, FAIR_KINDS, FAIR_PERMITS, type FairView } from "../../../../../fairs/index.ts";
import { Field, type FormState, type Option, Select, TextArea } from "../../../../components/forms.tsx";
import { type Fields, listed, one } from "../../../../forms.ts";
import type { Site } from "../../../../layout.tsx";
import { CITY_ROLE, FAIR_KIND, LACK } from "../../../../text/fairs/fair.ts";
import { UNION_FAIRS as TEXT } from "../../../../text/fairs/placement.ts";

/** Blank venues that the form offers besides those that are there. */
const BLANK = 2;
const OFFSET_MS = 8 * 3_600_000;

export const FAIR_LABELS: Record<string, string> = {
  title: TEXT.name,
  kind: TEXT.kind,
  occupation: TEXT.occupation,
  registrationOpensAt: TEXT.registrationOpensAt,
  registrationClosesAt: TEXT.registrationClosesAt,
  opensAt: TEXT.opensAt,
  closesAt: TEXT.closesAt,
  offerHours: TEXT.offerHours,
  hostQuota: TEXT.hostQuota,
  cities: TEXT.cities,
  venues: TEXT.venues,
  pack: TEXT.pack,
  programme: TEXT.programme,
};

/** 2026-05-25T09:00 in Shanghai, as a browser's field wants it. */
export const localTime = (iso: string): string =>
  new Date(new Date(iso).getTime() + OFFSET_MS).toISOString().slice(0, 16);
/** What the field says, or what a person typed instead (2026-05-25 09:00), with its zone. */
const instant = (text: string): string => (text ? `${text.replace(" ", "T")}:00+08:00` : "");

const count = (text: string): number | null =>
  /^\d{1,6}$/.test(text) ? Number(text) : text ? Number.NaN : null;

/** `9:00 开幕`, a line each; browsers end lines with CRLF. */
const programmeOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => /^\s*(\S+)\s+(.+)$/.exec(line))
    .flatMap((match) => (match ? [{ at: match[1] ?? "", title: match[2] ?? "" }] : []));

const venueAt = (fields: Fields, n: number) => {
  const of = (name: string) => one(fields, `venue${n}-${name}`);
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
    closedBooths: listed(fields, `venue${n}-closed`).map((code) => code.toUpperCase()),
  };
};

/** A submitted form as the input of the verbs; a venue without a name is none. */
export function fairOf(fields: Fields, site: Site, host: string) {
  const venues = Object.keys(fields).filter((name) => /^venue\d+-name$/.test(name)).length;
  return {
    title: one(fields, "title"),
    kind: one(fields, "kind"),
    occupation: one(fields, "occupation") || null,
    intro: one(fields, "intro") || null,
    registrationOpensAt: instant(one(fields, "registrationOpensAt")),
    registrationClosesAt: instant(one(fields, "registrationClosesAt")),
    opensAt: instant(one(fields, "opensAt")),
    closesAt: instant(one(fields, "closesAt")),
    offerHours: count(one(fields, "offerHours")) ?? 24,
    hostQuota: count(one(fields, "hostQuota")),
    cities: site.cities.flatMap(({ code }) => {
      const role = one(fields, `role-${code}`);
      return role && code !== host ? [{ city: code, role, quota: count(one(fields, `quota-${code}`)) }] : [];
    }),
    venues: Array.from({ length: venues }, (_, n) => venueAt(fields, n)).filter((venue) => venue.name),
    programme: programmeOf(one(fields, "programme")),
    pack: Object.fromEntries(
      FAIR_PERMITS.flatMap((paper) => (one(fields, paper) ? [[paper, one(fields, paper)]] : [])),
    ),
  };
}

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

/** What stands, as the form shows it. `closed` are the places without a booth, venue by venue. */
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
    offerHours: String(fair.desk?.offerHours ?? 24),
    hostQuota: quota(fair.cities.find((part) => part.role === "host")?.quota ?? null),
    programme: fair.programme.map(({ at, title }) => `${at} ${title}`).join("\n"),
    ...fair.desk?.pack,
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

const Venue: FC<{ form: FormState; n: number; cities: readonly Option[] }> = ({ form, n, cities }) => {
  const name = (field: string) => `venue${n}-${field}`;
  const id = one(form.values, name("id"));
  return (
    <details class="sheet" open={n === 0 || one(form.values, name("name")) !== ""}>
      <summary>{TEXT.venueN(n + 1)}</summary>
      {id ? <input type="hidden" name={name("id")} value={id} /> : null}
      <Field form={form} name={name("name")} label={TEXT.venueName} maxlength={60} />
      <Select form={form} name={name("city")} label={TEXT.venueCity} options={cities} />
      <Field form={form} name={name("address")} label={TEXT.address} maxlength={200} />
      <Field form={form} name={name("directions")} label={TEXT.directions} maxlength={500} />
      <Field form={form} name={name("hours")} label={TEXT.hours} maxlength={80} />
      <Field form={form} name={name("capacity")} label={TEXT.capacity} type="number" inputmode="numeric" />
      <Field form={form} name={name("rows")} label={TEXT.rows} type="number" inputmode="numeric" />
      <Field form={form} name={name("columns")} label={TEXT.columns} type="number" inputmode="numeric" />
      <Field form={form} name={name("closed")} label={TEXT.closed} hint={TEXT.closedHint} />
    </details>
  );
};

const Time: FC<{ form: FormState; name: string; label: string }> = (props) => (
  <Field {...props} type="datetime-local" hint={TEXT.timeHint} required />
);

type InputsProps = { form: FormState; site: Site; host: string; occupations: readonly Option[] };

/** Everything a fair says. */
export const Inputs: FC<InputsProps> = ({ form, site, host, occupations }) => {
  const cities = site.cities.map(({ code, shortName }) => ({ value: code, text: shortName }));
  const named = Object.keys(form.values).flatMap((name) => {
    const n = /^venue(\d+)-name$/.exec(name)?.[1];
    return n !== undefined && one(form.values, name) ? [Number(n) + 1] : [];
  });
  const roles = CITY_ROLES.filter((role) => role !== "host").map((role) => ({
    value: role,
    text: CITY_ROLE[role],
  }));
  const kinds = FAIR_KINDS.map((kind) => ({ value: kind, text: FAIR_KIND[kind] }));
  return (
    <>
      <Field form={form} name="title" label={TEXT.name} hint={TEXT.nameHint} maxlength={80} required />
      <Select form={form} name="kind" label={TEXT.kind} options={kinds} required />
      <Select form={form} name="occupation" label={TEXT.occupation} options={occupations} blank="—" />
      <TextArea form={form} name="intro" label={TEXT.intro} rows={3} maxlength={2000} />
      <Time form={form} name="registrationOpensAt" label={TEXT.registrationOpensAt} />
      <Time form={form} name="registrationClosesAt" label={TEXT.registrationClosesAt} />
      <Time form={form} name="opensAt" label={TEXT.opensAt} />
      <Time form={form} name="closesAt" label={TEXT.closesAt} />
      <h2 id="venues">{TEXT.venues}</h2>
      <p class="hint">{TEXT.venueHint}</p>
      {Array.from({ length: Math.max(0, ...named) + BLANK }, (_, n) => (
        <Venue form={form} n={n} cities={cities} />
      ))}
      <h2 id="cities">{TEXT.cities}</h2>
      <p class="hint">{TEXT.citiesHint}</p>
      <Field form={form} name="hostQuota" label={TEXT.hostQuota} type="number" inputmode="numeric" />
      {site.cities
        .filter(({ code }) => code !== host)
        .map(({ code, shortName }) => (
          <div class="split">
            <Select
              form={form}
              name={`role-${code}`}
              label={`${shortName} ${TEXT.role}`}
              options={roles}
              blank={TEXT.notIn}
            />
            <Field
              form={form}
              name={`quota-${code}`}
              label={`${shortName} ${TEXT.quota}`}
              type="number"
              inputmode="numeric"
            />
          </div>
        ))}
      <Field
        form={form}
        name="offerHours"
        label={TEXT.offerHours}
        type="number"
        inputmode="numeric"
        required
      />
      <TextArea form={form} name="programme" label={TEXT.programme} hint={TEXT.programmeHint} rows={4} />
      <h2 id="pack">{TEXT.pack}</h2>
      <p class="hint">{TEXT.packHint}</p>
      {FAIR_PERMITS.map((paper) => (
        <TextArea form={form} name={paper} label={LACK[paper] ?? paper} rows={3} maxlength={5000} />
      ))}
    </>
  );
};
