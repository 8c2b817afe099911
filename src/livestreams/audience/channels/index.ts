/** The channels of a livestream: which cities may add and read them, and what came through each. */

export { createLivestreamChannel } from "./create-channel.ts";
export { listLivestreamChannels } from "./list-channels.ts";
export { livestreamChannelRoutes } from "./routes.ts";
export type { ChannelView } from "./schema.ts";
