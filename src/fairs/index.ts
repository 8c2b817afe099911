/**
 * Joint fairs: one fair, several cities and venues. The host's row is written by its officers alone; an enterprise is
 * recommended by its home union and placed by the host. A booth is taken by one statement: none is given twice. What is
 * live or closed follows from the times; what time brings about is derived again every minute.
 */
export { placeRegistration } from "./booths/place-registration.ts";
export { promoteWaiting, tendBooths } from "./booths/promote-waiting.ts";
export { type Proposed, placeMany, proposeBooths } from "./booths/propose-booths.ts";
export { endBoards, hubOf, type Wire } from "./faces/board/hub.ts";
export { readBoard, watchBoard } from "./faces/board/read-board.ts";
export type { BoardEvent, BoardState } from "./faces/board/schema.ts";
export { tendBoards } from "./faces/board/tend-boards.ts";
export {
  createChannel,
  listChannels,
  openChannel,
} from "./faces/channels/channels.ts";
export { CHANNEL_KINDS, ChannelInput, type ChannelView } from "./faces/channels/schema.ts";
export { type Exhibitor, getStand, listExhibitors, listStands, readPlan } from "./faces/exhibitors.ts";
export { hostedFair, ownCity, readOurs } from "./faces/officers.ts";
export { fairFaceRoutes } from "./faces/routes.ts";
export { announceFair, cancelFair, publishFair } from "./life/act-on-fair.ts";
export { createFair } from "./life/create-fair.ts";
export { tendFairs } from "./life/tend-fairs.ts";
export { updateFair } from "./life/update-fair.ts";
export {
  answerOffer,
  editRegistration,
  recommendRegistration,
  refuseRegistration,
  withdrawRegistration,
} from "./registrations/decide-registration.ts";
export { inviteEnterprise, listInvitations } from "./registrations/invite-enterprise.ts";
export { getRegistration, listRegistrations } from "./registrations/read-registrations.ts";
export { registerForFair } from "./registrations/register-for-fair.ts";
export { fairRegistrationRoutes } from "./registrations/routes.ts";
export { propose } from "./registrations/rules.ts";
export {
  PlacementInput,
  REGISTRATION_STATUSES,
  RecommendationInput,
  RegistrationInput,
  RegistrationOutcome,
  RegistrationPatch,
  RegistrationView,
} from "./registrations/schema.ts";
export { fairRoutes } from "./routes.ts";
export { boothCode, gridOf, phaseOf } from "./rules.ts";
export {
  CITY_ROLES,
  FAIR_KINDS,
  FairInput,
  FairPatch,
  FairView,
  PAPERS,
  type Phase,
  VenueInput,
  type VenueView,
} from "./schema.ts";
export type { HallBooth } from "./store/venues.ts";
export { getFair, getHall, listFairs } from "./views/read-fairs.ts";
