/**
 * Notices: derived from the change feed, one per receiver and cause. They name records and carry nobody's data.
 * Letters (mail/): to an address that its reader confirmed, sealed until sent and then gone; every one has a way out.
 */

export { deliverNotices } from "./delivery/deliver-notices.ts";
export { confirmAddress, readConfirmation } from "./mail/confirm-address.ts";
export { giveAddress } from "./mail/give-address.ts";
export { mailReaders, queueLetterIfDue } from "./mail/queue-if-due.ts";
export { getMail } from "./mail/read-mail.ts";
export { eraseAddress, removeAddress, unsubscribe } from "./mail/remove-address.ts";
export { mailRoutes } from "./mail/routes.ts";
export { type FoundSearch, type LetterContent, MailInput, MailView, type SaidNotice } from "./mail/schema.ts";
export { readUnsubscribeToken } from "./mail/unsubscribe.ts";
export { notify, notifyAll, notifyIfUnread } from "./notify.ts";
export { listNotices, markNoticesRead, unreadCount } from "./read-notices.ts";
export { notificationRoutes } from "./routes.ts";
export type { NewNotice } from "./rules.ts";
export { NOTICE_KINDS, type NoticeKind, NoticeView } from "./schema.ts";
export { tellFairMoved, tellFairTomorrow } from "./store.ts";
