/** Shuttle buses. An officer announces a bus. A task or an officer marks it as departed, only once. */
export { announceShuttle } from "./announce-shuttle.ts";
export { listShuttles } from "./list-shuttles.ts";
export { ShuttleInput, ShuttleView } from "./schema.ts";
export { sendOff } from "./send-off.ts";
