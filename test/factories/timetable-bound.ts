import type {
  TimetableProblem,
  TimetableSlot,
  TimetableWish,
} from "../../src/fairs/interviews/timetable/problem.ts";
import { Network } from "./maximum-flow.ts";

type Choice = { wish: TimetableWish; slots: TimetableSlot[] };

/**
 * Returns the highest number of one person's wishes that can be booked if nobody else has wishes. Tries every
 * combination.
 */
function mostFor(own: readonly Choice[], problem: TimetableProblem): number {
  const day: { slot: TimetableSlot; place: string }[] = [];
  const free = (slot: TimetableSlot, place: string) =>
    day.every(
      (one) =>
        one.slot.endMin + problem.walkMin(one.place, place) <= slot.startMin ||
        slot.endMin + problem.walkMin(place, one.place) <= one.slot.startMin,
    );
  const best = (at: number): number => {
    const choice = own[at];
    if (!choice) return 0;
    let most = best(at + 1);
    for (const slot of choice.slots) {
      if (most === own.length - at) break;
      if (!free(slot, choice.wish.spot)) continue;
      day.push({ slot, place: choice.wish.spot });
      most = Math.max(most, 1 + best(at + 1));
      day.pop();
    }
    return most;
  };
  return best(0);
}

/**
 * Returns an upper bound of the number of interviews: the maximum flow source → person → wish → slot → sink.
 * The capacity of a person is `mostFor`, of a wish one, of a slot its number of seats.
 * Every timetable is such a flow, so none has more interviews. The flow ignores that a person's interviews
 * must not overlap, so the bound may be too high. Only for problems without fixed interviews.
 */
export function upperBound(problem: TimetableProblem): number {
  const people = new Map<string, Choice[]>();
  for (const wish of problem.wishes) {
    const slots = problem.slots.filter(
      (slot) =>
        slot.booth === wish.booth &&
        slot.startMin >= (wish.fromMin ?? -Infinity) &&
        slot.endMin <= (wish.untilMin ?? Infinity),
    );
    people.set(wish.person, [...(people.get(wish.person) ?? []), { wish, slots }]);
  }
  const [source, sink] = [0, 1];
  const persons = new Map([...people.keys()].map((person, at) => [person, 2 + at]));
  const slotNode = new Map(problem.slots.map((slot, at) => [slot.id, 2 + persons.size + at]));
  let next = 2 + persons.size + slotNode.size;
  const network = new Network(next + problem.wishes.length);
  for (const [person, own] of people) {
    const node = persons.get(person) ?? 0;
    network.arc(source, node, mostFor(own, problem));
    for (const { slots } of own) {
      network.arc(node, next, 1);
      for (const slot of slots) network.arc(next, slotNode.get(slot.id) ?? 0, 1);
      next += 1;
    }
  }
  for (const slot of problem.slots) network.arc(slotNode.get(slot.id) ?? 0, sink, slot.capacity);
  return network.maximum(source, sink);
}
