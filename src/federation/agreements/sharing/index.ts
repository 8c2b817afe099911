/**
 * Copies follow the agreements. What a clause no longer gives is hidden by each query at once, and deleted
 * here. What a clause gives anew is asked for: its headers are here, its payloads were withheld.
 */
export { dropLapsed } from "./drop-lapsed.ts";
export { lookThroughSharing } from "./look-through.ts";
export { purgeUngiven } from "./purge-ungiven.ts";
export { refillWithheld } from "./refill.ts";
export { makeSharingDue } from "./store.ts";
