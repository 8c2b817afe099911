import type { Tx } from "../../../db/client.ts";
import type { TicketStatus } from "../../../db/schema/index.ts";
import {
  type Declared,
  type NewNotice,
  type NoticeDeclarations,
  noticeMaker,
  TitleParams,
} from "../../notifications/index.ts";
import { fairTitles } from "../fair/index.ts";
import type { DueTicket } from "./store/lines.ts";

const about = {
  to: ["account"],
  subject: "fairTicket",
  channels: ["mail", "sms"],
  params: TitleParams,
} as const;

export const TICKET_NOTICES = {
  ticketIssued: { ...about, channels: [] },
  ticketRefused: about,
  ticketPromoted: about,
  ticketTomorrow: about,
  ticketSoon: about,
  ticketFairCancelled: about,
  ticketWaitOver: { ...about, channels: ["mail"] },
} as const satisfies NoticeDeclarations;

declare module "../../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof TICKET_NOTICES> {}
}

const makeNotice = noticeMaker(TICKET_NOTICES);

type News = {
  id: string;
  fairId: string;
  accountId: string | null;
  kind: keyof typeof TICKET_NOTICES;
  why: string;
};

/** Makes one notice per ticket and reason. A printed ticket has no account, so it gets none. */
async function noticesOf(tx: Tx, news: readonly News[]): Promise<NewNotice[]> {
  const titles = await fairTitles(
    tx,
    news.map(({ fairId }) => fairId),
  );
  return news.flatMap(({ id, fairId, accountId, kind, why }) => {
    const params = { title: titles.get(fairId) ?? "" };
    const cause = `fairTicket:${id}:${why}`;
    return accountId === null ? [] : [makeNotice(kind, { account: accountId, subjectId: id, params, cause })];
  });
}

/** Makes the notices for waiting tickets that became valid. */
export const promotionNotices = (
  tx: Tx,
  tickets: readonly { id: string; fairId: string; accountId: string | null; rev: number }[],
): Promise<NewNotice[]> =>
  noticesOf(
    tx,
    tickets.map(({ rev, ...ticket }) => ({ ...ticket, kind: "ticketPromoted", why: `promoted:${rev}` })),
  );

type Answer = {
  /** The ticket before the answer. */
  held: { id: string; fairId: string; accountId: string | null; status: TicketStatus };
  status: TicketStatus | "refused";
  rev: number;
};

/**
 * Makes the notice of what the host of a fair at another node answered: it issued the ticket, refused it, or
 * gave it a place that was free again. None for all else.
 */
export function answerNotices(tx: Tx, { held, status, rev }: Answer): Promise<NewNotice[]> {
  const { id, fairId, accountId } = held;
  const to = { id, fairId, accountId };
  if (status === "refused") return noticesOf(tx, [{ ...to, kind: "ticketRefused", why: "refused" }]);
  if (held.status === "waiting" && status === "valid") return promotionNotices(tx, [{ ...to, rev }]);
  if (held.status !== "asked" || status === "cancelled") return Promise.resolve([]);
  return noticesOf(tx, [{ ...to, kind: "ticketIssued", why: "issued" }]);
}

const OF_DUE = {
  tomorrow: "ticketTomorrow",
  soon: "ticketSoon",
  fairCancelled: "ticketFairCancelled",
  waitOver: "ticketWaitOver",
} as const satisfies Record<DueTicket["kind"], keyof typeof TICKET_NOTICES>;

/** Makes the notices for due reminders and cancelled fairs. */
export const dueNotices = (tx: Tx, due: readonly DueTicket[]): Promise<NewNotice[]> =>
  noticesOf(
    tx,
    due.map((one) => ({ ...one, kind: OF_DUE[one.kind] })),
  );
