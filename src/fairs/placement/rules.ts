const HOUR_MS = 3_600_000;

/**
 * End of an offer: after its hours, or at the opening if that is sooner. A last-minute offer lasts an hour at
 * least.
 */
export function offerEnd(now: Date, { offerHours, opensAt }: { offerHours: number; opensAt: Date }): Date {
  const end = Math.min(now.getTime() + offerHours * HOUR_MS, opensAt.getTime());
  return new Date(Math.max(end, now.getTime() + HOUR_MS));
}

export type Wanting = { id: string; city: string; wishes: readonly string[]; since: string };
export type FreeBooth = { id: string; venueId: string; city: string; ordinal: number };
export type Placing = { registrationId: string; boothId: string };

/**
 * The proposal by the public rule: the first recommended chooses first among venues with room, in the order
 * of its wishes, then its own city's venue, then any. In a hall, enterprises of one city stand together.
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
