/** Booths: given by the host, proposed by the public rule, offered down the waiting list, given back. */

export { answerOffer } from "./answer-offer.ts";
export { placeRegistration } from "./place-registration.ts";
export { placementUpkeep, promoteWaiting } from "./promote-waiting.ts";
export { freeBooths, placeMany, proposeBooths } from "./propose-booths.ts";
export { refuseRegistration } from "./refuse-registration.ts";
export { fairPlacementRoutes } from "./routes.ts";
export { propose } from "./rules.ts";
export { PlacedMany, PlacementInput, Proposal } from "./schema.ts";
export { withdrawRegistration } from "./withdraw-registration.ts";
