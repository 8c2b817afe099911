/** Channels: the ways by which people reach an event (an article, a poster, a message), each with a code and counters. */
export { createChannel, listChannels, openChannel } from "./channels.ts";
export { CHANNEL_KINDS, ChannelInput, type ChannelView } from "./schema.ts";
