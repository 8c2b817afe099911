/** Channels: the ways by which people reach a fair, each with a code and counters. */

export { createChannel, listChannels, openChannel } from "./channels.ts";
export { fairChannelRoutes } from "./routes.ts";
export { CHANNEL_KINDS, ChannelInput, type ChannelView } from "./schema.ts";
