import type { FC } from "hono/jsx";
import type { TicketView } from "../../../../../fairs/index.ts";
import { Status } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { TICKET } from "../../../../text/fairs/tickets.ts";
import { FOLDED } from "../../../../text/public/account.ts";
import { KIND, stateText, whenOf } from "../ticket-section.tsx";

/** States in which a ticket is of no more use. */
const ENDED: ReadonlySet<TicketView["state"]> = new Set(["cancelled", "refused", "fairCancelled", "over"]);

const Tickets: FC<{ tickets: readonly TicketView[] }> = ({ tickets }) => (
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
);

/** The tickets of the signed-in person. Those of no more use fold. */
export const MyTickets: FC<{ tickets: readonly TicketView[] }> = ({ tickets }) => {
  const ended = tickets.filter(({ state }) => ENDED.has(state));
  const open = tickets.filter(({ state }) => !ENDED.has(state));
  return (
    <section id="tickets">
      <h2>{TICKET.mine}</h2>
      {tickets.length === 0 ? <p class="quiet">{TICKET.none}</p> : null}
      {open.length > 0 ? <Tickets tickets={open} /> : null}
      {ended.length > 0 ? (
        <details class="sheet">
          <summary>{FOLDED.tickets(ended.length)}</summary>
          <Tickets tickets={ended} />
        </details>
      ) : null}
    </section>
  );
};
