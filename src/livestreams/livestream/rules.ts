import { AppError, type FieldError } from "../../platform/core/errors.ts";
import { type Clocked, hasSignal, isOver, LATE_MS, type Phase, phaseOf } from "./phase.ts";
import type { ActionName } from "./schema.ts";

/** Longest planned duration of a livestream, in milliseconds. */
const LONGEST_MS = 24 * 3_600_000;
/** Time before the planned start from which a livestream may go on air, in milliseconds. */
const EARLY_MS = 30 * 60_000;

type Times = { startsAt: Date; endsAt: Date };

/** Returns the time fields that are in the wrong order or too far apart. */
export function timeFaults({ startsAt, endsAt }: Times): FieldError[] {
  if (endsAt <= startsAt) return [{ path: "endsAt", code: "BEFORE_START" }];
  if (endsAt.getTime() - startsAt.getTime() > LONGEST_MS) return [{ path: "endsAt", code: "TOO_LONG" }];
  return [];
}

/** A presenter, and whether the permit is valid today and until the planned end. */
export type Permitted = { permit: string | null; permitEnded: boolean; permitCovers: boolean };

/**
 * Returns what a livestream lacks for its announcement. `presenters`: there is none. `permits`: a presenter
 * has no permit that is valid until the end. `postings`: neither a posting that can be shown nor a link.
 * `endsAt`: its end is past.
 */
export const announceBlockers = (livestream: {
  presenters: readonly Permitted[];
  postings: number;
  linked: boolean;
  endsAt: Date;
  now: Date;
}): string[] => [
  ...(livestream.presenters.length === 0 ? ["presenters"] : []),
  ...(livestream.presenters.some(({ permitCovers }) => !permitCovers) ? ["permits"] : []),
  ...(livestream.postings === 0 && !livestream.linked ? ["postings"] : []),
  ...(livestream.now >= livestream.endsAt ? ["endsAt"] : []),
];

/** Throws LIVESTREAM_INCOMPLETE with the missing parts if there are any. */
export function requireNoBlockers(blockers: readonly string[]): void {
  if (blockers.length === 0) return;
  const fields: FieldError[] = blockers.map((path) => ({ path, code: "MISSING" }));
  throw new AppError("LIVESTREAM_INCOMPLETE", { fields });
}

/**
 * Returns true if the livestream's state allows the action at `now`. A livestream may go on air from half an
 * hour before its start, and again until two hours after its end.
 */
export function allows(livestream: Clocked, action: ActionName, now: Date): boolean {
  const { status, startsAt, endsAt } = livestream;
  const over = isOver(livestream, now);
  switch (action) {
    case "announce":
      return status === "draft";
    case "goOnAir":
      return status === "announced" && !over && now.getTime() >= startsAt.getTime() - EARLY_MS;
    case "resume":
      return (status === "onAir" || status === "ended") && over && now.getTime() < endsAt.getTime() + LATE_MS;
    case "end":
      return status === "onAir" && !over;
    case "cancel":
      return status === "draft" || (status === "announced" && !over);
  }
}

/** Throws LIVESTREAM_STATE unless the livestream's state allows the action. */
export function requireAction(livestream: Clocked, action: ActionName, now: Date): void {
  if (!allows(livestream, action, now))
    throw new AppError("LIVESTREAM_STATE", { facts: { phase: phaseOf(livestream, now) } });
}

/**
 * Throws LIVESTREAM_NO_SIGNAL unless the picture advances, LIVESTREAM_PERMIT_ENDED if a presenter's permit
 * is missing or has ended: nobody is put on air without a picture or a permit.
 */
export function requireReady(livestream: Clocked, presenters: readonly Permitted[], now: Date): void {
  if (presenters.length === 0 || presenters.some(({ permit, permitEnded }) => permit === null || permitEnded))
    throw new AppError("LIVESTREAM_PERMIT_ENDED");
  if (!hasSignal(livestream, now)) throw new AppError("LIVESTREAM_NO_SIGNAL");
}

const PINNABLE: ReadonlySet<Phase> = new Set(["waiting", "rehearsal", "live", "interrupted"]);

/** Returns true if postings may be pinned in this phase: from the rehearsal or planned start to the end. */
export const mayPin = (phase: Phase): boolean => PINNABLE.has(phase);

const CLOSED: ReadonlySet<Phase> = new Set(["ended", "replay", "cancelled"]);

/** Throws LIVESTREAM_STATE if the livestream is over or cancelled: nothing of it is edited any more. */
export function requireEditable(livestream: Clocked, now: Date): void {
  const phase = phaseOf(livestream, now);
  if (CLOSED.has(phase)) throw new AppError("LIVESTREAM_STATE", { facts: { phase } });
}
