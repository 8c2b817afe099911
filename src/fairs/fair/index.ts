/**
 * The fair: its row, cities, venues, booth grids and figures, and the rules about who may read it. This
 * folder imports no other folder of `fairs`.
 */

export { recordFair } from "./change-fair.ts";
export { listOwnClashes, readClashes } from "./clashes/read-clashes.ts";
export type { FairClashes } from "./clashes/schema.ts";
export { createFair } from "./create-fair.ts";
export { announceFair } from "./lifecycle/announce-fair.ts";
export { cancelFair } from "./lifecycle/cancel-fair.ts";
export { type Unconfirmed, unconfirmedOf } from "./lifecycle/confirmation.ts";
export { publishFair } from "./lifecycle/publish-fair.ts";
export { Confirmation, FAIR_CHANGES, type FairChangeKind } from "./lifecycle/schema.ts";
export { tellKeys } from "./lifecycle/tell-keys.ts";
export { awayNotices, FAIR_NOTICES, fromFairs, heldAwayNotices, tomorrowNotices } from "./notices.ts";
export { hostedFair, ownCity } from "./own-city.ts";
export {
  findByNumber,
  getFair,
  getFairNumber,
  getHall,
  getVenueFigures,
  listFairs,
} from "./read-fairs.ts";
export { fairRoutes } from "./routes.ts";
export { boothCode, gridOf, phaseOf, registrationOpen } from "./rules.ts";
export {
  CITY_ROLES,
  command,
  FAIR_KINDS,
  FAIR_PERMITS,
  FairAction,
  FairInput,
  FairPatch,
  FairView,
  type Phase,
  VenueInput,
  VenueView,
} from "./schema.ts";
export { exhibitorsDue, FAIR_PLAN, takeChangedAway, takeMovedHolders } from "./store/affected.ts";
export { citiesOfAgreement } from "./store/cities.ts";
export { EVENT_OF_FAIR } from "./store/event.ts";
export {
  type FairReader,
  type FairRow,
  hostCities,
  lockFair,
  readable,
  selectFair,
  writeFair,
} from "./store/fairs.ts";
export {
  ADMITTED,
  APPLIED,
  BROUGHT,
  EXHIBITS,
  FAIR_APPLICATION_KIND,
  type Figure,
  figureByCity,
  figureOf,
  HELD_APPLICATIONS,
  OFFERED,
  PERSON,
  personsChannel,
  TOLD_APPLICATIONS,
  type VenueFigures,
} from "./store/figures.ts";
export { type FairHead, selectHead } from "./store/heads.ts";
export { askForPlan } from "./store/plan-requests.ts";
export { fairTitles } from "./store/titles.ts";
export type { HallBooth } from "./store/venues.ts";
export { type TicketKey, ticketKey, ticketKeys } from "./telling/ticket-key.ts";
export { updateFair } from "./update-fair.ts";
