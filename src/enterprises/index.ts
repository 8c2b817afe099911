/**
 * Enterprises. An imported employer is unverified until a person claims it and an officer of its home city
 * approves, or an officer verifies it directly. An enterprise that registers itself has the status `claimed`
 * until an officer verifies it. A refused registration is corrected by its members and waits again.
 * Among the cities that share enterprises, a credit code belongs to one enterprise. Only a verified
 * enterprise publishes postings of its own and is listed in public. A suspension hides its postings and
 * booths and ends its access to cards, until it is reinstated. It closes nothing.
 */
export { claimEnterprise } from "./claims/claim-enterprise.ts";
export { decideClaim } from "./claims/decide-claim.ts";
export { listOwnClaims, listPendingClaims } from "./claims/list-own-claims.ts";
export { sharedEnterprises } from "./copies/kind.ts";
export { putStubs, selectToldEnterprises } from "./copies/store.ts";
export { enterpriseNotices } from "./notices.ts";
export { emitEnterprises } from "./present.ts";
export {
  countEnterprises,
  getEmployer,
  getEnterprise,
  getVerification,
  listEnterprises,
} from "./read-enterprises.ts";
export { enterpriseRoutes } from "./routes.ts";
export { DECISION_DAYS, nameKey } from "./rules.ts";
export * from "./schema.ts";
export { previewSuspension } from "./standing/preview-suspension.ts";
export { refuseEnterprise } from "./standing/refuse-enterprise.ts";
export { reinstateEnterprise } from "./standing/reinstate-enterprise.ts";
export { renewVerification } from "./standing/renew-verification.ts";
export type { Affected } from "./standing/store.ts";
export { suspendEnterprise } from "./standing/suspend-enterprise.ts";
export { verifyEnterprise } from "./standing/verify-enterprise.ts";
export type { Verification } from "./store.ts";
export { checkUscc, completeUscc, type UsccCheck, type UsccFault } from "./uscc.ts";
export {
  ensureImportedEnterprise,
  ensureImportedEnterprises,
  knownEmployers,
} from "./writing/ensure-imported.ts";
export { registerEnterprise } from "./writing/register-enterprise.ts";
export { updateEnterprise } from "./writing/update-enterprise.ts";
