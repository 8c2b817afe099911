/** The officers' view of cooperation: partner cities with the state of their logs, and signed agreements. */
export { getAgreement } from "./get-agreement.ts";
export { listPartners } from "./list-partners.ts";
export { deskRoutes } from "./routes.ts";
export type { PartnerCity, Partners, SignedAgreement } from "./schema.ts";
