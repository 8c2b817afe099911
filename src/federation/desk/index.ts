/** The officers' view of cooperation: partner cities with the state of their logs, and signed agreements. */
export { getAgreement } from "./get-agreement.ts";
export { getPartner } from "./get-partner.ts";
export { type HomeNode, homeNodeOf } from "./home-node.ts";
export { listPartners } from "./list-partners.ts";
export { replayEntries } from "./replay-entries.ts";
export { resumeLog } from "./resume-log.ts";
export { deskRoutes } from "./routes.ts";
export type { PartnerCity, PartnerDetail, Partners, SignedAgreement } from "./schema.ts";
