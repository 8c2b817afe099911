import type { FC } from "hono/jsx";
import type { Entrance, FairView, TicketView, VenueView } from "../../../../../fairs/index.ts";
import { Notice, Table } from "../../../../components/blocks.tsx";
import { Button, Field, Form, type FormState, LinkButton, Select } from "../../../../components/forms.tsx";
import { QrCode } from "../../../../components/qr.tsx";
import type { Shell } from "../../../../layout.tsx";
import { COMMON } from "../../../../text/common.ts";
import { ARRIVE, TICKET, TICKET_DESK } from "../../../../text/fairs/tickets.ts";
import { formatSpan } from "../../../../text/format.ts";
import { TicketSheet } from "../seeker/ticket-page.tsx";

const capacityOf = ({ capacity, slots }: Entrance) =>
  slots.length > 0
    ? slots.reduce((sum, slot) => sum + slot.capacity, 0)
    : (capacity ?? TICKET_DESK.unlimited);

const Slots: FC<{ shell: Shell; fair: FairView; entrances: readonly Entrance[]; form: FormState }> = (
  props,
) => {
  const { shell, fair, entrances, form } = props;
  return (
    <section>
      <h2>{TICKET_DESK.slots}</h2>
      {entrances
        .filter(({ slots }) => slots.length > 0)
        .map(({ name, slots }) => (
          <details class="sheet">
            <summary>{TICKET_DESK.slotsOf(name)}</summary>
            <ul>
              {slots.map((slot) => (
                <li>
                  {formatSpan(slot.startsAt, slot.endsAt)} · {slot.taken}/{slot.capacity}
                </li>
              ))}
            </ul>
          </details>
        ))}
      {form.errors.some(({ path }) => path === "slots") ? (
        <Notice kind="warning">{TICKET_DESK.slotsFault}</Notice>
      ) : null}
      <div class="narrow">
        <Form action={`/union/fairs/${fair.id}/slots`} csrf={shell.csrf}>
          <p class="hint">{TICKET_DESK.slotsHint}</p>
          <Select
            form={form}
            name="venue"
            label={TICKET_DESK.venue}
            options={entrances.map(({ venueId, name }) => ({ value: venueId, text: name }))}
            required
          />
          <Field form={form} name="minutes" label={TICKET_DESK.minutes} inputmode="numeric" required />
          <Field form={form} name="capacity" label={TICKET_DESK.each} inputmode="numeric" required />
          <Button>{TICKET_DESK.slotsSave}</Button>
        </Form>
      </div>
    </section>
  );
};

type DeskProps = {
  shell: Shell;
  fair: FairView;
  entrances: readonly Entrance[];
  gates: readonly VenueView[];
  form: FormState;
};

/** How many hold a code, wait and came; where to print, scan and hang posters. */
export const TicketDesk: FC<DeskProps> = ({ shell, fair, entrances, gates, form }) => (
  <div class="stack">
    <h1>{TICKET_DESK.heading(fair.title)}</h1>
    <p class="row">
      <LinkButton href={`/union/fairs/${fair.id}/scanner`} kind="primary">
        {TICKET_DESK.scan}
      </LinkButton>
      <LinkButton href={`/union/fairs/${fair.id}/tickets/new`}>{TICKET_DESK.print}</LinkButton>
    </p>
    <Table
      caption={TICKET_DESK.figures}
      columns={[
        { head: TICKET_DESK.venue, cell: (row: Entrance) => row.name },
        { head: TICKET_DESK.capacity, number: true, cell: capacityOf },
        { head: TICKET_DESK.taken, number: true, cell: (row) => row.taken },
        { head: TICKET_DESK.waiting, number: true, cell: (row) => row.waiting },
        { head: TICKET_DESK.entered, number: true, cell: (row) => row.entered },
        { head: TICKET_DESK.visits, number: true, cell: (row) => row.visits },
      ]}
      rows={entrances}
    />
    <h2>{TICKET_DESK.poster}</h2>
    <ul>
      {gates.map(({ id, name }) => (
        <li>
          <a href={`/union/fairs/${fair.id}/arrival-poster?venue=${id}`}>{name}</a>
        </li>
      ))}
    </ul>
    {fair.desk ? <Slots shell={shell} fair={fair} entrances={entrances} form={form} /> : null}
  </div>
);

const PrintButton = () => (
  <span data-print hidden>
    <Button kind="primary">{COMMON.print}</Button>
  </span>
);

/** A code on paper, and the way to the next one. */
export const PrintedPage: FC<{ shell: Shell; ticket: TicketView }> = ({ shell, ticket }) => (
  <div class="narrow stack">
    <h1 class="no-print">{TICKET_DESK.printed}</h1>
    <p class="no-print">{TICKET_DESK.printedNext}</p>
    <TicketSheet ticket={ticket} />
    <p class="row no-print">
      <PrintButton />
      <LinkButton href={`/union/fairs/${ticket.fair.id}/tickets/new`}>{TICKET_DESK.another}</LinkButton>
      <LinkButton href={`/union/fairs/${ticket.fair.id}/tickets`}>{TICKET_DESK.back}</LinkButton>
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

/** What hangs in the hall: a link that only this fair's halls have. */
export const ArrivalPoster: FC<{ fair: FairView; venue: VenueView; url: string }> = ({
  fair,
  venue,
  url,
}) => (
  <section class="poster">
    <h1>{ARRIVE.posterTitle}</h1>
    <p>
      {fair.title} · {venue.name}
    </p>
    <QrCode text={url} label={ARRIVE.posterTitle} />
    <p>
      <b>{ARRIVE.posterLead}</b>
    </p>
    <p>{ARRIVE.posterHelp}</p>
    <p class="no-print">
      <PrintButton />
    </p>
  </section>
);
