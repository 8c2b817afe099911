/**
 * Channels: the ways by which people reach an event (a fair, later a livestream). A channel has a code, which
 * stands in the address /f/<code>, and its visits are counted per day without personal data.
 * The event decides who may add and read its channels, audits it, and counts what came of them.
 * Other capabilities put the fragments of SQL below into their statements.
 */

export { addChannel } from "./add-channel.ts";
export { openChannel } from "./open-channel.ts";
export { CHANNEL_KINDS, type Channel, ChannelInput } from "./schema.ts";
export { channelsOf, codesOfEvent, knownChannel, visitsOfEvent } from "./store.ts";
