/**
 * Telling others that a log has grown: peers by hints, whose loss is harmless, and outside witnesses by
 * checkpoints that they cosign.
 */
export { createHintSchedule, type Grown, type HintSchedule } from "./hints.ts";
export { createOffers } from "./offer-checkpoints.ts";
export { createTeller, HINTS_PATH } from "./tell-peers.ts";
