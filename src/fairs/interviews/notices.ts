import type { NewNotice } from "../../notifications/index.ts";
import type { Gone } from "../store/day/wishes.ts";

/** What people hear whose interview is no more, once for each; a printed code has nobody to tell. */
export const cancelledNotices = (gone: readonly Gone[]): NewNotice[] =>
  gone.flatMap(({ id, fairId, accountId, tells }): NewNotice[] =>
    tells && accountId
      ? [
          {
            toKind: "account",
            toId: accountId,
            kind: "interviewCancelled",
            subjectKind: "fair",
            subjectId: fairId,
            cause: `interview:${id}:cancelled`,
          },
        ]
      : [],
  );
