/**
 * Booths: the host assigns them, a public rule proposes them. Free booths are offered to the registrations on
 * the waiting list. Booths of withdrawn and refused registrations become free.
 */

export { answerOffer } from "./answer-offer.ts";
export { placeRegistration } from "./place-registration.ts";
export { placementUpkeep, promoteWaiting } from "./promote-waiting.ts";
export { freeBooths, placeMany, proposeBooths } from "./propose-booths.ts";
export { refuseRegistration } from "./refuse-registration.ts";
export { fairPlacementRoutes } from "./routes.ts";
export { propose } from "./rules.ts";
export { PlacedMany, PlacementInput, Proposal } from "./schema.ts";
export { withdrawRegistration } from "./withdraw-registration.ts";
