import type { QueueKind } from "../../../db/schema/index.ts";

/** Minutes to walk between two booths of a hall, and between two halls of a city. */
export const WALK = { hall: 3, city: 30 } as const;
/**
 * Minimum minutes between the booking and the start of an interview. Less than CLAIM_MIN, so that a released
 * time can go to a person in the hall.
 */
export const NOTICE_MIN = 5;
/** Minutes after the call at which an absent person loses the turn. */
export const NO_SHOW_MIN = 10;
/** Minutes before an interview at which a person who has not entered the hall loses it. */
export const CLAIM_MIN = 10;
/** Minutes before an interview at which the person is reminded. */
export const SOON_MIN = 30;
/**
 * If a gate has reported no entry for so many minutes, it may be without network. Then nobody loses an
 * interview for not having entered.
 */
export const GATE_HEARD_MIN = 15;
/** Time before a booked interview from which its person may be called, in milliseconds. */
const EARLY_MS = 3 * 60_000;

/** A person's position: a booth, or the area of a hall for online interviews. */
export type MeetingSpot = { key: string; venueId: string | null; city: string | null };

/** Returns the walking time in minutes: 0 within a position, Infinity between cities. */
export function walkBetween(a: MeetingSpot | undefined, b: MeetingSpot | undefined): number {
  if (a && a.key === b?.key) return 0;
  if (!a || !b || a.city === null || a.city !== b.city) return Number.POSITIVE_INFINITY;
  return a.venueId === b.venueId ? WALK.hall : WALK.city;
}

/** The venue of a ticket or booth, and its city. Both are null for an online participant. */
type Hall = { venueId: string | null; city: string | null };

/**
 * Returns how a person meets a booth. In the same hall: `there`. Else `remote` if the booth has a meeting
 * room, `there` if both halls are in one city, otherwise `none`.
 */
export function meetingModeOf(
  person: Hall,
  booth: Hall,
  hasMeetingRoom: boolean,
): "there" | "remote" | "none" {
  if (person.venueId !== null && person.venueId === booth.venueId) return "there";
  if (hasMeetingRoom) return "remote";
  return person.city !== null && person.city === booth.city ? "there" : "none";
}

export type Waiting = { id: string; kind: QueueKind; dueAt: Date | null; joinedAt: Date };

/**
 * Returns the next person to call: the due person with the earliest booked time, else the unbooked person who
 * joined first. A booked person is due from EARLY_MS before the time.
 */
export function nextOf<W extends Waiting>(waiting: readonly W[], now: Date): W | undefined {
  const due = waiting
    .filter((one) => one.dueAt && one.dueAt.getTime() - EARLY_MS <= now.getTime())
    .sort((a, b) => Number(a.dueAt) - Number(b.dueAt) || (a.id < b.id ? -1 : 1));
  const free = waiting
    .filter((one) => !one.dueAt)
    .sort((a, b) => Number(a.joinedAt) - Number(b.joinedAt) || (a.id < b.id ? -1 : 1));
  return due[0] ?? free[0];
}

const MINUTE_MS = 60_000;
/** Assumed minutes of a talk, until MEASURED_AT_LEAST talks were measured at the booth. */
const UNMEASURED = { fastMin: 5, slowMin: 15 };
const MEASURED_AT_LEAST = 3;

export type Pace = { fastMin: number; slowMin: number; measured: number };

/**
 * Returns the expected minutes of a talk, from the last talks at the booth. `fastMin` and `slowMin` are the
 * means of the faster and of the slower half.
 */
export function paceOf(servedMin: readonly number[]): Pace {
  const measured = servedMin.length;
  if (measured < MEASURED_AT_LEAST) return { ...UNMEASURED, measured };
  const sorted = [...servedMin].sort((a, b) => a - b);
  const mean = (all: number[]) => all.reduce((sum, n) => sum + n, 0) / all.length;
  const half = Math.ceil(measured / 2);
  return { fastMin: mean(sorted.slice(0, half)), slowMin: mean(sorted.slice(-half)), measured };
}

export type QueueState = {
  waiting: readonly Waiting[];
  /** Start of each recruiter's current talk; null for a free recruiter. */
  recruiters: readonly (Date | null)[];
  now: Date;
};

/**
 * Simulates the queue. Returns in how many minutes each person is called, if each talk takes `perTalkMin`
 * minutes.
 */
function playThrough({ waiting, recruiters, now }: QueueState, perTalkMin: number): Map<string, number> {
  const start = now.getTime();
  const free = recruiters.map((since) =>
    since ? Math.max(start, since.getTime() + perTalkMin * MINUTE_MS) : start,
  );
  const left = [...waiting];
  const called = new Map<string, number>();
  while (left.length > 0) {
    const at = Math.min(...free);
    const next = nextOf(left, new Date(at));
    if (!next) {
      const soonest = Math.min(...left.map((one) => Number(one.dueAt) - EARLY_MS));
      for (const [n, then] of free.entries()) free[n] = Math.max(then, soonest);
      continue;
    }
    called.set(next.id, (at - start) / MINUTE_MS);
    free[free.indexOf(at)] = at + perTalkMin * MINUTE_MS;
    left.splice(left.indexOf(next), 1);
  }
  return called;
}

export type Estimate = { fromMin: number; toMin: number; measured: number };

/**
 * Returns in how many minutes each person is expected to be called, as a range rounded outwards to multiples
 * of five.
 */
export function estimates(line: QueueState, pace: Pace): Map<string, Estimate> {
  const recruiters = line.recruiters.length > 0 ? line.recruiters : [null];
  const quick = playThrough({ ...line, recruiters }, pace.fastMin);
  const slow = playThrough({ ...line, recruiters }, pace.slowMin);
  return new Map(
    [...quick].map(([id, from]) => {
      const to = Math.max(from, slow.get(id) ?? from);
      const fromMin = Math.floor(from / 5) * 5;
      return [id, { fromMin, toMin: Math.max(fromMin + 5, Math.ceil(to / 5) * 5), measured: pace.measured }];
    }),
  );
}

/**
 * Returns true for an https URL of a public host name, without user, password and port. The program shows the
 * URL and never requests it.
 */
export function isPublicLink(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  const { hostname: host } = url;
  if (url.protocol !== "https:" || url.username || url.password || url.port) return false;
  return (
    /^([a-z0-9-]+\.)+[a-z]{2,}$/.test(host) &&
    !/\.(local|internal|localhost|test|invalid|example|home|lan)$/.test(host)
  );
}
