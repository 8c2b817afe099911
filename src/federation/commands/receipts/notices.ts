import { z } from "zod";
import {
  type Declared,
  type NoticeDeclarations,
  type NoticeSource,
  noticeMaker,
  TitleParams,
} from "../../../notifications/index.ts";

const kinds = {
  /** Names the city that has not confirmed erasures for three days as `title`, and how many. */
  erasuresLate: {
    to: ["account"],
    subject: "partnerCity",
    channels: ["mail"],
    params: TitleParams.extend({ count: z.int() }),
  },
} as const satisfies NoticeDeclarations;

declare module "../../../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof kinds> {}
}

export const makeNotice = noticeMaker(kinds);
export const erasureNotices: NoticeSource = { kinds };
