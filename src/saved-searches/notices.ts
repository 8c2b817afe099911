import {
  type Declared,
  type NewNotice,
  type NoticeDeclarations,
  type NoticeSource,
  noticeMaker,
  TitleParams,
} from "../notifications/index.ts";

const kinds = {
  savedSearchFound: { to: ["account"], subject: "savedSearch", channels: [], params: TitleParams },
} as const satisfies NoticeDeclarations;

declare module "../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof kinds> {}
}

const makeNotice = noticeMaker(kinds);

/**
 * Returns the notice that a search has new matches. `first` is the posting id of one new match and makes the
 * cause unique.
 */
export const foundNotice = (
  search: { id: string; accountId: string; label: string },
  first: string,
): NewNotice =>
  makeNotice("savedSearchFound", {
    account: search.accountId,
    subjectId: search.id,
    params: { title: search.label },
    cause: `savedSearch:${search.id}:${first}`,
  });

export const savedSearchNotices: NoticeSource = { kinds };
