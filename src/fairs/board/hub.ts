import type { Services } from "../../platform/context.ts";
import { type Hub, hubFor } from "../../platform/live/index.ts";
import { EVENTS_KEPT, selectCalledOff, selectEvents } from "./store.ts";

/**
 * Returns this process's hub for boards. Each fair is a topic of the hub. When a fair is cancelled, its
 * screens get an `end` event.
 */
export const hubOf = (services: Pick<Services, "db" | "log">): Hub =>
  hubFor(services, "fairBoard", () => ({
    readAfter: async (seen) =>
      (await selectEvents(services.db, seen)).map(({ fairId, seq, state }) => ({
        topic: fairId,
        seq,
        data: state,
      })),
    readEnded: async (fairIds) =>
      (await selectCalledOff(services.db, fairIds)).map((topic) => ({ topic, data: "cancelled" })),
    whole: true,
    eventsKept: EVENTS_KEPT,
  }));
