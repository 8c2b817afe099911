import type * as ev from "./events/index.ts";
import type * as fa from "./fairs/index.ts";
import type * as fe from "./federation.ts";
import type * as fi from "./files.ts";
import type * as f from "./foundation.ts";
import type * as id from "./identity.ts";
import type * as im from "./imports.ts";
import type * as li from "./livestreams/index.ts";
import type * as pe from "./people.ts";
import type * as pl from "./places.ts";
import type * as po from "./posting.ts";
import type * as ta from "./talent.ts";
import type * as w from "./work.ts";

export type { ChannelKind } from "./events/index.ts";
export type {
  FairKind,
  FairPermits,
  FairStatus,
  InterviewKind,
  InterviewStatus,
  ProgrammeItem,
  QueueKind,
  QueueStatus,
  RegistrationStatus,
  ScanOutcome,
  StillAtWork,
  TicketKeyCopy,
  TicketStatus,
  ToldMeetingKind,
} from "./fairs/index.ts";
export type { FileState } from "./files.ts";
export type { ChangeOp } from "./foundation.ts";
export type { ImportStatus, RowOutcome, RowPlan, RowReason } from "./imports.ts";
export type {
  ClaimVerdict,
  HandoverEnd,
  LinkPlatform,
  LivestreamRole,
  LivestreamSourceKind,
  LivestreamStatus,
  LivestreamTakeEnd,
  PlatformMeasure,
  QuestionStatus,
  RecordingFault,
  RejectReason,
  StreamServerKind,
  UncountedReason,
  UnpinReason,
} from "./livestreams/index.ts";
export type { ApplicationStatus } from "./people.ts";
export {
  type ColumnValue,
  ELEMENTS,
  type Element,
  EMPLOYMENT_TYPES,
  type EmploymentType,
  type Flag,
  PAY_PERIODS,
  type PayPeriod,
  POSTING_COLUMNS,
  POSTING_STATUSES,
  type PostingColumn,
  type PostingColumns,
  type PostingStatus,
  type PostingValues,
} from "./posting.ts";
export { TALENT_STARTS, type TalentStart } from "./talent.ts";
export type { EnterpriseStatus } from "./work.ts";

