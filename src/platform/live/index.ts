/**
 * Live events for any topic, as server-sent events. Each process has one hub per kind of topic, which reads
 * the events from a table.
 */
export type { EndedTopic, LiveEvent } from "./frames.ts";
export { createHub, type Hub, type LiveSource, sendByWire } from "./hub.ts";
export { closeHubs, hubFor, liveConnections } from "./hubs.ts";
export type { Wire } from "./listeners.ts";
export { type WakeKind, wakeAll } from "./store.ts";
export { createWaiting, type Waiting } from "./waiting.ts";
export { hearsWakes, onWake, openWakes } from "./wakes.ts";
