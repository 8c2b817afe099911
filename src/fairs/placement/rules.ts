const HOUR_MS = 3_600_000;

/**
 * Returns the end of an offer: after `offerHours`, or at the fair's opening if that is sooner, but not less
 * than one hour from now. Never later than the fair's close.
 */
export function offerEnd(
  now: Date,
  { offerHours, opensAt, closesAt }: { offerHours: number; opensAt: Date; closesAt: Date },
): Date {
  const end = Math.min(now.getTime() + offerHours * HOUR_MS, opensAt.getTime());
  return new Date(Math.min(Math.max(end, now.getTime() + HOUR_MS), closesAt.getTime()));
}

export type Wanting = { id: string; city: string; wishes: readonly string[]; since: string };
export type FreeBooth = { id: string; venueId: string; city: string; ordinal: number };
export type Placing = { registrationId: string; boothId: string };

/**
 * Proposes booths by the public rule. Enterprises choose in the order of their recommendation. Each gets the
 * first venue with a free booth: a wished one, else one in its own city, else any. Within a venue,
 * enterprises of one city get neighbouring booths. `room` is the rest of each city's quota; an enterprise
 * beyond it gets no booth.
 */
export function propose(
  wanting: readonly Wanting[],
  free: readonly FreeBooth[],
  room: ReadonlyMap<string, number>,
): Placing[] {
  const halls = new Map<string, FreeBooth[]>();
  for (const booth of [...free].sort((a, b) => a.ordinal - b.ordinal))
    halls.set(booth.venueId, [...(halls.get(booth.venueId) ?? []), booth]);
  const cityOf = new Map(free.map((booth) => [booth.venueId, booth.city]));
  const left = new Map(room);
  const chosen = new Map<string, Wanting[]>();
  const inOrder = [...wanting].sort((a, b) => a.since.localeCompare(b.since) || a.id.localeCompare(b.id));
  for (const one of inOrder) {
    const quota = left.get(one.city);
    if (quota !== undefined && quota <= 0) continue;
    const near = [...halls.keys()].filter((id) => cityOf.get(id) === one.city);
    const venue = [...one.wishes, ...near, ...halls.keys()].find(
      (id) => (halls.get(id)?.length ?? 0) > (chosen.get(id)?.length ?? 0),
    );
    if (!venue) continue;
    chosen.set(venue, [...(chosen.get(venue) ?? []), one]);
    if (quota !== undefined) left.set(one.city, quota - 1);
  }
  return [...chosen].flatMap(([venue, all]) =>
    [...all]
      .sort((a, b) => a.city.localeCompare(b.city))
      .map((one, at) => ({ registrationId: one.id, boothId: halls.get(venue)?.[at]?.id ?? "" })),
  );
}
