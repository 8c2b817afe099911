import type { Services } from "../../platform/context.ts";
import { type Hub, hubFor } from "../../platform/live/index.ts";
import { EVENTS_KEPT, selectCalledOff, selectEvents } from "./store.ts";

/** This process's hub of boards, with the fair as topic. Screens of a cancelled fair reload their page. */
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
