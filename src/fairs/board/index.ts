/** The board of a fair: counters once a second, as events with numbers without gaps. */

export { endBoards, hubOf, type Wire } from "./hub.ts";
export { readBoard, watchBoard } from "./read-board.ts";
export { fairBoardRoutes } from "./routes.ts";
export type { BoardEvent, BoardState } from "./schema.ts";
export { boardUpkeep } from "./upkeep.ts";
