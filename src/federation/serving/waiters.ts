import type { Db } from "../../../db/client.ts";
import type { Services } from "../../platform/context.ts";
import { redactError } from "../../platform/core/redact.ts";
import { selectSizes } from "./store.ts";

/** Interval in which a process with waiting readers looks at the sizes of their logs. */
const LOOK_MS = 25;
/** More readers than these are answered at once. */
const WAITERS_MAX = 1_000;

type Waiter = { stream: string; epoch: number; size: number; wake(): void };
type Room = { waiters: Set<Waiter>; timer: ReturnType<typeof setTimeout> | null; closed: boolean };

const rooms = new WeakMap<Db, Room>();

function roomOf(db: Db): Room {
  const room = rooms.get(db) ?? { waiters: new Set(), timer: null, closed: false };
  rooms.set(db, room);
  return room;
}

async function look({ db, log }: Pick<Services, "db" | "log">, room: Room): Promise<void> {
  const streams = [...new Set([...room.waiters].map(({ stream }) => stream))];
  try {
    const heads = new Map((await selectSizes(db, streams)).map((head) => [head.stream, head]));
    for (const { stream, epoch, size, wake } of [...room.waiters]) {
      const head = heads.get(stream);
      if (head && (head.epoch !== epoch || head.size !== size)) wake();
    }
  } catch (error) {
    log.warn({ error: redactError(error) }, "the sizes of logs cannot be read; waiting readers are answered");
    for (const { wake } of [...room.waiters]) wake();
  }
}

/** Looks again and again while somebody waits. All waiting readers share one statement. */
function watch(services: Pick<Services, "db" | "log">, room: Room): void {
  if (room.timer) return;
  room.timer = setTimeout(async () => {
    await look(services, room);
    room.timer = null;
    if (room.waiters.size > 0) watch(services, room);
  }, LOOK_MS);
}

/**
 * Waits until the log differs from this size and epoch, the time is over, the reader goes away or the process
 * stops. Never throws.
 */
export function waitForEntries(
  services: Pick<Services, "db" | "log">,
  from: { stream: string; epoch: number; size: number },
  { ms, signal }: { ms: number; signal: AbortSignal },
): Promise<void> {
  const room = roomOf(services.db);
  if (room.closed || signal.aborted || room.waiters.size >= WAITERS_MAX) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      room.waiters.delete(waiter);
      resolve();
    };
    const waiter: Waiter = { ...from, wake };
    const timer = setTimeout(wake, ms);
    signal.addEventListener("abort", wake);
    room.waiters.add(waiter);
    watch(services, room);
  });
}

/** Answers all waiting readers of this process, and from now on at once. Call it before the process stops. */
export function endWaits({ db }: Pick<Services, "db">): void {
  const room = roomOf(db);
  room.closed = true;
  for (const { wake } of [...room.waiters]) wake();
}
