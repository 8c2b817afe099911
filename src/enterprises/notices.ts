import { z } from "zod";
import {
  type Declared,
  type NoticeDeclarations,
  type NoticeSource,
  type NoticesOf,
  noticeMaker,
  TitleParams,
} from "../notifications/index.ts";

const kinds = {
  enterpriseVerified: { to: ["enterprise"], subject: "enterprise", channels: [], params: TitleParams },
} as const satisfies NoticeDeclarations;

declare module "../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof kinds> {}
}

const makeNotice = noticeMaker(kinds);
const PublicView = z.object({ name: z.string() });

/**
 * Returns notices for public changes of enterprises. Only verified enterprises have public changes. The fixed
 * `cause` makes the notice unique per enterprise.
 */
const fromEnterprises: NoticesOf = async (_tx, changes) =>
  changes
    .filter(({ op, stream }) => op === "put" && stream.endsWith("/public"))
    .map(({ id, payload }) =>
      makeNotice("enterpriseVerified", {
        enterprise: id,
        subjectId: id,
        params: { title: PublicView.safeParse(payload).data?.name ?? "" },
        cause: `enterprise:${id}:verified`,
      }),
    );

export const enterpriseNotices: NoticeSource = { kinds, from: { enterprise: fromEnterprises } };
