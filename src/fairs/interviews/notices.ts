import type { NewNotice } from "../../notifications/index.ts";
import type { Closed } from "../store/day/queue.ts";
import type { Gone } from "../store/day/wishes.ts";

type To = { fairId: string; accountId: string | null };

/** What a person hears of an interview or a turn at a fair, once a cause; a printed code has nobody to tell. */
export const fairNotice = (
  { fairId, accountId }: To,
  kind:
    | "interviewBooked"
    | "interviewSoon"
    | "interviewCancelled"
    | "queueCalled"
    | "queueClosed"
    | "queueRemote"
    | "queueCancelled",
  cause: string,
): NewNotice[] =>
  accountId === null
    ? []
    : [{ toKind: "account", toId: accountId, kind, subjectKind: "fair", subjectId: fairId, cause }];

/** To those whose interview is no more and who would not know otherwise. */
export const cancelledNotices = (gone: readonly Gone[]): NewNotice[] =>
  gone.flatMap(({ id, tells, ...to }) =>
    tells ? fairNotice(to, "interviewCancelled", `interview:${id}:cancelled`) : [],
  );

/** To those whose place in a queue is no more by no doing of their own. */
export const closedNotices = (closed: readonly Closed[]): NewNotice[] =>
  closed.flatMap(({ id, ...to }) => fairNotice(to, "queueClosed", `queue:${id}:closed`));

/** To those whose turn goes on over the meeting room. */
export const movedNotices = (moved: readonly Closed[]): NewNotice[] =>
  moved.flatMap(({ id, ...to }) => fairNotice(to, "queueRemote", `queue:${id}:remote`));

/** To those whom the booth itself called off. */
export const calledOffNotices = (entries: readonly Closed[]): NewNotice[] =>
  entries.flatMap(({ id, ...to }) => fairNotice(to, "queueCancelled", `queue:${id}:cancelled`));
