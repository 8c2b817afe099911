/** Telling others that a log has grown: peers by hints, whose loss is harmless. */
export { createHintSchedule, type Grown, type HintSchedule } from "./hints.ts";
export { createTeller, HINTS_PATH } from "./tell-peers.ts";
