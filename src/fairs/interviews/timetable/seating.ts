import type { TimetableProblem, TimetableSlot, TimetableWish } from "./problem.ts";

type Seated = { person: string; spot: string; slot: TimetableSlot; wish: number };
/**
 * Indices of the wishes that lose their slots through a step; null if a fixed interview prevents the step.
 */
type Blockers = readonly number[] | null;

const FIXED = -1;

export const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const all = map.get(key);
  if (all) all.push(value);
  else map.set(key, [value]);
};

/** Sorts wishes by rank and id, so that the result does not depend on their input order. */
const inOrder = (wishes: readonly TimetableWish[]) =>
  [...wishes].sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));

/** The current assignment of wishes to slots. `move` changes it, `undo` restores an earlier state. */
export class Seating {
  readonly wishes: TimetableWish[];
  readonly options: TimetableSlot[][];
  readonly at: (TimetableSlot | null)[];
  private readonly seats = new Map<string, Seated[]>();
  private readonly days = new Map<string, Seated[]>();
  private readonly rivals = new Map<string, TimetableSlot[]>();
  private readonly trail: { wish: number; before: TimetableSlot | null }[] = [];

  constructor(private readonly problem: TimetableProblem) {
    this.wishes = inOrder(problem.wishes);
    this.at = this.wishes.map(() => null);
    const byBooth = new Map<string, TimetableSlot[]>();
    const slots = [...problem.slots].sort((a, b) => a.startMin - b.startMin || (a.id < b.id ? -1 : 1));
    for (const slot of slots) push(byBooth, slot.booth, slot);
    for (const all of byBooth.values()) this.noteRivals(all);
    this.options = this.wishes.map((wish) =>
      (byBooth.get(wish.booth) ?? []).filter(
        (slot) => slot.startMin >= (wish.fromMin ?? -Infinity) && slot.endMin <= (wish.untilMin ?? Infinity),
      ),
    );
    const byId = new Map(slots.map((slot) => [slot.id, slot]));
    for (const { person, slotId, spot } of problem.fixed) {
      const slot = byId.get(slotId);
      if (slot) this.seat({ person, spot, slot, wish: FIXED });
    }
  }

  /** Records which slots of one recruiter overlap. At most one slot of an overlapping group can be used. */
  private noteRivals(slots: readonly TimetableSlot[]): void {
    for (const a of slots)
      for (const b of slots)
        if (a.id < b.id && a.recruiter === b.recruiter && a.startMin < b.endMin && b.startMin < a.endMin) {
          push(this.rivals, a.id, b);
          push(this.rivals, b.id, a);
        }
  }

  private seat(one: Seated): void {
    push(this.seats, one.slot.id, one);
    push(this.days, one.person, one);
  }

  move(index: number, to: TimetableSlot | null): void {
    const wish = this.wishes[index];
    const before = this.at[index];
    if (!wish || before === undefined) throw new Error("no such wish");
    this.trail.push({ wish: index, before });
    this.put(index, wish, to);
  }

  private put(index: number, wish: TimetableWish, to: TimetableSlot | null): void {
    const from = this.at[index];
    if (from) {
      for (const list of [this.seats.get(from.id), this.days.get(wish.person)]) {
        const found = list?.findIndex((one) => one.wish === index) ?? -1;
        if (found >= 0) list?.splice(found, 1);
      }
    }
    this.at[index] = to;
    if (to) this.seat({ person: wish.person, spot: wish.spot, slot: to, wish: index });
  }

  get mark(): number {
    return this.trail.length;
  }

  undo(mark: number): void {
    while (this.trail.length > mark) {
      const step = this.trail.pop();
      const wish = step && this.wishes[step.wish];
      if (step && wish) this.put(step.wish, wish, step.before);
    }
  }

  /**
   * Returns the person's interviews that overlap this one or leave no time to walk; null if one of them is
   * fixed.
   */
  private clashes(wish: TimetableWish, slot: TimetableSlot): Blockers {
    const out: number[] = [];
    for (const one of this.days.get(wish.person) ?? []) {
      const before = one.slot.endMin + this.problem.walkMin(one.spot, wish.spot) <= slot.startMin;
      const after = slot.endMin + this.problem.walkMin(wish.spot, one.spot) <= one.slot.startMin;
      if (before || after) continue;
      if (one.wish === FIXED) return null;
      out.push(one.wish);
    }
    return out;
  }

  /**
   * Returns the ways to free a seat for a wish in a slot. Each way is a list of wishes that must leave their
   * slots; an empty list means that a seat is free. No ways if it is impossible.
   */
  ways(index: number, slot: TimetableSlot): number[][] {
    const wish = this.wishes[index];
    const own = wish && this.clashes(wish, slot);
    if (!own) return [];
    const inTheWay = [...own];
    for (const rival of this.rivals.get(slot.id) ?? [])
      for (const one of this.seats.get(rival.id) ?? []) {
        if (one.wish === FIXED) return [];
        if (!inTheWay.includes(one.wish)) inTheWay.push(one.wish);
      }
    const seated = this.seats.get(slot.id) ?? [];
    const staying = seated.filter((one) => !inTheWay.includes(one.wish));
    if (staying.length < slot.capacity) return [inTheWay];
    return staying.filter((one) => one.wish !== FIXED).map((one) => [...inTheWay, one.wish]);
  }
}
