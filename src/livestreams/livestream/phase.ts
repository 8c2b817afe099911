import type { LivestreamStatus } from "../../../db/schema/index.ts";

/**
 * Phases of a livestream. Only drafts and cancellations are stored as such. `waiting`: its start has come
 * and there is no picture. `rehearsal`: a signal before it is on air, for its control room alone.
 * `interrupted`: on air, the signal is lost and still waited for.
 */
export const PHASES = [
  "draft",
  "announced",
  "waiting",
  "rehearsal",
  "live",
  "interrupted",
  "ended",
  "replay",
  "cancelled",
] as const;
export type Phase = (typeof PHASES)[number];

/**
 * The signal as probes saw it. `runFrom`: the first advance of a run without a pause as long as the grace.
 */
export type Signal = {
  advancedAt: Date | null;
  /** Time at which the source said that it ended. It counts until the next advance. */
  endedAt: Date | null;
  freshS: number;
  runFrom: Date | null;
  /** The last advance before that run, if the pause between them ended the livestream. */
  lostAt: Date | null;
  /** Seconds for which a copy goes on while its home says nothing. Null for an own livestream. */
  holdS?: number | null;
};

/** The columns of a livestream by which its phase is decided. `endedAt`: an officer ended it. */
export type Clocked = {
  status: LivestreamStatus;
  startsAt: Date;
  endsAt: Date;
  onAirAt: Date | null;
  resumedAt: Date | null;
  endedAt: Date | null;
  graceS: number;
  signal: Signal | null;
};

/** Time after the planned end at which a livestream is over in any case, in milliseconds. */
export const LATE_MS = 2 * 3_600_000;

/** Returns true if the picture advances at `now`: the last advance is fresh and no end followed it. */
export function hasSignal({ signal }: Pick<Clocked, "signal">, now: Date): boolean {
  if (!signal?.advancedAt) return false;
  const { advancedAt, endedAt, freshS } = signal;
  const fresh = Math.abs(now.getTime() - advancedAt.getTime()) < freshS * 1000;
  return fresh && (endedAt === null || endedAt < advancedAt);
}

/**
 * Returns the time at which a livestream on air ends if no further signal comes: the grace after its last
 * sign of life, at latest two hours after its planned end. A run of signals that began after the grace is no
 * sign of life: it needs an officer to go on.
 */
function lapseOf({ signal, onAirAt, resumedAt, endsAt, graceS }: Clocked): number {
  const graceMs = Math.max(graceS, signal?.holdS ?? 0) * 1000;
  const air = (resumedAt ?? onAirAt ?? endsAt).getTime();
  const held = signal?.runFrom && signal.runFrom.getTime() < air + graceMs;
  const seen = (held ? signal?.advancedAt : signal?.lostAt)?.getTime() ?? air;
  return Math.min(Math.max(air, seen) + graceMs, endsAt.getTime() + LATE_MS);
}

/**
 * Returns the time at which a livestream is or was over. It may be later than now. Null for a draft and a
 * cancelled one.
 */
export function overAt(livestream: Clocked): Date | null {
  switch (livestream.status) {
    case "draft":
    case "cancelled":
      return null;
    case "announced":
      return livestream.endsAt;
    case "ended":
      return livestream.endedAt;
    case "onAir":
      return new Date(lapseOf(livestream));
  }
}

/** Returns true if the livestream is over at `now`. A draft and a cancelled one are not. */
export function isOver(livestream: Clocked, now: Date): boolean {
  const over = overAt(livestream);
  return over !== null && now >= over;
}

/**
 * Returns the phase at `now`, as its control room sees it. `recorded`: a recording of it can be watched.
 * Nothing has to run for a phase to change.
 */
export function phaseOf(livestream: Clocked, now: Date, recorded = false): Phase {
  const { status, startsAt } = livestream;
  if (status === "draft" || status === "cancelled") return status;
  const over = status === "ended" || isOver(livestream, now);
  if (status === "announced") {
    if (over) return "ended";
    if (hasSignal(livestream, now)) return "rehearsal";
    return now >= startsAt ? "waiting" : "announced";
  }
  if (over) return recorded ? "replay" : "ended";
  return hasSignal(livestream, now) ? "live" : "interrupted";
}

/** Returns the phase that the public sees: a rehearsal is for the control room alone. */
export function publicPhaseOf(phase: Phase, { startsAt }: Pick<Clocked, "startsAt">, now: Date): Phase {
  if (phase !== "rehearsal") return phase;
  return now >= startsAt ? "waiting" : "announced";
}

/**
 * Returns true if the public sees which posting is pinned: on air, and while a livestream on another
 * platform is under way. `linked`: people watch it on another platform.
 */
export const showsPin = (
  phase: Phase,
  { linked, startsAt }: Pick<Clocked, "startsAt"> & { linked: boolean },
  now: Date,
): boolean =>
  phase === "live" ||
  phase === "interrupted" ||
  (linked && now >= startsAt && publicPhaseOf(phase, { startsAt }, now) === "waiting");

/**
 * Returns the run of signals after one more advance, as the database's trigger keeps it. For tests and for
 * callers that count without a database.
 */
export function afterAdvance(livestream: Clocked, at: Date): Signal {
  const { signal, graceS } = livestream;
  const before = signal ?? { advancedAt: null, endedAt: null, freshS: 10, runFrom: null, lostAt: null };
  if (before.advancedAt === null) return { ...before, advancedAt: at, runFrom: before.runFrom ?? at };
  if (at <= before.advancedAt) return before;
  const graceMs = graceS * 1000;
  if (at.getTime() < before.advancedAt.getTime() + graceMs) return { ...before, advancedAt: at };
  const air = livestream.resumedAt ?? livestream.onAirAt;
  const runFrom = before.runFrom ?? before.advancedAt;
  const endedIt = air !== null && runFrom.getTime() < air.getTime() + graceMs;
  return {
    ...before,
    advancedAt: at,
    runFrom: at,
    lostAt: endedIt ? before.advancedAt : before.lostAt,
  };
}
