import type { NewNotice } from "../../notifications/index.ts";
import type { Closed } from "./store/queue.ts";
import type { Gone } from "./store/wishes.ts";

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

/** What became of a turn without its person: over, moved to the meeting room, called off by the booth. */
const OF_TURN = { closed: "queueClosed", remote: "queueRemote", cancelled: "queueCancelled" } as const;

/** To those whose place in a queue is not what it was, by no doing of their own. */
export const turnNotices = (turns: readonly Closed[], became: keyof typeof OF_TURN): NewNotice[] =>
  turns.flatMap(({ id, ...to }) => fairNotice(to, OF_TURN[became], `queue:${id}:${became}`));
