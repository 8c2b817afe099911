import type { LoopPart } from "../../platform/program/index.ts";
import { tendPins } from "../programme/index.ts";
import { settleHandovers } from "./handover/settle-handovers.ts";
import { nextDueInMs } from "./store/handovers.ts";

/** Bounds of the pause between two turns. */
const SHORTEST_MS = 100;
const LONGEST_MS = 2_000;

/**
 * Sends viewers on when a hand-over is due, and lets open pages hear of postings that ended while they were
 * explained. Several processes may run it: each step is claimed by one.
 */
export const programmeLoop: LoopPart = {
  name: "livestream-programme",
  open: async (ctx) => async () => {
    await tendPins(ctx);
    await settleHandovers(ctx);
    const dueMs = await nextDueInMs(ctx.db);
    // One that is late waits for its next livestream.
    return dueMs <= 0 ? LONGEST_MS : Math.max(SHORTEST_MS, Math.min(LONGEST_MS, dueMs));
  },
  pauseMs: [SHORTEST_MS, LONGEST_MS],
  failure: { level: "error", message: "programmes of livestreams cannot be looked after; it tries again" },
};
