import type { Db } from "../../../db/client.ts";
import type { Services } from "../context.ts";
import { redactError } from "../core/redact.ts";
import { hearsWakes, onWake } from "./wakes.ts";

/** More callers of one kind than these are answered at once. */
const WAITERS_MAX = 1_000;

type Waiter<For> = { what: For; wake(due: boolean): void };
type Room<For> = {
  waiters: Set<Waiter<For>>;
  /** Runs out when it is time for the next look; null while nobody waits, and during a look. */
  timer: ReturnType<typeof setTimeout> | null;
  looking: boolean;
  /** True if the timer is set for the next look that may be. */
  soon: boolean;
  /** Time of the last look, of the monotonic clock in milliseconds. */
  lookedMs: number;
  /** True if a log grew during a look, which may have missed it. */
  again: boolean;
  closed: boolean;
};
type Tools = Pick<Services, "db" | "log">;

export type Waiting<For> = {
  /**
   * Waits until `what` is due, the time is over, the caller goes away or the process stops. Returns true if
   * it was seen to be due. Never throws.
   */
  wait(tools: Tools, what: For, bounds: { ms: number; signal?: AbortSignal }): Promise<boolean>;
  /** Answers all who wait in this process, and from now on at once. */
  end(tools: Tools): void;
};

/** Pause between two looks of a process that hears when logs grow, in milliseconds. */
const NET_MS = 500;
/** Shortest pause between two looks. Logs that grow all the time are then read by more than one entry. */
const LEAST_MS = 20;

/**
 * Lets many callers wait for what logs tell, with one look for all. `look` gets what they wait for and
 * returns the places of what is due. It is called when a log has grown; every `lookMs` in a process that
 * does not hear of it.
 */
export function createWaiting<For>({
  lookMs,
  look,
}: {
  lookMs: number;
  look(db: Db, all: readonly For[]): Promise<readonly number[]>;
}): Waiting<For> {
  const rooms = new WeakMap<Db, Room<For>>();

  function roomOf(tools: Tools): Room<For> {
    const { db } = tools;
    const known = rooms.get(db);
    if (known) return known;
    const room: Room<For> = {
      waiters: new Set(),
      timer: null,
      looking: false,
      soon: false,
      lookedMs: 0,
      again: false,
      closed: false,
    };
    rooms.set(db, room);
    onWake(db, "log", () => lookSoon(tools, room));
    return room;
  }

  async function wakeDue({ db, log }: Tools, room: Room<For>): Promise<void> {
    const waiters = [...room.waiters];
    try {
      const due = await look(
        db,
        waiters.map(({ what }) => what),
      );
      for (const place of due) waiters[place]?.wake(true);
    } catch (error) {
      log.warn({ error: redactError(error) }, "callers that wait for a log are answered: it cannot be read");
      for (const { wake } of waiters) wake(false);
    }
  }

  function lookAfter(tools: Tools, room: Room<For>, ms: number): void {
    clearTimeout(room.timer ?? undefined);
    room.timer = setTimeout(async () => {
      Object.assign(room, { timer: null, looking: true, soon: false, again: false });
      room.lookedMs = performance.now();
      await wakeDue(tools, room);
      room.looking = false;
      if (room.waiters.size > 0) watch(tools, room);
    }, ms);
  }

  function lookSoon(tools: Tools, room: Room<For>): void {
    if (room.looking) room.again = true;
    else if (room.waiters.size > 0 && !room.soon) {
      room.soon = true;
      lookAfter(tools, room, Math.max(0, room.lookedMs + LEAST_MS - performance.now()));
    }
  }

  function watch(tools: Tools, room: Room<For>): void {
    if (room.timer || room.looking) return;
    if (room.again) lookSoon(tools, room);
    else lookAfter(tools, room, hearsWakes(tools.db) ? NET_MS : lookMs);
  }

  return {
    wait(tools, what, { ms, signal }) {
      const room = roomOf(tools);
      if (room.closed || signal?.aborted || room.waiters.size >= WAITERS_MAX) return Promise.resolve(false);
      return new Promise((resolve) => {
        const wake = (due: boolean) => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", leave);
          room.waiters.delete(waiter);
          resolve(due);
        };
        const leave = () => wake(false);
        const waiter: Waiter<For> = { what, wake };
        const timer = setTimeout(leave, ms);
        signal?.addEventListener("abort", leave);
        room.waiters.add(waiter);
        // A log may have grown since the caller looked, and nobody was here to be woken.
        if (hearsWakes(tools.db)) lookSoon(tools, room);
        else watch(tools, room);
      });
    },
    end(tools) {
      const room = roomOf(tools);
      room.closed = true;
      for (const { wake } of [...room.waiters]) wake(false);
    },
  };
}
