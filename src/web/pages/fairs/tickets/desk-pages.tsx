import type { Context } from "hono";
import { z } from "zod";
import {
  cancelTicket,
  gatesOf,
  getFair,
  getPrintedTicket,
  getVenueCode,
  listEntrances,
  printTicket,
  setSlots,
  TicketInput,
} from "../../../../fairs/index.ts";
import { AppError, found } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { DonePage } from "../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { idOf, one, parse, readForm, refusedForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { ARRIVE, TICKET, TICKET_DESK } from "../../../text/fairs/tickets.ts";
import { asRoom, ChooseRoom, roomFrom } from "./choose.tsx";
import { ArrivalPoster, PrintedPage, TicketDesk } from "./desk.tsx";
import { TICKET_STYLES } from "./ticket.tsx";

/** Officers of the host, and of the city a venue stands in. */
const gates = { who: ["officer"], on: { record: "fair", param: "id", by: "readers" } } as const;
const host = { who: ["officer"], on: { record: "fair", param: "id", by: "city" } } as const;
const printed = { who: ["officer"], on: { record: "fairTicket", param: "id", by: "city" } } as const;
const audience = "union" as const;

/** The fair, for who keeps one of its doors. */
async function gated(c: Context<Env>) {
  const fair = await getFair(c.get("ctx"), { id: idOf(c) });
  const venues = gatesOf(c.get("ctx"), fair);
  found(venues[0]);
  return { fair, venues };
}

async function desk(c: Context<Env>, form: FormState) {
  const { fair, venues } = await gated(c);
  const entrances = await listEntrances(c.get("ctx"), fair.id);
  const status = form.errors.length > 0 ? 422 : 200;
  return page(c, { title: `${TICKET_DESK.title} · ${fair.title}`, audience, status }, (shell) => (
    <TicketDesk shell={shell} fair={fair} entrances={entrances} gates={venues} form={form} />
  ));
}

async function printing(c: Context<Env>, form: FormState) {
  const { fair, venues } = await gated(c);
  if (fair.phase !== "published" && fair.phase !== "live") throw new AppError("TICKETS_CLOSED");
  const mine = new Set(venues.map(({ id }) => id));
  const entrances = (await listEntrances(c.get("ctx"), fair.id)).filter(({ venueId }) => mine.has(venueId));
  const status = form.errors.length > 0 ? 422 : 200;
  return page(c, { title: `${TICKET_DESK.printHeading} · ${fair.title}`, audience, status }, (shell) => (
    <ChooseRoom
      shell={shell}
      title={TICKET_DESK.printHeading}
      lead={TICKET_DESK.printLead}
      submit={TICKET_DESK.printSubmit}
      action={`/union/fairs/${fair.id}/tickets/new`}
      entrances={entrances}
      form={form}
    />
  ));
}

const EqualSlots = z.object({
  venue: z.uuid(),
  minutes: z.coerce.number().int().min(10).max(1440),
  capacity: z.coerce.number().int().min(1).max(100_000),
});

/** The fair's hours in pieces of so many minutes; the last one ends with the fair, a little longer or shorter. */
function equalSlots(fair: { opensAt: string; closesAt: string }, minutes: number, capacity: number) {
  const [from, until] = [Date.parse(fair.opensAt), Date.parse(fair.closesAt)];
  const count = Math.min(200, Math.max(1, Math.round((until - from) / (minutes * 60_000))));
  const at = (n: number) => new Date(n === count ? until : from + n * minutes * 60_000).toISOString();
  return Array.from({ length: count }, (_, n) => ({ startsAt: at(n), endsAt: at(n + 1), capacity }));
}

/** Codes at the union's desk: figures, times of entry, paper, posters. */
export const ticketDeskPages = new Pages()
  .get("/union/fairs/:id/tickets", gates, (c) => desk(c, EMPTY_FORM))
  .get("/union/fairs/:id/tickets/new", gates, (c) => printing(c, EMPTY_FORM))
  .post("/union/fairs/:id/tickets/new", gates, async (c) => {
    const fields = await readForm(c);
    try {
      const choice = parse(TicketInput, roomFrom(fields));
      const { ticket } = await printTicket(c.get("ctx"), { fairId: idOf(c), ...choice });
      return c.redirect(`/union/tickets/${ticket.id}`, 303);
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return printing(c, asRoom(form));
    }
  })
  .post("/union/fairs/:id/slots", host, async (c) => {
    const fields = await readForm(c);
    const { fair } = await gated(c);
    if (!fair.desk) throw new AppError("NOT_FOUND");
    try {
      const { venue, minutes, capacity } = parse(EqualSlots, {
        venue: one(fields, "venue"),
        minutes: one(fields, "minutes"),
        capacity: one(fields, "capacity"),
      });
      const slots = equalSlots(fair, minutes, capacity);
      await setSlots(c.get("ctx"), { fairId: fair.id, venueId: venue, slots });
      return c.redirect(`/union/fairs/${fair.id}/tickets`, 303);
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return desk(c, form);
    }
  })
  .get("/union/fairs/:id/arrival-poster", gates, async (c) => {
    const { fair, venues } = await gated(c);
    const wanted = c.req.query("venue");
    const venue = found(wanted ? venues.find(({ id }) => id === wanted) : venues[0]);
    const code = await getVenueCode(c.get("ctx"), { fairId: fair.id, venueId: venue.id });
    const url = new URL(`/fairs/${fair.id}/arrive`, c.get("services").config.origins[0] ?? c.req.url);
    url.searchParams.set("c", code);
    const title = `${ARRIVE.posterTitle} · ${venue.name} · ${fair.title}`;
    return page(c, { title, audience, head: TICKET_STYLES }, () => (
      <ArrivalPoster fair={fair} venue={venue} url={url.href} />
    ));
  })
  .get("/union/tickets/:id", printed, async (c) => {
    const ticket = await getPrintedTicket(c.get("ctx"), idOf(c));
    return page(
      c,
      { title: `${TICKET_DESK.printed} · ${ticket.reference}`, audience, head: TICKET_STYLES },
      (shell) => <PrintedPage shell={shell} ticket={ticket} />,
    );
  })
  .post("/union/tickets/:id/cancel", printed, async (c) => {
    await getPrintedTicket(c.get("ctx"), idOf(c));
    const ticket = await cancelTicket(c.get("ctx"), { id: idOf(c) });
    return page(c, { title: TICKET.cancelled, audience }, () => (
      <DonePage
        title={TICKET.cancelled}
        reference={ticket.reference}
        back={{ href: `/union/fairs/${ticket.fair.id}/tickets`, text: TICKET_DESK.back }}
      />
    ));
  });
