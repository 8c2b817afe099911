import type { Db } from "../../../db/client.ts";
import type { Services } from "../context.ts";
import { createHub, type Hub, type LiveSource } from "./hub.ts";
import { onWake } from "./wakes.ts";

const hubs = new WeakMap<Db, Map<string, Hub>>();

/**
 * Returns this process's hub for a database and a kind of topic. Calls `source` only when it creates the hub.
 * A transaction that adds an event calls `wakeAll` with the same kind, as `live KIND`.
 */
export function hubFor(services: Pick<Services, "db" | "log">, kind: string, source: () => LiveSource): Hub {
  const all = hubs.get(services.db) ?? new Map<string, Hub>();
  hubs.set(services.db, all);
  const known = all.get(kind);
  if (known) return known;
  const hub = createHub(source(), services.log);
  all.set(kind, hub);
  onWake(services.db, `live ${kind}`, hub.wake);
  return hub;
}

/** Ends the streams of all listeners of this process. Call it before the process stops. */
export function closeHubs(services: Pick<Services, "db">): void {
  for (const hub of hubs.get(services.db)?.values() ?? []) hub.close();
}

/** Returns the number of open streams of this process. */
export const liveConnections = (services: Pick<Services, "db">): number =>
  [...(hubs.get(services.db)?.values() ?? [])].reduce((sum, hub) => sum + hub.listeners(), 0);
