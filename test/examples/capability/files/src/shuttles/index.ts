/** Shuttle buses: an officer announces one; it departs by the clock or by hand, and only once. */
export { announceShuttle } from "./announce-shuttle.ts";
export { listShuttles } from "./list-shuttles.ts";
export { ShuttleInput, ShuttleView } from "./schema.ts";
export { sendOff } from "./send-off.ts";
