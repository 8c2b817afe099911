import type { Services } from "../../platform/context.ts";
import { type Hub, hubFor } from "../../platform/live/index.ts";
import { EVENTS_KEPT, selectCalledOff, selectEvents } from "./store.ts";

/** The hub of this process for boards: the topic is the fair. Screens of a fair that was called off read their page anew. */
export const hubOf = (services: Pick<Services, "db" | "log">): Hub =>
  hubFor(services, "fairBoard", () => ({
    readAfter: async (seen) =>
      (await selectEvents(services.db, seen)).map(({ fairId, seq, state }) => ({
        topic: fairId,
        seq,
        data: state,
      })),
    readEnded: (fairIds) => selectCalledOff(services.db, fairIds),
    endData: "cancelled",
    eventsKept: EVENTS_KEPT,
  }));
