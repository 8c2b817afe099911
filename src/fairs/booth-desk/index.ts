/** The desk at a booth: visits, intents, starts, and the questions that follow a start. */

export { openBooth, ownBooth, ownBoothAt } from "./booth.ts";
export {
  answerAsEmployer,
  answerForMyself,
  followUpUpkeep,
  listEmployerFollowUps,
  listMyFollowUps,
} from "./follow-ups.ts";
export { noteVisit, recordIntent, recordIntentStart } from "./keep-visit.ts";
export { BOOTH_DESK_NOTICES } from "./notices.ts";
export { exportVisits, listBoothPostings, listVisits } from "./read-visits.ts";
export { boothDeskRoutes } from "./routes.ts";
export { scanAtBooth } from "./scan-at-booth.ts";
export {
  ANSWERS,
  BoothScanInput,
  BoothScanned,
  FollowUpAnswer,
  FollowUpView,
  IntentInput,
  IntentStart,
  VisitView,
} from "./schema.ts";
export { markArrived } from "./store/arrivals.ts";
export { type Booth, type BoothPosting, lockBooth } from "./store/desk.ts";
