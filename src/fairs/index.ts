/**
 * Joint fairs: one fair, several cities and venues. The host's row is written by its officers alone; an enterprise is
 * recommended by its home union and placed by the host. A booth is taken by one statement: none is given twice. What is
 * live or closed follows from the times; what time brings about is derived again every minute.
 */

export { endBoards, hubOf, type Wire } from "./board/hub.ts";
export { readBoard, watchBoard } from "./board/read-board.ts";
export type { BoardEvent, BoardState } from "./board/schema.ts";
export { boardUpkeep } from "./board/upkeep.ts";
export { ownBooth, ownBoothAt } from "./booth-desk/booth.ts";
export {
  answerAsEmployer,
  answerForMyself,
  followUpUpkeep,
  listEmployerFollowUps,
  listMyFollowUps,
} from "./booth-desk/follow-ups.ts";
export { noteVisit, recordIntent, recordIntentStart } from "./booth-desk/keep-visit.ts";
export { exportVisits, listBoothPostings, listVisits } from "./booth-desk/read-visits.ts";
export { boothDeskRoutes } from "./booth-desk/routes.ts";
export { scanAtBooth } from "./booth-desk/scan-at-booth.ts";
export {
  ANSWERS,
  BoothScanInput,
  type BoothScanned,
  FollowUpAnswer,
  type FollowUpView,
  IntentInput,
  IntentStart,
  type VisitView,
} from "./booth-desk/schema.ts";
export type { Booth, BoothPosting } from "./booth-desk/store/desk.ts";
export {
  createChannel,
  listChannels,
  openChannel,
} from "./channels/channels.ts";
export { CHANNEL_KINDS, ChannelInput, type ChannelView } from "./channels/schema.ts";
export { checkIn, checkInSelf, SELF_GATE } from "./check-in/check-in.ts";
export { getScannerPack, getVenueCode, listConflicts } from "./check-in/read-scanner.ts";
export { fairCheckInRoutes } from "./check-in/routes.ts";
export { type ConflictView, SCAN_OUTCOMES, type ScannerPack, type ScanView } from "./check-in/schema.ts";
export {
  type Exhibitor,
  getStand,
  listExhibitors,
  listStands,
  readPlan,
} from "./exhibitors/read-exhibitors.ts";
export { fairFaceRoutes } from "./exhibitors/routes.ts";
export { announceFair, cancelFair, publishFair } from "./fair/act-on-fair.ts";
export { createFair } from "./fair/create-fair.ts";
export { hostedFair, ownCity, readOurs } from "./fair/own-city.ts";
export { getFair, getHall, listFairs } from "./fair/read-fairs.ts";
export { fairRoutes } from "./fair/routes.ts";
export { boothCode, gridOf, phaseOf } from "./fair/rules.ts";
export {
  CITY_ROLES,
  FAIR_KINDS,
  FAIR_PERMITS,
  FairAction,
  FairInput,
  FairPatch,
  FairView,
  type Phase,
  VenueInput,
  type VenueView,
} from "./fair/schema.ts";
export { hostCities } from "./fair/store/fairs.ts";
export type { HallBooth } from "./fair/store/venues.ts";
export { updateFair } from "./fair/update-fair.ts";
export { callNext, moveEntry } from "./interviews/call-next.ts";
export { addWalkIn, joinQueue, leaveQueue } from "./interviews/join-queue.ts";
export { planInterviews } from "./interviews/plan-interviews.ts";
export { boothInterviews, getMyFair, hallQueue, listOffered } from "./interviews/read-interviews.ts";
export { interviewRoutes } from "./interviews/routes.ts";
export {
  type BoothInterviews,
  CallNext,
  type EntryView,
  type HallQueue,
  type MyFair,
  QueueAct,
  SlotsInput,
  SlotsRemoval,
  WishesInput,
} from "./interviews/schema.ts";
export { closeSlots, openSlots, setMeeting } from "./interviews/set-slots.ts";
export { setWishes } from "./interviews/set-wishes.ts";
export type { Offered } from "./interviews/store/interview-views.ts";
export { interviewUpkeep } from "./interviews/upkeep.ts";
export { fairsNotices } from "./notices.ts";
export { placeRegistration } from "./placement/place-registration.ts";
export { placementUpkeep, promoteWaiting } from "./placement/promote-waiting.ts";
export { freeBooths, placeMany, proposeBooths } from "./placement/propose-booths.ts";
export type { TakenBooth } from "./placement/store.ts";
export {
  answerOffer,
  editRegistration,
  recommendRegistration,
  refuseRegistration,
  withdrawRegistration,
} from "./registrations/decide-registration.ts";
export { inviteEnterprise, listInvitations, readInvitation } from "./registrations/invite-enterprise.ts";
export { getRegistration, listRegistrations } from "./registrations/read-registrations.ts";
export { registerForFair } from "./registrations/register-for-fair.ts";
export { fairRegistrationRoutes } from "./registrations/routes.ts";
export { propose } from "./registrations/rules.ts";
export {
  InvitationInput,
  type InvitationView,
  type PlacedMany,
  PlacementInput,
  type Proposal,
  REGISTRATION_STATUSES,
  RecommendationInput,
  RegistrationInput,
  RegistrationOutcome,
  RegistrationPatch,
  RegistrationView,
} from "./registrations/schema.ts";
export { freezeReport } from "./reports/freeze-report.ts";
export { getFairReport, listReportLines, listSnapshots } from "./reports/read-report.ts";
export { reportXlsx } from "./reports/report-xlsx.ts";
export { fairReportRoutes } from "./reports/routes.ts";
export {
  DIMENSIONS,
  type Dimension,
  type FairReport,
  type FairSnapshot,
  type Figure,
  ListQuestion,
  MEASURES,
  type Measure,
  type ReportLine,
  SnapshotInput,
} from "./reports/schema.ts";
export { cancelTicket } from "./tickets/cancel-ticket.ts";
export { gatesOf } from "./tickets/gate.ts";
export {
  getMyTicket,
  getPrintedTicket,
  listEntrances,
  listMyTickets,
  myTicketFor,
} from "./tickets/read-tickets.ts";
export { fairTicketRoutes } from "./tickets/routes.ts";
export { TICKET_STATES, type TicketState, ticketsOpen } from "./tickets/rules.ts";
export { TicketInput, TicketView } from "./tickets/schema.ts";
export { setSlots } from "./tickets/set-slots.ts";
export type { Entrance } from "./tickets/store/entrances.ts";
export { ticketByCode } from "./tickets/store/tickets.ts";
export { printTicket, takeTicket } from "./tickets/take-ticket.ts";
export { ticketUpkeep } from "./tickets/upkeep.ts";
export { fairUpkeep } from "./upkeep.ts";
