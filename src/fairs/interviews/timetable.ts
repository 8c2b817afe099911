/** A stretch of one recruiter's time at one desk (the booth of an enterprise); minutes on one common clock. */
export type TimetableSlot = {
  id: string;
  desk: string;
  recruiter: number;
  startMin: number;
  endMin: number;
  /** People at once: one, or a group. */
  capacity: number;
};
/** Somebody would like to talk to an enterprise. */
export type TimetableWish = {
  id: string;
  person: string;
  desk: string;
  rank: number;
  /** Where the person is meanwhile: the booth, or the remote corner of the person's own hall. */
  place: string;
  /** When the person is there; any time when absent. */
  fromMin?: number;
  untilMin?: number;
};
/** An interview that stays where it is: the person has been told. */
export type FixedInterview = { person: string; slotId: string; place: string };
export type TimetableProblem = {
  slots: readonly TimetableSlot[];
  wishes: readonly TimetableWish[];
  fixed: readonly FixedInterview[];
  /** Minutes between two places; Infinity where nobody walks. */
  walkMin(from: string, to: string): number;
};
export type Booked = { wishId: string; slotId: string };

type Seated = { person: string; place: string; slot: TimetableSlot; wish: number };
/** What one step would push out of its place; null where something that stays is in the way. */
type Blockers = readonly number[] | null;

/** How long a chain of moves may get, and how many each unplaced wish may try. */
const CHAIN_MAX = 60;
const STEPS_MAX = 6_000;
const FIXED = -1;

const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const all = map.get(key);
  if (all) all.push(value);
  else map.set(key, [value]);
};

/** Wishes in the order everybody agrees on, whatever order they came in. */
const inOrder = (wishes: readonly TimetableWish[]) =>
  [...wishes].sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));

/** The board on which interviews are put, taken and put back. */
class Board {
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
    const byDesk = new Map<string, TimetableSlot[]>();
    const slots = [...problem.slots].sort((a, b) => a.startMin - b.startMin || (a.id < b.id ? -1 : 1));
    for (const slot of slots) push(byDesk, slot.desk, slot);
    for (const all of byDesk.values()) this.noteRivals(all);
    this.options = this.wishes.map((wish) =>
      (byDesk.get(wish.desk) ?? []).filter(
        (slot) => slot.startMin >= (wish.fromMin ?? -Infinity) && slot.endMin <= (wish.untilMin ?? Infinity),
      ),
    );
    const byId = new Map(slots.map((slot) => [slot.id, slot]));
    for (const { person, slotId, place } of problem.fixed) {
      const slot = byId.get(slotId);
      if (slot) this.seat({ person, place, slot, wish: FIXED });
    }
  }

  /** One recruiter's overlapping slots: only one of them can be used. */
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
    if (to) this.seat({ person: wish.person, place: wish.place, slot: to, wish: index });
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

  /** Interviews of the person that leave no time to be at this one, walking included. */
  private clashes(wish: TimetableWish, slot: TimetableSlot): Blockers {
    const out: number[] = [];
    for (const one of this.days.get(wish.person) ?? []) {
      const before = one.slot.endMin + this.problem.walkMin(one.place, wish.place) <= slot.startMin;
      const after = slot.endMin + this.problem.walkMin(wish.place, one.place) <= one.slot.startMin;
      if (before || after) continue;
      if (one.wish === FIXED) return null;
      out.push(one.wish);
    }
    return out;
  }

  /** The ways to make room for a wish in a slot: each a list of wishes that would have to move. */
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

/**
 * Places one more wish, moving others along a chain where it must: an augmenting path, except that a step may push out
 * two (who sits there, and what the same person does meanwhile). Nothing that was placed is lost. Who was asked to move
 * in a search that failed is not asked again until one succeeds: in a plain matching that loses nothing.
 */
function place(board: Board, root: number, asked: Set<number>): boolean {
  let steps = 0;
  const settle = (index: number, depth: number): boolean => {
    const options = board.options[index] ?? [];
    for (const slot of options)
      if (board.ways(index, slot).some((way) => way.length === 0)) {
        board.move(index, slot);
        return true;
      }
    if (depth >= CHAIN_MAX) return false;
    for (const slot of options)
      for (const way of board.ways(index, slot)) {
        if (way.length > 2 || way.some((other) => asked.has(other))) continue;
        steps += 1;
        if (steps > STEPS_MAX) return false;
        const mark = board.mark;
        for (const other of way) {
          asked.add(other);
          board.move(other, null);
        }
        board.move(index, slot);
        if (way.every((other) => settle(other, depth + 1))) return true;
        board.undo(mark);
      }
    return false;
  };
  asked.add(root);
  const mark = board.mark;
  if (settle(root, 0)) return true;
  board.undo(mark);
  return false;
}

/** Each person once, wishes by rank: nobody is given a second interview before everybody was tried for a first. */
function draft(board: Board, people: ReadonlyMap<string, number[]>, limit: number): number {
  let placed = 0;
  let asked = new Set<number>();
  for (const own of people.values()) {
    const open = own.filter((index) => !board.at[index]);
    if (own.length - open.length >= limit) continue;
    for (const index of open)
      if (place(board, index, asked)) {
        placed += 1;
        asked = new Set();
        break;
      }
  }
  return placed;
}

/**
 * A conflict-free timetable of as many interviews as can be found: nobody in two places, walking time kept, no recruiter
 * double, no group over its size, fixed interviews where they were. One for each person first, then a second, then a
 * third; within that by rank. Pure and deterministic: the same question in any order gets the same answer.
 */
export function solveTimetable(problem: TimetableProblem): Booked[] {
  const board = new Board(problem);
  const people = new Map<string, number[]>();
  for (const [index, wish] of board.wishes.entries()) push(people, wish.person, index);
  const most = Math.max(0, ...[...people.values()].map((own) => own.length));
  for (let limit = 1; limit <= most; limit += 1) while (draft(board, people, limit) > 0);
  return board.wishes.flatMap((wish, index) => {
    const slot = board.at[index];
    return slot ? [{ wishId: wish.id, slotId: slot.id }] : [];
  });
}
