import { z } from "zod";
import {
  type Declared,
  type NoticeDeclarations,
  type NoticeSource,
  noticeMaker,
  TitleParams,
} from "../notifications/index.ts";

const kinds = {
  /** Names the posting as `title`, and its enterprise. */
  talentInvited: {
    to: ["account"],
    subject: "talentInvitation",
    channels: ["mail"],
    params: TitleParams.extend({ enterprise: z.string() }),
  },
} as const satisfies NoticeDeclarations;

declare module "../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof kinds> {}
}

const makeNotice = noticeMaker(kinds);

/** Returns the notice to a person whom an enterprise invited to a posting, once per invitation. */
export const invitedNotice = (
  account: string,
  id: string,
  { title, enterprise }: { title: string; enterprise: string },
) =>
  makeNotice("talentInvited", {
    account,
    subjectId: id,
    params: { title, enterprise },
    cause: `talentInvitation:${id}`,
  });
export const talentNotices: NoticeSource = { kinds };
