import type { Channel } from "../../channels/index.ts";

/** A channel with what came by it. `starts` are those the person confirmed. */
export type ChannelView = Channel & {
  fairId: string;
  tickets: number;
  calls: number;
  applications: number;
  starts: number;
};
