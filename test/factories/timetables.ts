import type {
  Booked,
  TimetableProblem,
  TimetableSlot,
} from "../../src/fairs/interviews/timetable/problem.ts";

type Held = { person: string; spot: string; slot: TimetableSlot; wishId: string | null };

/** Finds every fault of a timetable, independently of the solver. */
export function faultsOf(problem: TimetableProblem, booked: readonly Booked[]): string[] {
  const slots = new Map(problem.slots.map((slot) => [slot.id, slot]));
  const wishes = new Map(problem.wishes.map((wish) => [wish.id, wish]));
  const faults: string[] = [];
  const held: Held[] = [];
  for (const { person, spot, slotId } of problem.fixed) {
    const slot = slots.get(slotId);
    if (slot) held.push({ person, spot, slot, wishId: null });
  }
  for (const { wishId, slotId } of booked) {
    const [wish, slot] = [wishes.get(wishId), slots.get(slotId)];
    if (!wish || !slot || wish.booth !== slot.booth) faults.push(`${wishId} does not belong in ${slotId}`);
    else {
      if (slot.startMin < (wish.fromMin ?? -Infinity) || slot.endMin > (wish.untilMin ?? Infinity))
        faults.push(`${wishId} is not there at ${slotId}`);
      held.push({ person: wish.person, spot: wish.spot, slot, wishId });
    }
  }
  if (new Set(booked.map(({ wishId }) => wishId)).size < booked.length) faults.push("a wish twice");
  const groups = (key: (one: Held) => string) => {
    const all = new Map<string, Held[]>();
    for (const one of held) all.set(key(one), [...(all.get(key(one)) ?? []), one]);
    return [...all.values()];
  };
  for (const day of groups((one) => one.person))
    for (const [i, a] of day.entries())
      for (const b of day.slice(i + 1)) {
        if (a.wishId === null && b.wishId === null) continue;
        const [first, then] = a.slot.startMin <= b.slot.startMin ? [a, b] : [b, a];
        if (first.slot.endMin + problem.walkMin(first.spot, then.spot) > then.slot.startMin)
          faults.push(`${a.person} is in two places, or runs`);
      }
  for (const group of groups((one) => one.slot.id))
    if (group.length > (group[0]?.slot.capacity ?? 0) && group.some((one) => one.wishId))
      faults.push(`${group[0]?.slot.id} is over its size`);
  for (const busy of groups((one) => `${one.slot.booth} ${one.slot.recruiter}`))
    for (const a of busy)
      for (const b of busy)
        if (a.slot.id < b.slot.id && a.slot.startMin < b.slot.endMin && b.slot.startMin < a.slot.endMin)
          if (a.wishId || b.wishId) faults.push(`recruiter ${a.slot.booth}/${a.slot.recruiter} is double`);
  return faults;
}

/** Books first come, first served: each wish takes the first free slot that fits. */
export function firstCome(problem: TimetableProblem): Booked[] {
  const booked: Booked[] = [];
  const people = new Map<string, (typeof problem.wishes)[number][]>();
  for (const wish of problem.wishes) people.set(wish.person, [...(people.get(wish.person) ?? []), wish]);
  const taken = new Map<string, number>();
  for (const { slotId } of problem.fixed) taken.set(slotId, (taken.get(slotId) ?? 0) + 1);
  const inTime = [...problem.slots].sort((a, b) => a.startMin - b.startMin);
  const byBooth = new Map<string, TimetableSlot[]>();
  for (const slot of inTime) byBooth.set(slot.booth, [...(byBooth.get(slot.booth) ?? []), slot]);
  for (const [person, own] of people) {
    const day: Booked[] = [];
    const fixed = problem.fixed.filter((one) => one.person === person);
    for (const wish of [...own].sort((a, b) => a.rank - b.rank)) {
      const slot = (byBooth.get(wish.booth) ?? []).find(
        (one) =>
          (taken.get(one.id) ?? 0) < one.capacity &&
          faultsOf({ ...problem, slots: byDay(problem, byBooth, own, fixed), wishes: own, fixed }, [
            ...day,
            { wishId: wish.id, slotId: one.id },
          ]).length === 0,
      );
      if (!slot) continue;
      day.push({ wishId: wish.id, slotId: slot.id });
      taken.set(slot.id, (taken.get(slot.id) ?? 0) + 1);
    }
    booked.push(...day);
  }
  return booked;
}

/**
 * Returns the slots that matter for one person: those of the booths that the wishes name, and those of fixed
 * interviews.
 */
const byDay = (
  problem: TimetableProblem,
  byBooth: ReadonlyMap<string, TimetableSlot[]>,
  own: readonly { booth: string }[],
  fixed: readonly { slotId: string }[],
): TimetableSlot[] => {
  const held = new Set(fixed.map(({ slotId }) => slotId));
  const booths = [...new Set(own.map(({ booth }) => booth))];
  return [
    ...booths.flatMap((booth) => byBooth.get(booth) ?? []),
    ...(held.size > 0
      ? problem.slots.filter((slot) => held.has(slot.id) && !booths.includes(slot.booth))
      : []),
  ];
};
