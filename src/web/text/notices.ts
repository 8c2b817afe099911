import type { NoticeKind, NoticeParams } from "../../notifications/index.ts";
import { formatTime, shorten } from "./format.ts";
import { SAVED } from "./seeker.ts";
import { VIOLATION } from "./union/violations.ts";

type Titled = { title: string };
type Meeting = Exclude<NoticeParams, Titled>;

/** Describes a meeting by time, enterprise and place: `11月28日 10:00，鞍山重工，市体育馆 A01`. */
function meetingTitle(meeting: Meeting): string {
  const time = "startsAt" in meeting ? formatTime(meeting.startsAt) : null;
  const place =
    "boothCode" in meeting && meeting.venueName && meeting.boothCode
      ? `${meeting.venueName} ${meeting.boothCode}`
      : null;
  return [time, meeting.enterpriseName, meeting.remote ? "远程面谈" : place].filter(Boolean).join("，");
}

/** Returns the title of a notice's subject: the title of the record, or the description of the meeting. */
export const noticeTitle = (params: NoticeParams): string =>
  "title" in params ? params.title : meetingTitle(params);

/** State of a posting after its objection succeeded, in words for the enterprise and for applicants. */
const RETURNED = {
  live: "异议通过了，岗位已恢复发布",
  suspended: "异议通过了，企业还在暂停，岗位要等企业恢复后才显示",
  expired: "异议通过了，岗位已过有效期，不再显示",
} as const;
const APPLIED_RETURNED = {
  live: "您应聘的岗位恢复发布了，企业会接着答复",
  suspended: "您应聘的岗位没有违规，企业还在暂停，恢复后会接着答复",
  expired: "您应聘的岗位没有违规，企业会接着答复",
} as const;

