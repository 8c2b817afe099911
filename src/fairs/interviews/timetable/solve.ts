import type { Booked, TimetableProblem } from "./problem.ts";
import { push, Seating } from "./seating.ts";

/** Longest chain of moves, and highest number of moves per unplaced wish. */
const CHAIN_MAX = 60;
const STEPS_MAX = 6_000;

/**
 * Places one more wish, moving others along a chain if needed: an augmenting path whose step may displace two
 * (the seat's holder, and the person's own overlap). Nothing placed is lost.
 * A wish moved in a failed search is not moved again until a search succeeds. In a plain matching this loses
 * nothing.
 */
function place(board: Seating, root: number, asked: Set<number>): boolean {
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

type Person = { own: number[]; had: number };

/**
 * Places each person's wishes by rank. Nobody gets a second interview before everybody was tried for a first.
 */
function draft(board: Seating, people: readonly Person[], limit: number): number {
  let placed = 0;
  let asked = new Set<number>();
  for (const { own, had } of people) {
    const open = own.filter((index) => !board.at[index]);
    if (had + own.length - open.length >= limit) continue;
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
 * Solves a timetable with as many interviews as possible: nobody in two places, walking times respected, no
 * recruiter double-booked, no group over its size, fixed interviews unchanged.
 * First one interview for each person, then a second, then a third; within that by rank. Pure and
 * deterministic: any input order gives the same result.
 */
export function solveTimetable(problem: TimetableProblem): Booked[] {
  const board = new Seating(problem);
  const wishes = new Map<string, number[]>();
  const standing = new Map<string, string[]>();
  for (const [index, wish] of board.wishes.entries()) push(wishes, wish.person, index);
  for (const { person, slotId } of problem.fixed) push(standing, person, slotId);
  const people = [...wishes].map(([person, own]) => ({ own, had: standing.get(person)?.length ?? 0 }));
  const most = Math.max(0, ...people.map(({ own, had }) => own.length + had));
  for (let limit = 1; limit <= most; limit += 1) while (draft(board, people, limit) > 0);
  return board.wishes.flatMap((wish, index) => {
    const slot = board.at[index];
    return slot ? [{ wishId: wish.id, slotId: slot.id }] : [];
  });
}
