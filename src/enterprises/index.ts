/**
 * Enterprises. An imported employer is unverified until its HR claims it and an officer of its home city
 * verifies it. One that registers itself is claimed until then.
 * One credit code is one enterprise among the cities that share enterprises. Only a verified enterprise
 * publishes postings and appears in public. Suspending it closes them.
 */
export { claimEnterprise } from "./claims/claim-enterprise.ts";
export { decideClaim } from "./claims/decide-claim.ts";
export { ensureImportedEnterprise, ensureImportedEnterprises, knownEmployers } from "./ensure-imported.ts";
export { enterpriseNotices } from "./notices.ts";
export { emitEnterprise } from "./present.ts";
export { getEnterprise, listEnterprises } from "./read-enterprises.ts";
export { registerEnterprise } from "./register-enterprise.ts";
export { enterpriseRoutes } from "./routes.ts";
export { nameKey } from "./rules.ts";
export * from "./schema.ts";
export { reinstateEnterprise } from "./standing/reinstate-enterprise.ts";
export { suspendEnterprise } from "./standing/suspend-enterprise.ts";
export { verifyEnterprise } from "./standing/verify-enterprise.ts";
export { updateEnterprise } from "./update-enterprise.ts";
export { checkUscc, type UsccCheck, type UsccFault } from "./uscc.ts";
