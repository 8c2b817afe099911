import type { Json, Stamp } from "../foundation.ts";

export type FairBoardEventTable = { fairId: string; seq: number; at: Stamp; state: Json<unknown> };
