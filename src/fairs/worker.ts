import type { Background, LoopPart } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { boardUpkeep } from "./board/index.ts";
import { eventProjection } from "./exhibitors/index.ts";
import { tellApplications, tellMeetings } from "./interviews/index.ts";
import { applicationsTold } from "./reports/index.ts";
import { ticketsTold } from "./tickets/index.ts";
import { fairUpkeep, fairUpkeepTask } from "./upkeep.ts";

const BOARD_MS = 1_000;
const NO_BOARD_MS = 10_000;

/**
 * Loop that stores the boards of running fairs every second. While no fair runs, it looks for one every ten
 * seconds.
 */
const boards: LoopPart = {
  name: "boards",
  open: async (ctx) => async () => ((await boardUpkeep(ctx)) > 0 ? BOARD_MS : NO_BOARD_MS),
  pauseMs: [BOARD_MS, NO_BOARD_MS],
  failure: { level: "error", message: "the boards were not counted" },
};

const TELL_MS = 100;
const NOTHING_TO_TELL_MS = 1_000;

/** Loop that tells other nodes of turns and interviews at own fairs. */
const meetings: LoopPart = {
  name: "meetings-told",
  open: async (ctx) => async () =>
    (await tellMeetings(ctx)) + (await tellApplications(ctx)) > 0 ? TELL_MS : NOTHING_TO_TELL_MS,
  pauseMs: [TELL_MS, NOTHING_TO_TELL_MS],
  failure: { level: "error", message: "turns were not told to other nodes" },
};

export const fairsWork = {
  capability: "fairs",
  tasks: [handleTask(fairUpkeepTask, { external: true, run: fairUpkeep })],
  consumers: [eventProjection, ticketsTold, applicationsTold],
  loops: [boards, meetings],
} as const satisfies Background;
