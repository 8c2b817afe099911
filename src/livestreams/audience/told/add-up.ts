import type { AudienceView, Figures } from "../schema.ts";
import type { ToldRow } from "../store/told.ts";

const MINUTE_MS = 60_000;
type Own = Pick<Figures, "people" | "visits" | "minutes" | "series">;
type Kind = "picture" | "text";

const sum = (all: readonly Own[], name: "people" | "visits" | "minutes") => ({
  picture: all.reduce((n, one) => n + one[name].picture, 0),
  text: all.reduce((n, one) => n + one[name].text, 0),
});

/** Returns the highest number of people in one minute, of all nodes together. */
function peakOf(
  all: readonly Own[],
  kind: Kind,
): NonNullable<AudienceView["others"]>["total"]["peak"]["picture"] {
  const people = new Map<number, number>();
  for (const { series } of all) {
    const from = Math.floor(Date.parse(series.from) / MINUTE_MS);
    for (const [at, n] of series[kind].entries()) people.set(from + at, (people.get(from + at) ?? 0) + n);
  }
  let highest: [number, number] | undefined;
  for (const entry of people) if (entry[1] > (highest?.[1] ?? 0)) highest = entry;
  return highest ? { people: highest[1], at: new Date(highest[0] * MINUTE_MS).toISOString() } : null;
}

/**
 * Returns what the nodes of other cities counted, and the sum with the own figures. Null without any. Each
 * node counts its own viewers, so nobody who watches on one node counts twice.
 */
export function addUp(own: Own, told: readonly ToldRow[]): AudienceView["others"] {
  if (told.length === 0) return null;
  const all = [own, ...told.map(({ figures }) => figures)];
  return {
    cities: told.map(({ city, name, figures: { people, visits, minutes } }) => {
      return { city, name, people, visits, minutes };
    }),
    total: {
      people: sum(all, "people"),
      visits: sum(all, "visits"),
      minutes: sum(all, "minutes"),
      peak: { picture: peakOf(all, "picture"), text: peakOf(all, "text") },
    },
  };
}
