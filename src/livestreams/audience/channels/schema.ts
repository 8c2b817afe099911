import type { Channel } from "../../../channels/index.ts";

/** A channel with the numbers of what came through it. `starts` counts the people with a recorded start. */
export type ChannelView = Channel & {
  livestreamId: string;
  calls: number;
  applications: number;
  starts: number;
};
