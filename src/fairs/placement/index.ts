/** Booths: given by the host, proposed by the public rule, offered down the waiting list, given back. */

export { answerOffer, refuseRegistration, withdrawRegistration } from "./decide.ts";
export { placeRegistration } from "./place-registration.ts";
export { placementUpkeep, promoteWaiting } from "./promote-waiting.ts";
export { freeBooths, placeMany, proposeBooths } from "./propose-booths.ts";
export { fairPlacementRoutes } from "./routes.ts";
export { propose } from "./rules.ts";
export { PlacedMany, PlacementInput, Proposal } from "./schema.ts";
