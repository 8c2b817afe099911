/** The booth desk: visits, intents, starts, and the follow-ups of starts. */

export { openBooth, ownBooth, ownBoothAtFair } from "./booth.ts";
export { answerAsEmployer } from "./follow-ups/answer-as-employer.ts";
export { answerForMyself } from "./follow-ups/answer-for-myself.ts";
export { listEmployerFollowUps, listMyFollowUps } from "./follow-ups/read-follow-ups.ts";
export { followUpUpkeep } from "./follow-ups/upkeep.ts";
export { BOOTH_DESK_NOTICES } from "./notices.ts";
export { type CodeCheck, codeCheckOf } from "./remote/code-check.ts";
export { requireBoothActs, sendBoothCommand } from "./remote/host.ts";
export { listSentScans } from "./remote/read-sent-scans.ts";
export { receiveScan } from "./remote/receive-scan.ts";
export { refusalOf } from "./remote/refusal.ts";
export { BoothScanCommand, type SentScanView } from "./remote/schema.ts";
export { toldScans } from "./remote/told-scans.ts";
export { boothDeskRoutes } from "./routes.ts";
export {
  ANSWERS,
  BoothScanInput,
  BoothScanned,
  FollowUpAnswer,
  FollowUpView,
  IntentInput,
  IntentStart,
  NoteInput,
  NoteView,
  VisitView,
} from "./schema.ts";
export { markArrived } from "./store/arrivals.ts";
export { type Booth, type BoothPosting, lockBooth } from "./store/desk.ts";
export { noteVisit } from "./visits/note-visit.ts";
export { notesOf } from "./visits/notes-of.ts";
export { exportVisits, listBoothPostings, listVisits } from "./visits/read-visits.ts";
export { recordIntent } from "./visits/record-intent.ts";
export { recordIntentStart } from "./visits/record-intent-start.ts";
export { scanAtBooth } from "./visits/scan-at-booth.ts";
