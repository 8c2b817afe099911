/**
 * Cities share under an agreement that their roots signed. A first revision, and one that gives more, needs
 * every party. Whoever gives less, or leaves, signs alone and at once. The clauses in force are rows, and
 * every query that reads or sends records of another city asks them.
 */
export { type Activated, type ActivationFault, activateAgreement } from "./activate.ts";
export {
  AgreementError,
  addSignature,
  agreementText,
  readAgreement,
  signersOf,
} from "./document.ts";
export { draftAgreement, leaveAgreement, narrowAgreement, WHOLE_GIVEN, widenAgreement } from "./draft.ts";
export { pullAgreements, pushAgreement } from "./exchange.ts";
export {
  Certificate,
  exitRoutes,
  exitsOf,
  type NamedExit,
  selectExitsOf,
  settleExits,
} from "./exit/index.ts";
export { agreementRoutes } from "./routes.ts";
export { type AgreementFault, givesNoMore, judge, type Standing } from "./rules.ts";
export { type AgreementText, type Clause, Party } from "./schema.ts";
export { dropLapsed, lookThroughSharing, makeSharingDue, purgeUngiven } from "./sharing/index.ts";
export { type KnownNote, latestOf, notesOf } from "./store.ts";
