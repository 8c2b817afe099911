/** Interview slots, wishes, the timetable and the queue at a booth. */

export { callNext, moveEntry } from "./call-next.ts";
export { addWalkIn, joinQueue, leaveQueue } from "./join-queue.ts";
export { cancelledNotices, INTERVIEW_NOTICES, turnNotices } from "./notices.ts";
export { planInterviews } from "./plan-interviews.ts";
export { boothInterviews, getMyFair, hallQueue, listOffered } from "./read-interviews.ts";
export { interviewRoutes } from "./routes.ts";
export {
  BoothInterviews,
  CallNext,
  EntryView,
  HallQueue,
  MyFair,
  QueueAct,
  SlotsInput,
  SlotsRemoval,
  WishesInput,
} from "./schema.ts";
export { closeSlots, openSlots, setMeeting } from "./set-slots.ts";
export { setWishes } from "./set-wishes.ts";
export type { Offered } from "./store/interview-views.ts";
export { moveWalkIns } from "./store/queue.ts";
export { cancelThere } from "./store/wishes.ts";
export { interviewUpkeep } from "./upkeep.ts";
