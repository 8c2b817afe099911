/** The channels of a fair: which cities may add and read them, and what came by each. */

export { createChannel } from "./create-channel.ts";
export { listChannels } from "./list-channels.ts";
export { fairChannelRoutes } from "./routes.ts";
export type { ChannelView } from "./schema.ts";
