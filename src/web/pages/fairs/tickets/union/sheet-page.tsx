import type { FC } from "hono/jsx";
import type { TicketView } from "../../../../../fairs/index.ts";
import { QrCode } from "../../../../components/qr.tsx";
import { TICKET, UNION_TICKETS } from "../../../../text/fairs/tickets.ts";
import { Paper } from "../../fair/print/sheets-section.tsx";
import { whenOf } from "../ticket-section.tsx";

/** Tickets on one A4 page: two beside each other, five below each other. */
const ON_A_PAGE = 10;

/** One ticket to cut out. Its number stands below the code, to read out or type. */
const Slip: FC<{ ticket: TicketView }> = ({ ticket }) => (
  <li>
    <QrCode text={ticket.code ?? ""} label={`${TICKET.title} ${ticket.reference}`} />
    <div>
      <p class="strong">{ticket.fair.title}</p>
      <p>{whenOf(ticket)}</p>
      <p>{ticket.venue?.name}</p>
      <p>
        {TICKET.reference} <span class="strong">{ticket.reference}</span>
      </p>
      <p>{UNION_TICKETS.slip}</p>
    </div>
  </li>
);

/** A sheet of tickets to print and cut, ten on a page. */
export const SheetPage: FC<{
  fairId: string;
  tickets: readonly TicketView[];
  /** Address of the fair to type. */
  address: string;
  nonce: string | undefined;
}> = ({ fairId, tickets, address, nonce }) => (
  <Paper
    title={UNION_TICKETS.sheetTitle(tickets.length)}
    back={`/union/fairs/${fairId}/tickets/new`}
    nonce={nonce}
  >
    <h1 class="screen">{UNION_TICKETS.sheetTitle(tickets.length)}</h1>
    <p class="screen">{UNION_TICKETS.sheetLead}</p>
    {Array.from({ length: Math.ceil(tickets.length / ON_A_PAGE) }, (_, n) => (
      <section class="sheet slips">
        <ul>
          {tickets.slice(n * ON_A_PAGE, (n + 1) * ON_A_PAGE).map((ticket) => (
            <Slip ticket={ticket} />
          ))}
        </ul>
        <p>{UNION_TICKETS.sheetAddress(address)}</p>
      </section>
    ))}
  </Paper>
);
