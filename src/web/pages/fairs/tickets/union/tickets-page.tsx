import type { FC } from "hono/jsx";
import type { Entrance, FairView, VenueView } from "../../../../../fairs/index.ts";
import { Notice, Table } from "../../../../components/blocks.tsx";
import { Button, Field, Form, type FormState, LinkButton, Select } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { TICKET_DESK } from "../../../../text/fairs/tickets.ts";
import { formatSpan } from "../../../../text/format.ts";

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

/** Ticket figures by venue, entry slots, and links to scanner and posters. */
export const TicketsPage: FC<DeskProps> = ({ shell, fair, entrances, gates, form }) => (
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
