/** The officers' view of cooperation: partner cities with the state of their logs, and signed agreements. */
export { getExitCertificate } from "./exits.ts";
export { getAgreement } from "./get-agreement.ts";
export { getPartner } from "./get-partner.ts";
export { type HomeNode, homeNodeOf } from "./home-node.ts";
export { listPartners } from "./list-partners.ts";
export { replayEntries } from "./replay-entries.ts";
export { resumeLog } from "./resume-log.ts";
export { deskRoutes } from "./routes.ts";
export type { ExitView, PartnerCity, PartnerDetail, Partners, SignedAgreement } from "./schema.ts";
export { getScoreboard } from "./scoreboard/get-scoreboard.ts";
export {
  listAnswers,
  listCommands,
  listHeldEnterprises,
  listOpenErasures,
  listRefusals,
} from "./scoreboard/lists.ts";
export { scoreboardRoutes } from "./scoreboard/routes.ts";
export {
  type AnswerLine,
  CommandState,
  type HeldEnterprise,
  type OpenErasure,
  type Refusal,
  type Scoreboard,
  type SentCommand,
} from "./scoreboard/schema.ts";
