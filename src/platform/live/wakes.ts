import type { Db } from "../../../db/client.ts";
import { type Listening, listenTo } from "../../../db/listen.ts";
import type { Log } from "../context.ts";
import { redactError } from "../core/redact.ts";
import { WAKE_CHANNEL, type WakeKind } from "./store.ts";

type Wake = () => void;
type Ear = {
  wakes: Map<WakeKind, Set<Wake>>;
  /** Opens the connection; absent in a process that only looks by itself. */
  listen?: () => Listening;
  listening?: Listening;
};

const ears = new WeakMap<Db, Ear>();

function earOf(db: Db): Ear {
  const ear = ears.get(db) ?? { wakes: new Map() };
  ears.set(db, ear);
  return ear;
}

/**
 * Lets the waiters of a database be woken by all processes. The connection for it opens with the first
 * waiter. Call `close` before the pool of the database is destroyed.
 */
export function openWakes(db: Db, databaseUrl: string, log: Log): { close(): Promise<void> } {
  const ear = earOf(db);
  ear.listen = () =>
    listenTo(databaseUrl, WAKE_CHANNEL, {
      onHeard(kind) {
        const woken = kind === null ? [...ear.wakes.values()] : [ear.wakes.get(kind as WakeKind)];
        for (const wakes of woken) for (const wake of wakes ?? []) wake();
      },
      onError: (error) => log.warn({ error: redactError(error) }, "nobody can be woken; it is tried again"),
    });
  return {
    async close() {
      delete ear.listen;
      await ear.listening?.close();
    },
  };
}

/** Calls `wake` whenever there is something new of a kind, and after a time in which nothing was heard. */
export function onWake(db: Db, kind: WakeKind, wake: Wake): void {
  const ear = earOf(db);
  ear.wakes.set(kind, (ear.wakes.get(kind) ?? new Set()).add(wake));
  const listening = ear.listening ?? ear.listen?.();
  if (listening) ear.listening = listening;
}

/** Returns true while this process hears of everything new, so that it need not look by itself often. */
export const hearsWakes = (db: Db): boolean => ears.get(db)?.listening?.hears() ?? false;
