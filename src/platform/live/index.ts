/**
 * Live events for any topic. One hub per kind of topic and process reads a table and sends server-sent
 * events.
 */
export { closeHubs, createHub, type Hub, hubFor, type LiveEvent, type LiveSource } from "./hub.ts";
export type { Wire } from "./listeners.ts";
