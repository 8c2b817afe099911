import type { LivestreamTakeEnd } from "../../../db/schema/index.ts";
import { isAdvancing } from "./rules/stall.ts";
import type { SignalState, Step } from "./rules/state.ts";

/** The take of a livestream that has not ended. Times are in milliseconds. */
export type OpenTake = { id: string; startedAtMs: number; advancedAtMs: number | null };

/**
 * Begin of a take. `publish`: the server asked this program, and no other picture is the livestream's.
 * `signal`: nobody asks, so the take begins with the picture.
 */
export type TakeStart = "publish" | "signal";

/** Consequences of one look: the open take ends, a new one begins, and the signal of a take advanced. */
export type TakePlan = { end: LivestreamTakeEnd | null; begin: boolean; advance: boolean };

type Look = {
  step: Step;
  take: OpenTake | null;
  starts: TakeStart;
  graceMs: number;
  atMs: number;
};

function endOf({ step, take, starts, graceMs, atMs }: Look): LivestreamTakeEnd | null {
  if (!take) return null;
  if (step.ended) return "endlist";
  if (step.restarted && starts === "signal") return "restarted";
  const silentMs = atMs - (take.advancedAtMs ?? take.startedAtMs);
  return silentMs > graceMs && !step.advanced ? "lost" : null;
}

/**
 * Decides about takes after a look. A picture that advances without a take, where the server asks before it
 * lets somebody publish, belongs to a publisher who was cut off. It is no signal.
 */
export function planTakes(look: Look): TakePlan {
  const end = endOf(look);
  const open = look.take !== null && end === null;
  const begin = look.step.advanced && !open && look.starts === "signal";
  return { end, begin, advance: look.step.advanced && (open || begin) };
}

const STARTING_MS = 30_000;

/** Returns true while a publisher has connected a moment ago and no picture of it was seen. */
export const isStarting = (take: OpenTake | null, atMs: number): boolean =>
  take !== null && take.advancedAtMs === null && Math.abs(atMs - take.startedAtMs) < STARTING_MS;

/** Returns how many looks in a row have shown no moving picture. */
export const failuresAfter = (before: number, state: SignalState, atMs: number): number =>
  isAdvancing(state, atMs) ? 0 : before + 1;
