/**
 * Notices: derived from the change feed, one per receiver and cause. They name records and carry nobody's data.
 */
export { listNotices, markNoticesRead, unreadCount } from "./read-notices.ts";
export { notificationRoutes } from "./routes.ts";
export type { NewNotice } from "./rules.ts";
export { NOTICE_KINDS, type NoticeKind, NoticeView } from "./schema.ts";
export { tell, tellOnce } from "./tell-once.ts";
