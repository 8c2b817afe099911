import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { shanghaiTime } from "../../../../../platform/core/clock.ts";
import { type Fields, fieldText } from "../../../../forms.ts";
import type { Site } from "../../../../layout.tsx";
import { besideOf, besideValues, type FairChoice } from "./fair-section.tsx";

/** Empty presenters to fill in, below those of the form; most presenters of a form. */
const BLANK = 2;
export const PRESENTERS_MAX = 20;
const DAY_MS = 86_400_000;

/** Converts an ISO instant to Shanghai time as a datetime-local input expects it: 2026-05-25T09:00. */
const localTime = (iso: string): string => shanghaiTime(new Date(iso));
/** Adds the time zone of Shanghai to an input's value, or to a typed time such as 2026-05-25 09:00. */
const instant = (text: string): string => (text ? `${text.replace(" ", "T")}:00+08:00` : "");

/** Returns the values of a new livestream: tomorrow evening, for an hour. */
export function defaultValues(now: Date): Fields {
  const day = localTime(new Date(now.getTime() + DAY_MS).toISOString()).slice(0, 10);
  return { startsAt: `${day}T19:00`, endsAt: `${day}T20:00`, graceS: "180" };
}

/** Returns the number of presenters that a form with these values shows. */
export function presentersShown(fields: Fields): number {
  const named = Object.keys(fields).flatMap((name) => {
    const n = /^presenter(\d{1,2})-name$/.exec(name)?.[1];
    return n !== undefined && fieldText(fields, name) ? [Number(n) + 1] : [];
  });
  return Math.min(Math.max(0, ...named) + BLANK, PRESENTERS_MAX);
}

function presenterAt(fields: Fields, n: number, employers: ReadonlyMap<number, string>) {
  const of = (name: string) => fieldText(fields, `presenter${n}-${name}`) || null;
  const name = of("name");
  return name === null
    ? []
    : [
        {
          name,
          enterpriseId: employers.get(n) ?? null,
          union: of("union"),
          permit: of("permit"),
          permitUntil: of("until"),
        },
      ];
}

/** Everything that the form is read with. `stored` is null for a new livestream. */
export type LivestreamForm = {
  site: Site;
  /** Code of the home city. */
  home: string;
  fairs: readonly FairChoice[];
  /** Ids of the presenters' employers, by the number of the presenter. */
  employers: ReadonlyMap<number, string>;
  stored: LivestreamView | null;
};

/**
 * Converts the submitted form to the input for creating or editing a livestream. A presenter without a name
 * is ignored. An input shows whole minutes: a time of `stored` that it shows unchanged keeps its seconds. On
 * air, the fields that stay are left out.
 */
export function livestreamOf(fields: Fields, { site, home, fairs, employers, stored }: LivestreamForm) {
  const time = (name: "startsAt" | "endsAt") => {
    const text = fieldText(fields, name);
    return stored && localTime(stored[name]) === text ? stored[name] : instant(text);
  };
  const grace = fieldText(fields, "graceS");
  const fixed = stored?.onAirAt
    ? {}
    : {
        ...besideOf(fields, fairs, stored),
        startsAt: time("startsAt"),
        graceS: /^\d{1,5}$/.test(grace) ? Number(grace) : Number.NaN,
      };
  return {
    title: fieldText(fields, "title"),
    intro: fieldText(fields, "intro") || null,
    endsAt: time("endsAt"),
    ...fixed,
    cities: site.cities.flatMap(({ code }) => {
      const role = fieldText(fields, `role-${code}`);
      return role && code !== home ? [{ city: code, role }] : [];
    }),
    presenters: Array.from({ length: presentersShown(fields) }, (_, n) =>
      presenterAt(fields, n, employers),
    ).flat(),
  };
}

/** Converts a livestream to the values of its form. */
export const valuesOf = (livestream: LivestreamView): Fields => ({
  title: livestream.title,
  intro: livestream.intro ?? "",
  startsAt: localTime(livestream.startsAt),
  endsAt: localTime(livestream.endsAt),
  graceS: String(livestream.control?.graceS ?? 180),
  ...besideValues(livestream),
  ...Object.fromEntries(livestream.cities.map(({ city, role }) => [`role-${city}`, role])),
  ...Object.fromEntries(
    livestream.presenters.flatMap((one, n) => [
      [`presenter${n}-name`, one.name],
      [`presenter${n}-union`, one.union ?? ""],
      [`presenter${n}-employer`, one.employer?.name ?? ""],
      [`presenter${n}-employerId`, one.employer?.id ?? ""],
      [`presenter${n}-permit`, one.permit ?? ""],
      [`presenter${n}-until`, one.permitUntil ?? ""],
    ]),
  ),
});
