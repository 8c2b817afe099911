import type { Channel } from "../../channels/index.ts";

/**
 * A channel with the numbers of what came through it. `starts` counts the people with a recorded start,
 * confirmed or not.
 */
export type ChannelView = Channel & {
  fairId: string;
  tickets: number;
  calls: number;
  applications: number;
  starts: number;
};
