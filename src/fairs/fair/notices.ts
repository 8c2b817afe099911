import type { Tx } from "../../../db/client.ts";
import {
  type Declared,
  type NewNotice,
  type NoticeDeclarations,
  type NoticesOf,
  noticeMaker,
  TitleParams,
} from "../../notifications/index.ts";
import type { FairChangeKind } from "./lifecycle/schema.ts";
import {
  type ChangedAway,
  type ExhibitorDue,
  enterprisesInLine,
  holdersOf,
  type MovedAway,
} from "./store/affected.ts";
import { fairTitles } from "./store/titles.ts";

const about = {
  to: ["enterprise"],
  subject: "fair",
  channels: ["mail", "sms"],
  params: TitleParams,
} as const;

export const FAIR_NOTICES = {
  fairCancelled: about,
  fairMoved: about,
  fairEnded: about,
  fairTomorrow: about,
  ticketFairMoved: { ...about, to: ["account"], subject: "fairTicket" },
  ticketFairEnded: { ...about, to: ["account"], subject: "fairTicket" },
} as const satisfies NoticeDeclarations;

declare module "../../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof FAIR_NOTICES> {}
}

const makeNotice = noticeMaker(FAIR_NOTICES);

/**
 * Notifies enterprises that their fair was cancelled, unless their registration is withdrawn, declined or
 * refused.
 */
export const fromFairs: NoticesOf = async (tx, changes) => {
  const ids = changes.filter(({ op }) => op === "close").map(({ id }) => id);
  const titles = await fairTitles(tx, ids);
  const line = await enterprisesInLine(tx, ids);
  return line.map(({ fairId, enterpriseId }) =>
    makeNotice("fairCancelled", {
      enterprise: enterpriseId,
      subjectId: fairId,
      params: { title: titles.get(fairId) ?? "" },
      cause: `fair:${fairId}:cancelled`,
    }),
  );
};

/**
 * Returns notices of a changed time or venue, or of the early end, for enterprises with a registration and
 * for ticket holders. Each receiver gets one notice per revision of the fair.
 */
export async function movedNotices(
  tx: Tx,
  { id, title, rev, change }: { id: string; title: string; rev: number; change: FairChangeKind },
): Promise<NewNotice[]> {
  const params = { title };
  const ended = change === "end";
  const line = await enterprisesInLine(tx, [id]);
  const holders = await holdersOf(tx, id);
  return [
    ...line.map(({ enterpriseId }) =>
      makeNotice(ended ? "fairEnded" : "fairMoved", {
        enterprise: enterpriseId,
        subjectId: id,
        params,
        cause: `fair:${id}:moved:${rev}`,
      }),
    ),
    ...holders.map((holder) =>
      makeNotice(ended ? "ticketFairEnded" : "ticketFairMoved", {
        account: holder.accountId,
        subjectId: holder.id,
        params,
        cause: `fairTicket:${holder.id}:moved:${rev}`,
      }),
    ),
  ];
}

/** Returns notices to own enterprises that a fair of another node moved or was cancelled. */
export const awayNotices = (changed: readonly ChangedAway[]): NewNotice[] =>
  changed.map(({ fairId, title, enterpriseId, cancelled, plan }) =>
    makeNotice(cancelled ? "fairCancelled" : "fairMoved", {
      enterprise: enterpriseId,
      subjectId: fairId,
      params: { title },
      cause: cancelled ? `fair:${fairId}:cancelled` : `fair:${fairId}:moved:${plan}`,
    }),
  );

/** Returns notices to own people with a ticket that a fair of another node moved. */
export const heldAwayNotices = (moved: readonly MovedAway[]): NewNotice[] =>
  moved.map(({ id, accountId, title, plan }) =>
    makeNotice("ticketFairMoved", {
      account: accountId,
      subjectId: id,
      params: { title },
      cause: `fairTicket:${id}:moved:${plan}`,
    }),
  );

/** Returns reminders for exhibitors on the day before the fair, one per enterprise and opening time. */
export const tomorrowNotices = (due: readonly ExhibitorDue[]): NewNotice[] =>
  due.map(({ fairId, title, enterpriseId, cause }) =>
    makeNotice("fairTomorrow", { enterprise: enterpriseId, subjectId: fairId, params: { title }, cause }),
  );
