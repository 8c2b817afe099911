import { type Estimate, estimates, paceOf } from "../rules.ts";
import type { EntryView } from "../schema.ts";
import type { QueueEntry } from "../store/queue.ts";

/** Id of a hypothetical person who joins the queue now, to estimate the wait of a newcomer. */
export const NEWCOMER = "newcomer";

/** A booth's queue. `served`: minutes of its last talks. */
export type BoothLine = { entries: QueueEntry[]; recruiters: number; served: number[]; now: Date };

/**
 * Estimates when each waiting person will be called, and when a newcomer would be. By id of the queue entry,
 * or `NEWCOMER`.
 */
export function expected({ entries, recruiters, served, now }: BoothLine): Map<string, Estimate> {
  const busy = new Map<number, Date>();
  for (const { recruiter, servedAt, calledAt } of entries)
    if (recruiter !== null) busy.set(recruiter, servedAt ?? calledAt ?? now);
  const free = Math.max(0, recruiters - busy.size);
  const at = [...busy.values(), ...Array.from({ length: free }, () => null)];
  const newcomer = { id: NEWCOMER, kind: "walkIn", dueAt: null, joinedAt: now } as const;
  const waiting = [...entries.filter((one) => one.status === "waiting"), newcomer];
  return estimates({ waiting, recruiters: at, now }, paceOf(served));
}

/** Sorts entries: those called or served first, then waiting ones in the order of their expected calls. */
export function inTurn(entries: readonly QueueEntry[], when: ReadonlyMap<string, Estimate>): QueueEntry[] {
  const order = [...when.keys()];
  const place = (entry: QueueEntry) => (entry.status === "waiting" ? order.indexOf(entry.id) : -1);
  return [...entries].sort((a, b) => place(a) - place(b) || a.number - b.number);
}

const iso = (date: Date | null) => date?.toISOString() ?? null;

export const entryView = (entry: QueueEntry, estimate: Estimate | undefined): EntryView => ({
  id: entry.id,
  number: entry.number,
  kind: entry.kind,
  status: entry.status as EntryView["status"],
  remote: entry.remote,
  dueAt: iso(entry.dueAt),
  recruiter: entry.recruiter,
  calledAt: iso(entry.calledAt),
  estimate: (entry.status === "waiting" && estimate) || null,
});

/** Returns the views of a booth's queue, the next ones first. */
export function queueViews(line: BoothLine): EntryView[] {
  const when = expected(line);
  return inTurn(line.entries, when).map((entry) => entryView(entry, when.get(entry.id)));
}
