/**
 * The channels of a fair: which cities may add and read them, and how many tickets, calls, applications and
 * starts came through each.
 */

export { createChannel } from "./create-channel.ts";
export { listChannels } from "./list-channels.ts";
export { fairChannelRoutes } from "./routes.ts";
export type { ChannelView } from "./schema.ts";
