/**
 * Registrations of enterprises for a fair: enterprises are invited and register, unions recommend them. The
 * folder `placement` assigns their booths.
 */

export {
  changeRegistration,
  type RegistrationDecision,
  type RegistrationStep,
  releaseBoothAndQuota,
} from "./change-registration.ts";
export { editRegistration } from "./edit-registration.ts";
export { inviteEnterprise, listInvitations, readInvitation } from "./invitations/invite-enterprise.ts";
export { fairInvitationRoutes } from "./invitations/routes.ts";
export { fromRegistrations, REGISTRATION_NOTICES } from "./notices.ts";
export {
  countRegistrations,
  exportRegistrations,
  getRegistration,
  listRegistrations,
  type RegistrationQuestion,
  registrationsToRecommend,
} from "./read-registrations.ts";
export { recommendRegistration } from "./recommend-registration.ts";
export { recordRegistration } from "./record-registration.ts";
export { registerForFair } from "./register-for-fair.ts";
export { receivedForms, toldPlaces, toldRegistrations } from "./remote/kinds.ts";
export { receiveEdit, receiveRegistration, receiveReturn } from "./remote/receive.ts";
export { AnswerCommand, FormCommand, RegisterCommand } from "./remote/schema.ts";
export { settleRegistration } from "./remote/settle-registration.ts";
export { tellPlaces } from "./remote/tell-places.ts";
export { fairRegistrationRoutes } from "./routes.ts";
export {
  InvitationInput,
  InvitationView,
  REGISTRATION_STATUSES,
  RecommendationInput,
  RegistrationInput,
  RegistrationOutcome,
  RegistrationPatch,
  RegistrationView,
  TakenBoothView,
  WAITS_FOR,
  type WaitsFor,
  Withdrawal,
} from "./schema.ts";
export { freeBooth, type TakenBooth } from "./store/booths.ts";
export { selectRegistrations } from "./store/registration-lists.ts";
export { namesOfRegistrations } from "./store/registration-views.ts";
export {
  BROUGHT_BY,
  type Due,
  fairsToPromote,
  type LockedRegistration,
  lockFirstWaiting,
  lockRegistration,
  selectDue,
  updateRegistration,
} from "./store/registrations.ts";
export { lockMeets, tellMeets } from "./tell-meets.ts";
