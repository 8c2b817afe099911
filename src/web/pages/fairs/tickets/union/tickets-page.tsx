import type { FC } from "hono/jsx";
import type { Entrance, FairView, VenueView } from "../../../../../fairs/index.ts";
import { Notice, Table } from "../../../../components/blocks.tsx";
import { isComingOrLive } from "../../../../components/fairs.tsx";
import { Button, Field, Form, type FormState, LinkButton, Select } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { UNION_TICKETS } from "../../../../text/fairs/tickets.ts";
import { formatSpan } from "../../../../text/format.ts";
import { FigureMeanings } from "../../fair/figures-section.tsx";

const capacityOf = ({ capacity, slots }: Entrance) =>
  slots.length > 0
    ? slots.reduce((sum, slot) => sum + slot.capacity, 0)
    : (capacity ?? UNION_TICKETS.unlimited);

const Slots: FC<{ shell: Shell; fair: FairView; entrances: readonly Entrance[]; form: FormState }> = (
  props,
) => {
  const { shell, fair, entrances, form } = props;
  return (
    <section>
      <h2>{UNION_TICKETS.slots}</h2>
      {entrances
        .filter(({ slots }) => slots.length > 0)
        .map(({ name, slots }) => (
          <details class="sheet">
            <summary>{UNION_TICKETS.slotsOf(name)}</summary>
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
        <Notice kind="warning">{UNION_TICKETS.slotsFault}</Notice>
      ) : null}
      <div class="narrow">
        <Form action={`/union/fairs/${fair.id}/slots`} csrf={shell.csrf}>
          <p class="hint">{UNION_TICKETS.slotsHint}</p>
          <Select
            form={form}
            name="venue"
            label={UNION_TICKETS.venue}
            options={entrances.map(({ venueId, name }) => ({ value: venueId, text: name }))}
            required
          />
          <Field form={form} name="minutes" label={UNION_TICKETS.minutes} inputmode="numeric" required />
          <Field form={form} name="capacity" label={UNION_TICKETS.each} inputmode="numeric" required />
          <Button>{UNION_TICKETS.slotsSave}</Button>
        </Form>
      </div>
    </section>
  );
};

/** True while tickets of the fair are given out. */
export const issues = ({ phase }: Pick<FairView, "phase">): boolean =>
  phase === "published" || phase === "live";

const COUNTS = ["taken", "waiting", "entered", "visits"] as const;

type TicketsPageProps = {
  shell: Shell;
  fair: FairView;
  entrances: readonly Entrance[];
  gates: readonly VenueView[];
  form: FormState;
};

/** Ticket figures by venue, entry slots, and links to scanner and posters. */
export const TicketsPage: FC<TicketsPageProps> = ({ shell, fair, entrances, gates, form }) => (
  <div class="stack">
    <h1>{UNION_TICKETS.heading(fair.title)}</h1>
    <p>
      <LinkButton kind="plain" href={`/union/fairs/${fair.id}`}>
        {UNION_FAIRS.back}
      </LinkButton>
    </p>
    {issues(fair) ? (
      <p class="row">
        <LinkButton href={`/union/fairs/${fair.id}/scanner`} kind="primary">
          {UNION_TICKETS.scan}
        </LinkButton>
        <LinkButton href={`/union/fairs/${fair.id}/tickets/new`}>{UNION_TICKETS.print}</LinkButton>
      </p>
    ) : null}
    <Table
      caption={UNION_TICKETS.figures}
      columns={[
        { head: UNION_TICKETS.venue, cell: (row: Entrance) => row.name },
        { head: UNION_TICKETS.capacity, number: true, cell: capacityOf },
        ...COUNTS.map((count) => ({
          head: UNION_TICKETS.counts[count].name,
          number: true,
          cell: (row: Entrance) => row[count],
        })),
      ]}
      rows={entrances}
    />
    <FigureMeanings of={COUNTS.map((count) => UNION_TICKETS.counts[count])} />
    {issues(fair) ? (
      <section>
        <h2>{UNION_TICKETS.poster}</h2>
        <ul>
          {gates.map(({ id, name }) => (
            <li>
              <a href={`/union/fairs/${fair.id}/arrival-poster?venue=${id}`}>{name}</a>
            </li>
          ))}
        </ul>
      </section>
    ) : null}
    {fair.management && isComingOrLive(fair) ? (
      <Slots shell={shell} fair={fair} entrances={entrances} form={form} />
    ) : null}
  </div>
);
