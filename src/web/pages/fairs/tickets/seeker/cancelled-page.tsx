import type { FC } from "hono/jsx";
import type { TicketView } from "../../../../../fairs/index.ts";
import { Panel } from "../../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { TICKET } from "../../../../text/fairs/tickets.ts";
import { roomOf } from "../ticket-fields.ts";
import { whenOf } from "../ticket-section.tsx";

/** Says which ticket was cancelled. One button takes one for the same hall and slot again. */
export const CancelledPage: FC<{ shell: Shell; ticket: TicketView }> = ({ shell, ticket }) => {
  const { fair, state } = ticket;
  const where = ticket.venue?.name ?? TICKET.onlineState;
  const again = state === "cancelled";
  return (
    <div class="narrow">
      <Panel
        title={TICKET.cancelled}
        reference={ticket.reference}
        next={`${fair.title}（${whenOf(ticket)} · ${where}）：${TICKET.next[state]}`}
      >
        {again ? (
          <Form action={`/fairs/${fair.id}/ticket`} csrf={shell.csrf}>
            <input type="hidden" name="room" value={roomOf(ticket)} />
            <Button kind="primary">{TICKET.undo}</Button>
          </Form>
        ) : null}
        <p class="row">
          {again ? <LinkButton href={`/fairs/${fair.id}/ticket`}>{TICKET.other}</LinkButton> : null}
          <LinkButton href={`/fairs/${fair.id}`}>{TICKET.seeFair}</LinkButton>
        </p>
      </Panel>
    </div>
  );
};
