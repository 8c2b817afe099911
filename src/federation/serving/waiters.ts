import type { Db } from "../../../db/client.ts";
import type { Services } from "../../platform/context.ts";
import { redactError } from "../../platform/core/redact.ts";
import { selectSizes } from "./store.ts";

/** More callers of one kind than these are answered at once. */
const WAITERS_MAX = 1_000;

type Waiter<For> = { what: For; wake(due: boolean): void };
type Room<For> = { waiters: Set<Waiter<For>>; timer: ReturnType<typeof setTimeout> | null; closed: boolean };
type Tools = Pick<Services, "db" | "log">;

export type Waiting<For> = {
  /**
   * Waits until `what` is due, the time is over, the caller goes away or the process stops. Returns true if
   * it was seen to be due. Never throws.
   */
  wait(tools: Tools, what: For, bounds: { ms: number; signal?: AbortSignal }): Promise<boolean>;
  /** Answers all who wait in this process, and from now on at once. */
  end(tools: Pick<Services, "db">): void;
};

/**
 * Lets many callers wait for rows of the database with one look for all. Every `lookMs`, while somebody
 * waits, `look` gets what they wait for and returns the places of what is due.
 */
export function createWaiting<For>({
  lookMs,
  look,
}: {
  lookMs: number;
  look(db: Db, all: readonly For[]): Promise<readonly number[]>;
}): Waiting<For> {
  const rooms = new WeakMap<Db, Room<For>>();

  function roomOf(db: Db): Room<For> {
    const room = rooms.get(db) ?? { waiters: new Set(), timer: null, closed: false };
    rooms.set(db, room);
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

  function watch(tools: Tools, room: Room<For>): void {
    if (room.timer) return;
    room.timer = setTimeout(async () => {
      await wakeDue(tools, room);
      room.timer = null;
      if (room.waiters.size > 0) watch(tools, room);
    }, lookMs);
  }

  return {
    wait(tools, what, { ms, signal }) {
      const room = roomOf(tools.db);
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
        watch(tools, room);
      });
    },
    end({ db }) {
      const room = roomOf(db);
      room.closed = true;
      for (const { wake } of [...room.waiters]) wake(false);
    },
  };
}

/** Interval in which a process with waiting readers looks at the sizes of their logs. */
const LOOK_MS = 25;

type Place = { stream: string; epoch: number; size: number };

/** Lets readers wait until a log differs from a size and epoch. */
export const growth = createWaiting<Place>({
  lookMs: LOOK_MS,
  async look(db, all) {
    const streams = [...new Set(all.map(({ stream }) => stream))];
    const heads = new Map((await selectSizes(db, streams)).map((head) => [head.stream, head]));
    return all.flatMap(({ stream, epoch, size }, place) => {
      const head = heads.get(stream);
      return head && (head.epoch !== epoch || head.size !== size) ? [place] : [];
    });
  },
});
