import type { Booked, TimetableProblem } from "./problem.ts";
import { push, Seating } from "./seating.ts";

/** Highest number of relocations in one chain. */
const CHAIN_MAX = 60;
/** Highest number of search steps per unplaced wish. */
const STEPS_MAX = 6_000;

/**
 * Places one more wish and relocates others if needed, along an augmenting path. One step may displace two
 * wishes: the seat's holder, and an interview of the same person. No wish loses its place.
 * A wish displaced in a failed search is not displaced again until a search succeeds. In a plain bipartite
 * matching this loses no solution.
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
 * Tries to place one more wish, by rank, for each person with fewer than `limit` interviews. Returns the
 * number of wishes placed.
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
 * Assigns wishes to slots, as many as the search finds. Nobody is in two places, walking times are respected,
 * no recruiter is double-booked, no group exceeds its capacity, and fixed interviews stay.
 * First tries to give each person one interview, then a second, then a third; within that by rank. Pure and
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
