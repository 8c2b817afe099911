/** Live events for any topic: one hub per kind of topic and process, which reads a table and sends server-sent events. */
export { closeHubs, createHub, type Hub, hubFor, type LiveEvent, type LiveSource } from "./hub.ts";
export type { Wire } from "./listeners.ts";
