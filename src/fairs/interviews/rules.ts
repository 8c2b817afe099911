import type { QueueKind } from "../../../db/schema/index.ts";

/** Minutes from booth to booth in a hall, and between halls of one city. */
export const WALK = { hall: 3, city: 30 } as const;
/** Nobody is given an interview that begins sooner; less than the claim, so that what is lost goes to who is in the hall. */
export const NOTICE_MIN = 5;
/** Who does not come so long after the call has lost the turn. */
export const NO_SHOW_MIN = 10;
/** Who is not in the hall so long before the time has not claimed it: it goes to others. */
export const CLAIM_MIN = 10;
/** People are reminded of an interview so long before. */
export const SOON_MIN = 30;
/** A gate that was not heard of for so long may be without network: nobody loses a time by its silence. */
export const GATE_HEARD_MIN = 15;
/** A booked person is taken so long before the time. */
const EARLY_MS = 3 * 60_000;

/** Where somebody is meanwhile: a booth or the remote corner of a hall. */
export type Place = { key: string; venueId: string | null; city: string | null };

/** Minutes on foot; Infinity between cities. */
export function walkBetween(a: Place | undefined, b: Place | undefined): number {
  if (a && a.key === b?.key) return 0;
  if (!a || !b || a.city === null || a.city !== b.city) return Number.POSITIVE_INFINITY;
  return a.venueId === b.venueId ? WALK.hall : WALK.city;
}

/** Of no hall: somebody who takes part online. */
type Hall = { venueId: string | null; city: string | null };

/**
 * Whether somebody of one hall talks to a booth of another over the meeting room: always between cities, in a city where
 * there is a room. "none" where there is no way.
 */
export function wayTo(person: Hall, booth: Hall, hasRoom: boolean): "there" | "remote" | "none" {
  if (person.venueId !== null && person.venueId === booth.venueId) return "there";
  if (hasRoom) return "remote";
  return person.city !== null && person.city === booth.city ? "there" : "none";
}

export type Waiting = { id: string; kind: QueueKind; dueAt: Date | null; joinedAt: Date };

/** Who is next: the booked one whose time has come, by the time; then who came first. */
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
/** What a talk takes while fewer than three were measured at this booth. */
const UNMEASURED = { fastMin: 5, slowMin: 15 };
const MEASURED_AT_LEAST = 3;

export type Pace = { fastMin: number; slowMin: number; measured: number };

/** How long a talk takes by the last ones served: the mean of the quicker half and of the slower half. */
export function paceOf(servedMin: readonly number[]): Pace {
  const measured = servedMin.length;
  if (measured < MEASURED_AT_LEAST) return { ...UNMEASURED, measured };
  const sorted = [...servedMin].sort((a, b) => a - b);
  const mean = (all: number[]) => all.reduce((sum, n) => sum + n, 0) / all.length;
  const half = Math.ceil(measured / 2);
  return { fastMin: mean(sorted.slice(0, half)), slowMin: mean(sorted.slice(-half)), measured };
}

export type Line = {
  waiting: readonly Waiting[];
  /** Since when each recruiter talks to somebody; null for a free one. */
  recruiters: readonly (Date | null)[];
  now: Date;
};

/** When each would be called if a talk took so many minutes: the queue is played through. */
function playThrough({ waiting, recruiters, now }: Line, perTalkMin: number): Map<string, number> {
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

/** From when to when each may expect the call, in minutes from now: down and up to whole fives. */
export function estimates(line: Line, pace: Pace): Map<string, Estimate> {
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

/** An https address that anybody on the internet could open; it is shown, never fetched. */
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
