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

export const makeNotice = noticeMaker(kinds);
export const talentNotices: NoticeSource = { kinds };
