/**
 * Channels: the ways by which people reach an event (a fair, a livestream). Each channel has a code and
 * the address /f/<code>. Its visitors are counted per day, each once; no personal data is stored.
 * The capability that owns the event decides who may add and read its channels. It writes the audit rows and
 * counts the tickets and applications that came through each channel.
 * A copy of another node's event has the channel that its home told. The id of this channel is that of the
 * event, and its code goes back with what people here send to that node.
 * Other capabilities use the exported SQL fragments in their own statements.
 */

export { addChannel } from "./add-channel.ts";
export { findEvent } from "./find-event.ts";
export { channelNames } from "./name-channels.ts";
export { openChannel } from "./open-channel.ts";
export { isRobot } from "./robots.ts";
export { CHANNEL_KINDS, type Channel, ChannelInput, ChannelMade, channelFields } from "./schema.ts";
export {
  channelOfCode,
  channelsOf,
  codeAtHome,
  codesOfEvent,
  copyChannel,
  firstChannel,
  knownChannel,
  ownChannel,
  purgeCopiedChannels,
  visitsOfEvent,
} from "./store.ts";