/** Every table and shared view by its name; columns in camelCase here, snake_case in SQL. */
export type Database = {
  audit: f.AuditTable;
  outbox: f.OutboxTable;
  logHead: f.LogHeadTable;
  logEntry: f.LogEntryTable;
  logTileHash: f.LogTileHashTable;
  consumerCursor: f.ConsumerCursorTable;
  quarantine: f.QuarantineTable;
  task: f.TaskTable;
  idempotency: f.IdempotencyTable;
  rateLimit: f.RateLimitTable;
  file: fi.FileTable;
  fileUse: fi.FileUseTable;
  filePlace: fi.FilePlaceTable;
  fileUnknown: fi.FileUnknownTable;
  division: pl.DivisionTable;
  occupation: pl.OccupationTable;
  referenceLoad: pl.ReferenceLoadTable;
  city: pl.CityTable;
  agreement: pl.AgreementTable;
  agreementCity: pl.AgreementCityTable;
  agreementClause: pl.AgreementClauseTable;
  agreementNote: fe.AgreementNoteTable;
  cityIdentity: fe.CityIdentityTable;
  nodeKey: fe.NodeKeyTable;
  nodeDirectory: fe.NodeDirectoryTable;
  followedLog: fe.FollowedLogTable;
  copyDelay: fe.CopyDelayTable;
  logState: fe.LogStateTable;
  logStatePart: fe.LogStatePartTable;
  restoredLog: fe.RestoredLogTable;
  sealedCheck: fe.SealedCheckTable;
  purgeMeasure: fe.PurgeMeasureTable;
  cosignedCheckpoint: fe.CosignedCheckpointTable;
  outgoingCommand: fe.OutgoingCommandTable;
  toldRecord: fe.ToldRecordTable;
  erasureReceipt: fe.ErasureReceiptTable;
  agreementExit: fe.AgreementExitTable;
  account: id.AccountTable;
  person: id.PersonTable;
  personSubject: id.PersonSubjectTable;
  otpChallenge: id.OtpChallengeTable;
  smsQuota: id.SmsQuotaTable;
  message: id.MessageTable;
  session: id.SessionTable;
  signInLink: id.SignInLinkTable;
  membership: id.MembershipTable;
  invitation: id.InvitationTable;
  enterprise: w.EnterpriseTable;
  enterpriseClaim: w.EnterpriseClaimTable;
  enterpriseSuspension: w.EnterpriseSuspensionTable;
  posting: po.PostingTable;
  postingComplaint: w.PostingComplaintTable;
  postingViolation: w.PostingViolationTable;
  wordingPass: w.WordingPassTable;
  callClick: w.CallClickTable;
  postingSearch: w.PostingSearchTable;
  postingTerms: w.PostingTermsTable;
  profile: pe.ProfileTable;
  consent: pe.ConsentTable;
  givenCard: pe.GivenCardTable;
  receivedCard: pe.ReceivedCardTable;
  application: pe.ApplicationTable;
  applicationEvent: pe.ApplicationEventTable;
  callOutcome: pe.CallOutcomeTable;
  cardView: pe.CardViewTable;
  notice: pe.NoticeTable;
  talentCard: ta.TalentCardTable;
  talentBlock: ta.TalentBlockTable;
  talentInvitation: ta.TalentInvitationTable;
  talentInvitationDay: ta.TalentInvitationDayTable;
  toldInvitation: ta.ToldInvitationTable;
  importBatch: im.ImportBatchTable;
  importRow: im.ImportRowTable;
  eventShown: ev.EventShownTable;
  eventBrought: ev.EventBroughtTable;
  channel: ev.ChannelTable;
  channelDay: ev.ChannelDayTable;
  channelVisitor: ev.ChannelVisitorTable;
  report: ev.ReportTable;
  reportLine: ev.ReportLineTable;
  command: f.CommandTable;
  fair: fa.FairTable;
  fairCity: fa.FairCityTable;
  venue: fa.VenueTable;
  booth: fa.BoothTable;
  fairRegistration: fa.FairRegistrationTable;
  fairRegistrationPosting: fa.FairRegistrationPostingTable;
  sentRegistration: fa.SentRegistrationTable;
  receivedForm: fa.ReceivedFormTable;
  fairInvitation: fa.FairInvitationTable;
  fairKey: fa.FairKeyTable;
  fairSlot: fa.FairSlotTable;
  fairTicket: fa.FairTicketTable;
  fairScan: fa.FairScanTable;
  fairBoardEvent: fa.FairBoardEventTable;
  boothVisit: fa.BoothVisitTable;
  sentScan: fa.SentScanTable;
  boothNote: fa.BoothNoteTable;
  fairIntent: fa.FairIntentTable;
  followUp: fa.FollowUpTable;
  boothDesk: fa.BoothDeskTable;
  interviewSlot: fa.InterviewSlotTable;
  interviewWish: fa.InterviewWishTable;
  interview: fa.InterviewTable;
  interviewPlan: fa.InterviewPlanTable;
  queueEntry: fa.QueueEntryTable;
  placeTelling: fa.PlaceTellingTable;
  refusedAsk: fa.RefusedAskTable;
  toldMeeting: fa.ToldMeetingTable;
  turnApplication: fa.TurnApplicationTable;
  turnApplicationTelling: fa.TurnApplicationTellingTable;
  meetingTelling: fa.MeetingTellingTable;
  toldApplication: fa.ToldApplicationTable;
  applicationTelling: fa.ApplicationTellingTable;
  livestream: li.LivestreamTable;
  livestreamCity: li.LivestreamCityTable;
  livestreamPresenter: li.LivestreamPresenterTable;
  livestreamItem: li.LivestreamItemTable;
  livestreamPin: li.LivestreamPinTable;
  livestreamReservation: li.LivestreamReservationTable;
  livestreamMedia: li.LivestreamMediaTable;
  livestreamEvent: li.LivestreamEventTable;
  livestreamHandover: li.LivestreamHandoverTable;
  livestreamRoom: li.LivestreamRoomTable;
  livestreamSignal: li.LivestreamSignalTable;
  livestreamSource: li.LivestreamSourceTable;
  livestreamTake: li.LivestreamTakeTable;
  livestreamRecording: li.LivestreamRecordingTable;
  livestreamClip: li.LivestreamClipTable;
  livestreamClaim: li.LivestreamClaimTable;
  livestreamQuestion: li.LivestreamQuestionTable;
  livestreamAsker: li.LivestreamAskerTable;
  livestreamAskLimit: li.LivestreamAskLimitTable;
  livestreamAudience: li.LivestreamAudienceTable;
  livestreamViewer: li.LivestreamViewerTable;
  livestreamUncounted: li.LivestreamUncountedTable;
  livestreamPlatformFigure: li.LivestreamPlatformFigureTable;
  livestreamToldAudience: li.LivestreamToldAudienceTable;
  livestreamSentQuestion: li.LivestreamSentQuestionTable;
  livestreamToldFilm: li.LivestreamToldFilmTable;
  "shared.account": id.SharedAccount;
  "shared.member": id.SharedMember;
  "shared.enterprise": w.SharedEnterprise;
  "shared.employer": w.SharedEmployer;
  "shared.pendingClaim": w.SharedPendingClaim;
  "shared.pendingRegistration": w.SharedPendingRegistration;
  "shared.endingVerification": w.SharedEndingVerification;
  "shared.posting": po.SharedPosting;
  "shared.callClick": w.SharedCallClick;
  "shared.consent": pe.SharedConsent;
  "shared.endedConsent": pe.SharedEndedConsent;
  "shared.card": pe.SharedCard;
  "shared.residence": pe.SharedResidence;
  "shared.matchingConsent": ta.SharedMatchingConsent;
  "shared.encryptionKey": fe.SharedEncryptionKey;
  "shared.lease": fe.SharedLease;
  "shared.commandStanding": fe.SharedCommandStanding;
  "shared.application": pe.SharedApplication;
  "shared.applicationTime": pe.SharedApplicationTime;
  "shared.interview": fa.SharedInterview;
  "shared.fairCode": fa.SharedFairCode;
  "shared.openInvitation": fa.SharedOpenInvitation;
  "shared.fairPlace": fa.SharedFairPlace;
  "shared.fair": fa.SharedFair;
  "shared.intent": fa.SharedIntent;
  "shared.meeting": fa.SharedMeeting;
  "shared.stillAtWork": fa.SharedStillAtWork;
  "shared.venue": fa.SharedVenue;
  workOwner: w.WorkOwnerTable;
  "shared.staffPlace": id.SharedStaffPlace;
  "shared.waitingPosting": w.SharedWaitingPosting;
  "shared.waitingObjection": w.SharedWaitingObjection;
  "shared.importedDraft": w.SharedImportedDraft;
  "shared.waitingComplaint": w.SharedWaitingComplaint;
  "shared.deniedStart": pe.SharedDeniedStart;
  "shared.waitingRegistration": fa.SharedWaitingRegistration;
  "shared.openImport": im.SharedOpenImport;
  "shared.waitingMark": li.SharedWaitingMark;
  "shared.failingMail": pe.SharedFailingMail;
};
