/** The board of a fair: its state as live events, at most one a second, numbered without gaps. */

export { hubOf } from "./hub.ts";
export { readBoard, watchBoard } from "./read-board.ts";
export { fairBoardRoutes } from "./routes.ts";
export type { BoardEvent, BoardState } from "./schema.ts";
export { boardUpkeep } from "./upkeep.ts";