/** The sentence of every kind of notice, for pages, letters and text messages. */
const NOTICE: { readonly [K in NoticeKind]: (params: NoticeParams<K>) => string } = {
  applicationReceived: ({ title }) => `收到新的应聘：${title}`,
  applicationWithdrawn: ({ title }) => `求职者收回了应聘：${title}`,
  applicationInvited: ({ title }) => `企业邀请您面谈，请点开看时间地点，告诉企业去不去：${title}`,
  invitationAccepted: ({ title }) => `求职者说会来面谈：${title}`,
  invitationTimes: ({ title }) => `求职者想换个面谈时间，请点开选一个：${title}`,
  invitationRefused: ({ title }) => `求职者说不来面谈了：${title}`,
  startDenied: ({ title }) => `求职者说没有到岗，请打电话核实：${title}`,
  applicationUndelivered: ({ title }) => `您的应聘没有送到，可以给企业打电话：${title}`,
  applicationDeclined: ({ title }) => `企业答复了您的应聘：${title}`,
  talentInvited: ({ title, enterprise }) => `${enterprise}请您看看这个岗位，应聘不应聘由您定：${title}`,
  startRecorded: ({ title }) => `企业记录您已到岗，请确认：${title}`,
  startConfirmed: ({ title }) => `求职者确认到岗：${title}`,
  appliedPostingClosed: ({ title }) =>
    `您应聘的岗位因违反规定被工会关闭，企业可能不再答复，请看看别的岗位：${title}`,
  appliedPostingReturned: ({ title, shown }) => `${APPLIED_RETURNED[shown ?? "live"]}：${title}`,
  postingReturned: ({ title }) => `岗位被退回，请修改：${title}`,
  postingPublished: ({ title }) => `岗位已发布：${title}`,
  enterpriseVerified: ({ title }) => `企业已通过核验：${title}`,
  postingClosedForCause: ({ title, rule, sentence }) =>
    `岗位因违反规定被关闭：${title}。${VIOLATION[rule]}。${shorten(sentence)}。不同意可以提一次异议`,
  postingObjected: ({ title }) => `企业对关闭岗位提出异议，请处理：${title}`,
  objectionUpheld: ({ title, note }) => `异议没有通过，岗位保持关闭：${title}。${shorten(note)}`,
  objectionReturned: ({ title, note, shown }) => `${RETURNED[shown ?? "live"]}：${title}。${shorten(note)}`,
  enterpriseRefused: ({ title, reason }) =>
    `企业登记没有通过，请改好再交：${title}。原因：${shorten(reason)}`,
  claimApproved: ({ title }) => `认领通过了，可以收应聘、改岗位：${title}`,
  claimRejected: ({ title, reason }) => `认领没有通过：${title}。原因：${shorten(reason)}`,
  enterpriseSuspended: ({ reason }) => `企业已被暂停：${shorten(reason)}。岗位和展位先不显示，恢复后自动回来`,
  enterpriseReinstated: ({ title, waits }) =>
    waits
      ? `企业已恢复，还要等归口工会核验，岗位才会显示：${title}`
      : `企业已恢复，没过期、没关闭的岗位和展位又显示了：${title}`,
  employerSuspended: ({ title, reason }) =>
    `您应聘的企业已被暂停，暂停期间看不到您的求职卡和电话：${title}（${shorten(reason)}）`,
  employerReinstated: ({ title }) => `您应聘的企业已恢复，可以接着办了：${title}`,
  exhibitorSuspended: ({ title, fair, reason }) =>
    `参加“${fair}”的企业已被暂停，展位先不显示：${title}（${shorten(reason)}）`,
  erasuresLate: ({ title, count }) =>
    `${title}收到删除要求三天了，还有 ${count} 份个人资料没有回执，请打电话去问`,
  exhibitorReinstated: ({ title, fair }) => `参加“${fair}”的企业已恢复，展位又显示了：${title}`,
  fairSuspended: ({ title }) => `企业核验被暂停，展位已让出；恢复后，报名截止前可以重新报名：${title}`,
  fairReturned: ({ title }) => `招聘会报名被退回，请修改：${title}`,
  fairPlaced: ({ title }) => `招聘会展位已安排：${title}`,
  fairWaiting: ({ title }) => `招聘会展位已满，您在候补：${title}`,
  fairWaitingQuota: ({ title, city }) => `会场还有展位，但${city}的展位名额用完了，您在候补：${title}`,
  fairOffered: ({ title }) => `有展位空出来了，请尽快答复：${title}`,
  fairOfferLapsed: ({ title }) => `没有按时答复，展位已让给下一家：${title}`,
  fairClosed: ({ title }) => `招聘会结束了，这次没有排上展位：${title}`,
  fairUndelivered: ({ title }) => `有一步没有送到主办方，没有算数，请看原因：${title}`,
  fairRefused: ({ title }) => `招聘会没有安排展位：${title}`,
  fairMoved: ({ title }) => `招聘会的时间或地点变了，请看清楚再去：${title}`,
  fairEnded: ({ title }) => `招聘会提前结束了：${title}`,
  fairTomorrow: ({ title }) => `明天招聘会，请提前半小时到展位布展：${title}`,
  fairCancelled: ({ title }) => `招聘会取消了：${title}`,
  applicationByCode: ({ title }) => `您在展位出示了入场码，求职卡已发给企业：${title}`,
  interviewBooked: (meeting) => `面谈时间排好了：${meetingTitle(meeting)}`,
  interviewSoon: (meeting) => `面谈快到了，请提前准备好：${meetingTitle(meeting)}`,
  interviewCancelled: (meeting) => `面谈取消，可以改谈别的企业：${meetingTitle(meeting)}`,
  livestreamTomorrow: ({ title, startsAt }) => `您预约的直播一天内开播，${formatTime(startsAt)}：${title}`,
  livestreamSoon: ({ title, startsAt }) => `您预约的直播一小时内开播，${formatTime(startsAt)}：${title}`,
  livestreamStarting: ({ title }) => `您预约的直播马上开播，点开就能看：${title}`,
  livestreamMoved: ({ title, startsAt }) => `您预约的直播改到 ${formatTime(startsAt)}：${title}`,
  livestreamCancelled: ({ title }) => `您预约的直播取消了：${title}`,
  shownLivestreamMoved: ({ title, startsAt }) => `讲您家岗位的直播改到 ${formatTime(startsAt)}：${title}`,
  shownLivestreamCancelled: ({ title }) => `讲您家岗位的直播取消了：${title}`,
  hostedLivestreamMoved: ({ title, startsAt }) => `直播改到 ${formatTime(startsAt)}：${title}`,
  hostedLivestreamCancelled: ({ title }) => `直播取消了：${title}`,
  livestreamPermitEnded: ({ title }) => `正在播，有主播的证件过期了，请马上换人：${title}`,
  questionPassed: ({ title }) => `有人问了这个岗位，请书面回答：${title}`,
  questionAnswered: ({ title }) => `您在直播里问的有回答了：${title}`,
  queueRemote: (meeting) => `展位换了会场，您的号改成远程面谈，轮到您会提醒：${meetingTitle(meeting)}`,
  queueCancelled: (meeting) => `企业取消了您排的号，可以改谈别的企业：${meetingTitle(meeting)}`,
  queueClosed: (meeting) => `您排的号取消了，这家企业的展位换了地方或撤了：${meetingTitle(meeting)}`,
  queueCalled: (meeting) => `轮到您了，请马上过去（远程的请点进会议）：${meetingTitle(meeting)}`,
  followUpAsked: ({ title }) => `上岗回访，请点一下近况：${title}`,
  savedSearchFound: ({ title }) => `有新岗位：${title || SAVED.everything}`,
  staffInvited: ({ title }) => `请您担任${title ? `${title}的工作人员` : "平台管理员"}，请点开答复`,
  staffAccepted: ({ title }) => `对方接受了邀请：${title || "管理员"}`,
  staffDeclined: ({ title }) => `对方没有接受邀请：${title || "管理员"}`,
  staffAppointed: ({ title }) => `您已上任，点开就能开始工作：${title || "管理员"}`,
  staffEnded: ({ title }) => `您不再是工作人员：${title || "管理员"}`,
  staffEndedBy: ({ title }) => `您结束了一位工作人员的职务：${title || "管理员"}`,
  ticketIssued: ({ title }) => `入场码领到了：${title}`,
  ticketRefused: ({ title }) => `入场码没有领到：${title}`,
  boothVisited: ({ title }) => `您在展位出示了入场码，但应聘没有送出，可到岗位页再应聘：${title}`,
  ticketPromoted: ({ title }) => `轮到您了，入场码可以用了：${title}`,
  ticketTomorrow: ({ title }) => `明天的招聘会，到场请带好入场码：${title}`,
  ticketSoon: ({ title }) => `一小时内开始，到场请带好入场码：${title}`,
  ticketFairMoved: ({ title }) => `招聘会的时间或地点变了，请看清楚再去：${title}`,
  ticketFairEnded: ({ title }) => `招聘会提前结束了，请不要再前往：${title}`,
  ticketWaitOver: ({ title }) => `招聘会结束了，您的候补没有排上：${title}`,
  ticketFairCancelled: ({ title }) => `招聘会取消了，请不要前往：${title}`,
};

/** Kinds of notice that have a sentence. */
export const NOTICE_KINDS = Object.keys(NOTICE);

/** Returns the sentence of a notice. Throws if its kind has none. */
export function noticeText({ kind, params }: { kind: NoticeKind; params: NoticeParams }): string {
  if (!Object.hasOwn(NOTICE, kind)) throw new Error(`no words for the notice ${kind}`);
  return (NOTICE[kind] as (params: NoticeParams) => string)(params);
}
