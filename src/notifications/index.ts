/**
 * Notices: one per receiver and cause, with the parameters of its text. Each capability declares its kinds;
 * src/web holds the texts. Notices contain no personal data of other people.
 * Letters (mail/) go to a confirmed address. They are encrypted until sent, then deleted. Each has an
 * unsubscribe link.
 */

export { type NoticeCatalogue, noticeCatalogue } from "./catalogue.ts";
export {
  type Declared,
  type NewNotice,
  type NoticeDeclarations,
  type NoticeKind,
  type NoticeKinds,
  type NoticeParams,
  type NoticeSource,
  type NoticeSubject,
  type NoticesOf,
  noticeMaker,
  TitleParams,
} from "./declare.ts";
export { deliverNotices } from "./delivery/deliver-notices.ts";
export { confirmAddress, readConfirmation } from "./mail/confirm-address.ts";
export { eraseAddress } from "./mail/erase-address.ts";
export { giveAddress } from "./mail/give-address.ts";
export { mailReaders, queueLetterIfDue } from "./mail/queue-if-due.ts";
export { getMail } from "./mail/read-mail.ts";
export { removeAddress } from "./mail/remove-address.ts";
export { mailRoutes } from "./mail/routes.ts";
export {
  type LetterContent,
  type LetterContents,
  MailInput,
  MailView,
  type SaidNotice,
} from "./mail/schema.ts";
export { retention as notificationRetention } from "./mail/store.ts";
export { unsubscribe } from "./mail/unsubscribe.ts";
export { readUnsubscribeToken } from "./mail/unsubscribe-token.ts";
export { notify, notifyAll, notifyIfUnread } from "./notify.ts";
export { listNotices, markNoticesRead, type Notice, unreadCount } from "./read-notices.ts";
export { notificationRoutes } from "./routes.ts";
export { markSubjectRead } from "./store.ts";
