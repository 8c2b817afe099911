import type { NewNotice } from "../../notifications/index.ts";

type Holder = { id: string; accountId: string | null };
export type TicketNews = Extract<
  NewNotice["kind"],
  "ticketPromoted" | "ticketTomorrow" | "ticketSoon" | "ticketFairCancelled"
>;

/** What a holder with an account is told; a printed code has nobody to tell. `why` makes it one notice per cause. */
export const ticketNotice = ({ id, accountId }: Holder, kind: TicketNews, why: string): NewNotice[] =>
  accountId === null
    ? []
    : [
        {
          toKind: "account",
          toId: accountId,
          kind,
          subjectKind: "fairTicket",
          subjectId: id,
          cause: `fairTicket:${id}:${why}`,
        },
      ];

export const promotionNotice = (ticket: Holder & { rev: number }): NewNotice[] =>
  ticketNotice(ticket, "ticketPromoted", `promoted:${ticket.rev}`);
