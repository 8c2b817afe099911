/** Interviews at a fair: slots, wishes, the timetable, and the queues at booths. */

export { listMyClashes } from "./list-my-clashes.ts";
export { cancelledNotices, INTERVIEW_NOTICES, turnNotices } from "./notices.ts";
export { planInterviews } from "./plan-interviews.ts";
export { addWalkIn } from "./queue/add-walk-in.ts";
export { callNext } from "./queue/call-next.ts";
export { joinQueue } from "./queue/join-queue.ts";
export { leaveQueue } from "./queue/leave-queue.ts";
export { moveEntry } from "./queue/move-entry.ts";
export { type BoothTurn, readBoothTurn } from "./queue/read-booth-turn.ts";
export { boothInterviews, getMyFair, hallQueue, listOffered } from "./read-interviews.ts";
export { dropRefused } from "./remote/drop-refused.ts";
export { keepTurn } from "./remote/keep-turn.ts";
export { receiveBoothAct } from "./remote/receive-act.ts";
export { refuseTurn } from "./remote/refuse-turn.ts";
export { refuseWishes } from "./remote/refuse-wishes.ts";
export { refusedAskRoutes } from "./remote/routes.ts";
export { BoothAct, TurnCommand, WishCommand } from "./remote/schema.ts";
export { tellApplications } from "./remote/tell-applications.ts";
export { tellMeetings, tellMeetingsAgain } from "./remote/tell-meetings.ts";
export { toldBooths, toldTurnApplications, toldTurns } from "./remote/told-meetings.ts";
export { interviewRoutes } from "./routes.ts";
export {
  BoothInterviews,
  CallNext,
  EntryView,
  HallQueue,
  InterviewSlotsInput,
  MyFair,
  type OwnClash,
  QueueAct,
  type SendingView,
  SlotsRemoval,
  WishesInput,
} from "./schema.ts";
export { setWishes } from "./set-wishes.ts";
export { closeSlots } from "./slots/close-slots.ts";
export { openSlots } from "./slots/open-slots.ts";
export { setMeeting } from "./slots/set-meeting.ts";
export type { Offered } from "./store/interview-views.ts";
export { moveWalkIns } from "./store/queue.ts";
export { cancelOnSiteInterviews } from "./store/wishes.ts";
export { interviewUpkeep } from "./upkeep.ts";
