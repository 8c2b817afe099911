import type { FC } from "hono/jsx";
import type { OwnClash, TicketView } from "../../../../../fairs/index.ts";
import { Button, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { TICKET } from "../../../../text/fairs/tickets.ts";
import { OwnClashesSection } from "../../interviews/seeker/own-clashes-section.tsx";
import { TicketCode, TicketFacts, TicketState } from "../ticket-section.tsx";

const Cancel: FC<{ shell: Shell; ticket: TicketView }> = ({ shell, ticket }) => (
  <Form action={`/me/tickets/${ticket.id}/cancel`} csrf={shell.csrf}>
    <p class="quiet">{ticket.venue ? TICKET.cancelHint : TICKET.cancelOnline}</p>
    <Button kind="danger">{TICKET.cancel}</Button>
  </Form>
);

/** The page of a person's ticket; the QR code comes first. */
export const TicketPage: FC<{ shell: Shell; ticket: TicketView; clashes: readonly OwnClash[] }> = ({
  shell,
  ticket,
  clashes,
}) => {
  const standing = ticket.state === "valid" || ticket.state === "waiting" || ticket.state === "asked";
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
      <OwnClashesSection clashes={clashes} />
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
        {ticket.state === "asked" ? (
          <LinkButton href={`/me/tickets/${ticket.id}`} kind="primary">
            {TICKET.look}
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
      {ticket.state === "cancelled" || ticket.state === "refused" ? (
        <LinkButton href={`/fairs/${ticket.fair.id}/ticket`} kind="primary">
          {TICKET.again}
        </LinkButton>
      ) : null}
    </div>
  );
};
