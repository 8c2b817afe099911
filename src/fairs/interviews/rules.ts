import type { QueueKind } from "../../../db/schema/index.ts";

/** Walking minutes between booths of a hall, and between halls of one city. */
export const WALK = { hall: 3, city: 30 } as const;
/**
 * Minutes of notice before an interview. Less than CLAIM_MIN, so that a lost time goes to a person in the
 * hall.
 */
export const NOTICE_MIN = 5;
/** Minutes after the call after which an absent person loses the turn. */
export const NO_SHOW_MIN = 10;
/** Minutes before the time at which a person must be in the hall, or the time goes to others. */
export const CLAIM_MIN = 10;
/** Minutes before an interview at which people are reminded. */
export const SOON_MIN = 30;
/** A gate that has been silent for so many minutes may be without network. Nobody loses a time then. */
export const GATE_HEARD_MIN = 15;
/** A booked person may be called so long before the time. */
const EARLY_MS = 3 * 60_000;

/** A person's position: a booth, or the online corner of a hall. */
export type MeetingSpot = { key: string; venueId: string | null; city: string | null };

/** Minutes on foot; Infinity between cities. */
export function walkBetween(a: MeetingSpot | undefined, b: MeetingSpot | undefined): number {
  if (a && a.key === b?.key) return 0;
  if (!a || !b || a.city === null || a.city !== b.city) return Number.POSITIVE_INFINITY;
  return a.venueId === b.venueId ? WALK.hall : WALK.city;
}

/** Both null for an online participant. */
type Hall = { venueId: string | null; city: string | null };

/**
 * How a person of one hall meets a booth of another: online between cities and to a booth with a meeting
 * room, "none" without one.
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

/** The next person: the booked one whose time has come, by time; then first come, first served. */
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
/** Duration of a talk until three were measured at this booth. */
const UNMEASURED = { fastMin: 5, slowMin: 15 };
const MEASURED_AT_LEAST = 3;

export type Pace = { fastMin: number; slowMin: number; measured: number };

/** Duration of a talk by the last ones served: the means of the faster and of the slower half. */
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
  /** Start of each recruiter's current talk; null for a free one. */
  recruiters: readonly (Date | null)[];
  now: Date;
};

/** Simulates the queue. Returns when each is called if a talk takes `perTalkMin` minutes. */
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

/** Range of each expected call in minutes from now, rounded outwards to five. */
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

/** Returns true for an https address of a public host. The address is shown, never fetched. */
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
