import type { FC } from "hono/jsx";
import type { TicketView } from "../../../../../fairs/index.ts";
import { Button, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { TICKET, UNION_TICKETS } from "../../../../text/fairs/tickets.ts";
import { TicketSheet } from "../ticket-section.tsx";
import { PrintButton } from "./print-section.tsx";

/** A ticket ready to print, and the link to print the next one. */
export const PrintedTicketPage: FC<{ shell: Shell; ticket: TicketView }> = ({ shell, ticket }) => (
  <div class="narrow stack">
    <h1 class="no-print">{UNION_TICKETS.printed}</h1>
    <p class="no-print">{UNION_TICKETS.printedNext}</p>
    <TicketSheet ticket={ticket} />
    <p class="row no-print">
      <PrintButton />
      <LinkButton href={`/union/fairs/${ticket.fair.id}/tickets/new`}>{UNION_TICKETS.another}</LinkButton>
      <LinkButton href={`/union/fairs/${ticket.fair.id}/tickets`}>{UNION_TICKETS.back}</LinkButton>
    </p>
    {ticket.state === "valid" || ticket.state === "waiting" ? (
      <div class="no-print">
        <Form action={`/union/tickets/${ticket.id}/cancel`} csrf={shell.csrf}>
          <Button kind="danger">{TICKET.cancel}</Button>
        </Form>
      </div>
    ) : null}
  </div>
);
