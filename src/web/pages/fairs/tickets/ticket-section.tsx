import type { FC } from "hono/jsx";
import { SELF_GATE, type TicketView } from "../../../../fairs/index.ts";
import { Facts, Notice } from "../../../components/blocks.tsx";
import { QrCode } from "../../../components/qr.tsx";
import { asset } from "../../../static/index.ts";
import { TICKET } from "../../../text/fairs/tickets.ts";
import { formatSpan, formatTime } from "../../../text/format.ts";

export const TICKET_STYLES = () => <link rel="stylesheet" href={asset("tickets.css")} />;

export const KIND = {
  asked: "waiting",
  valid: "done",
  entered: "done",
  waiting: "waiting",
  cancelled: "stopped",
  refused: "stopped",
  fairCancelled: "stopped",
  over: "plain",
} as const;

const NOTICE = { done: "done", waiting: "waiting", stopped: "warning", plain: "info" } as const;

export const gateName = (gate: string | null): string =>
  gate === SELF_GATE ? TICKET.selfGate : (gate ?? "");

/** True if the ticket is for taking part online: valid, without a venue. */
const isOnline = ({ venue, state }: TicketView): boolean => venue === null && state === "valid";

export const stateText = (ticket: TicketView): string =>
  isOnline(ticket) ? TICKET.onlineState : TICKET.state[ticket.state];

/** Returns the entry time of the ticket: its slot, else the opening hours of the fair. */
export const whenOf = (ticket: TicketView): string =>
  ticket.slot
    ? formatSpan(ticket.slot.startsAt, ticket.slot.endsAt)
    : formatSpan(ticket.fair.opensAt, ticket.fair.closesAt);

/** The QR code and the reference of a ticket; neither names the holder. */
export const TicketCode: FC<{ ticket: TicketView; class?: string }> = ({ ticket, class: size }) =>
  ticket.code ? (
    <figure class="code-of-entry">
      <QrCode text={ticket.code} label={`${TICKET.title} ${ticket.reference}`} class={size ?? "qr"} />
      <figcaption>
        {TICKET.reference} <b class="number">{ticket.reference}</b>
      </figcaption>
    </figure>
  ) : null;

export const TicketFacts: FC<{ ticket: TicketView }> = ({ ticket }) => (
  <Facts
    items={[
      { term: TICKET.fair, value: ticket.fair.title },
      { term: TICKET.when, value: whenOf(ticket) },
      {
        term: TICKET.where,
        value: ticket.venue ? `${ticket.venue.name}\n${ticket.venue.address}` : TICKET.onlineVenue,
      },
      ...(ticket.venue?.directions ? [{ term: TICKET.how, value: ticket.venue.directions }] : []),
      ...(ticket.enteredAt
        ? [
            {
              term: TICKET.state.entered,
              value: TICKET.entered(formatTime(ticket.enteredAt), gateName(ticket.enteredGate)),
            },
          ]
        : []),
    ]}
  />
);

/** The state of a ticket, and what the holder should do next. */
export const TicketState: FC<{ ticket: TicketView }> = ({ ticket }) => (
  <Notice kind={NOTICE[KIND[ticket.state]]}>
    <p>
      <b>{stateText(ticket)}</b>
      {ticket.place ? ` · ${TICKET.place(ticket.place)}` : null}
    </p>
    <p>{isOnline(ticket) ? TICKET.onlineNext : TICKET.next[ticket.state]}</p>
    {ticket.state === "fairCancelled" && ticket.fair.cancelReason ? (
      <p>{TICKET.reason(ticket.fair.cancelReason)}</p>
    ) : null}
  </Notice>
);

/** The ticket on one A4 sheet. */
export const TicketSheet: FC<{ ticket: TicketView }> = ({ ticket }) => (
  <section class="card sheet-a4">
    <h2>{ticket.fair.title}</h2>
    <TicketCode ticket={ticket} class="qr paper" />
    {ticket.code ? <p>{TICKET.paper}</p> : <TicketState ticket={ticket} />}
    <TicketFacts ticket={ticket} />
  </section>
);
