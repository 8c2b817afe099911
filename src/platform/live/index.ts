/**
 * Live events for any topic, as server-sent events. Each process has one hub per kind of topic, which reads
 * the events from a table.
 */
export type { EndedTopic, LiveEvent } from "./frames.ts";
export {
  closeHubs,
  createHub,
  type Hub,
  hubFor,
  type LiveSource,
  liveConnections,
  sendByWire,
} from "./hub.ts";
export type { Wire } from "./listeners.ts";
export { type WakeKind, wakeAll } from "./store.ts";
export { createWaiting, type Waiting } from "./waiting.ts";
export { hearsWakes, onWake, openWakes } from "./wakes.ts";
