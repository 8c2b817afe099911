import type { FC } from "hono/jsx";
import type { TicketView } from "../../../../../fairs/index.ts";
import { Status } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { TICKET } from "../../../../text/fairs/tickets.ts";
import { KIND, stateText, whenOf } from "../ticket-section.tsx";

/** The tickets of the signed-in person. */
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
            <LinkButton href={`/me/fairs/${ticket.fair.id}`}>{TICKET.interviews}</LinkButton>
          </p>
        </li>
      ))}
    </ul>
  </section>
);
