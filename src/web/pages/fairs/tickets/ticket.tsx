import type { FC } from "hono/jsx";
import { SELF_GATE, type TicketView } from "../../../../fairs/index.ts";
import { Facts, Notice, Status } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import { QrCode } from "../../../components/qr.tsx";
import type { Shell } from "../../../layout.tsx";
import { asset } from "../../../static/index.ts";
import { TICKET } from "../../../text/fairs/tickets.ts";
import { formatSpan, formatTime } from "../../../text/format.ts";

export const TICKET_STYLES = () => <link rel="stylesheet" href={asset("tickets.css")} />;

const KIND = {
  valid: "done",
  entered: "done",
  waiting: "waiting",
  cancelled: "stopped",
  fairCancelled: "stopped",
  over: "plain",
} as const;
const NOTICE = { done: "done", waiting: "waiting", stopped: "warning", plain: "info" } as const;

export const gateName = (gate: string | null): string =>
  gate === SELF_GATE ? TICKET.selfGate : (gate ?? "");

/** Takes part without coming, now. */
const isOnline = ({ venue, state }: TicketView): boolean => venue === null && state === "valid";
const stateText = (ticket: TicketView): string =>
  isOnline(ticket) ? TICKET.onlineState : TICKET.state[ticket.state];

/** When the doors are open for this ticket, as a person reads it. */
export const whenOf = (ticket: TicketView): string =>
  ticket.slot
    ? formatSpan(ticket.slot.startsAt, ticket.slot.endsAt)
    : formatSpan(ticket.fair.opensAt, ticket.fair.closesAt);

/** The code with what a person and a gate need beside it: nothing of who holds it. */
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
        value: ticket.venue ? `${ticket.venue.name}\n${ticket.venue.address}` : TICKET.onlinePlace,
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

/** The state in words, what it means, and what comes next. */
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

const Cancel: FC<{ shell: Shell; ticket: TicketView }> = ({ shell, ticket }) => (
  <Form action={`/me/tickets/${ticket.id}/cancel`} csrf={shell.csrf}>
    <p class="quiet">{ticket.venue ? TICKET.cancelHint : TICKET.cancelOnline}</p>
    <Button kind="danger">{TICKET.cancel}</Button>
  </Form>
);

/** A person's own code: large, first, with what can be done with it below. */
export const TicketPage: FC<{ shell: Shell; ticket: TicketView }> = ({ shell, ticket }) => {
  const standing = ticket.state === "valid" || ticket.state === "waiting";
  return (
    <div class="narrow stack">
      <h1>{ticket.fair.title}</h1>
      <section class="card ticket">
        {ticket.code ? <p class="lead">{TICKET.show}</p> : null}
        <TicketCode ticket={ticket} />
        {ticket.code ? null : (
          <p class="reference-line">
            {TICKET.reference} <b class="number">{ticket.reference}</b>
          </p>
        )}
        <TicketState ticket={ticket} />
        <TicketFacts ticket={ticket} />
      </section>
      <p class="row no-print">
        {ticket.code ? (
          <>
            <LinkButton href={`/me/tickets/${ticket.id}/code.gif`}>{TICKET.saveImage}</LinkButton>
            <LinkButton href={`/me/tickets/${ticket.id}/print`}>{TICKET.print}</LinkButton>
          </>
        ) : null}
        {ticket.state === "valid" || ticket.state === "entered" ? (
          <LinkButton href={`/me/fairs/${ticket.fair.id}`} kind={ticket.venue ? "secondary" : "primary"}>
            {TICKET.interviews}
          </LinkButton>
        ) : null}
        <LinkButton href={`/me/tickets/${ticket.id}/calendar.ics`}>
          {ticket.state === "cancelled" || ticket.state === "fairCancelled"
            ? TICKET.calendarGone
            : TICKET.calendar}
        </LinkButton>
        <LinkButton href={`/fairs/${ticket.fair.id}`}>{TICKET.seeFair}</LinkButton>
      </p>
      {standing ? <Cancel shell={shell} ticket={ticket} /> : null}
      {ticket.state === "cancelled" ? (
        <LinkButton href={`/fairs/${ticket.fair.id}/ticket`} kind="primary">
          {TICKET.again}
        </LinkButton>
      ) : null}
    </div>
  );
};

/** One sheet of A4. */
export const TicketSheet: FC<{ ticket: TicketView }> = ({ ticket }) => (
  <section class="card sheet-a4">
    <h2>{ticket.fair.title}</h2>
    <TicketCode ticket={ticket} class="qr paper" />
    {ticket.code ? <p>{TICKET.paper}</p> : <TicketState ticket={ticket} />}
    <TicketFacts ticket={ticket} />
  </section>
);

/** A person's codes, for the page of what is mine. */
export const MyTickets: FC<{ tickets: readonly TicketView[] }> = ({ tickets }) => (
  <section id="tickets">
    <h2>{TICKET.mine}</h2>
    {tickets.length === 0 ? <p class="quiet">{TICKET.none}</p> : null}
    <ul class="list">
      {tickets.map((ticket) => (
        <li class="card posting">
          <div class="head">
            <h3>
              <a class="title" href={`/me/tickets/${ticket.id}`}>
                {ticket.fair.title}
              </a>
            </h3>
            <Status kind={KIND[ticket.state]}>{stateText(ticket)}</Status>
          </div>
          <p class="quiet">
            {whenOf(ticket)} · {ticket.venue?.name ?? TICKET.onlineState}
          </p>
          <p>
            <a href={`/me/fairs/${ticket.fair.id}`}>{TICKET.interviews}</a>
          </p>
        </li>
      ))}
    </ul>
  </section>
);
