import type { Context } from "hono";
import { z } from "zod";
import {
  cancelTicket,
  getFairNumber,
  getPrintedTicket,
  getSheet,
  listEntrances,
  printSheet,
  printTicket,
  SHEET_MAX,
  SheetInput,
  setSlots,
  TicketInput,
} from "../../../../../fairs/index.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import { Button, EMPTY_FORM, Field, type FormState } from "../../../../components/forms.tsx";
import {
  type Fields,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../../forms.ts";
import { htmlDocument } from "../../../../head/document.ts";
import { fairShort, plainAddress } from "../../../../links/fair.ts";
import { originOf, page } from "../../../../page.tsx";
import { FAIR_HOST, FAIR_OFFICER, OFFICER, onRecord } from "../../../../policies.ts";
import { TICKET, UNION_TICKETS } from "../../../../text/fairs/tickets.ts";
import { staffedGate } from "../../check-in/staffed-gate.ts";
import { onChoiceField, ticketChoice } from "../ticket-fields.ts";
import { TicketForm } from "../ticket-form.tsx";
import { TICKET_STYLES } from "../ticket-section.tsx";
import { PrintedTicketPage } from "./printed-ticket-page.tsx";
import { SheetPage } from "./sheet-page.tsx";
import { TicketsPage } from "./tickets-page.tsx";

const cityTicket = onRecord(OFFICER, "fairTicket", "city");
const audience = "union" as const;

async function ticketsPage(c: Context<Env>, form: FormState) {
  const { fair, venues } = await staffedGate(c, undefined);
  const entrances = await listEntrances(c.get("ctx"), fair.id);
  const status = formStatus(form);
  return page(c, { title: `${UNION_TICKETS.title} · ${fair.title}`, audience, status }, (shell) => (
    <TicketsPage shell={shell} fair={fair} entrances={entrances} gates={venues} form={form} />
  ));
}

async function printFormPage(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const { fair, venues } = await staffedGate(c, undefined);
  if (fair.phase !== "published" && fair.phase !== "live") throw new AppError("TICKETS_CLOSED");
  const mine = new Set(venues.map(({ id }) => id));
  const entrances = (await listEntrances(ctx, fair.id)).filter(({ venueId }) => mine.has(venueId));
  const status = formStatus(form);
  return page(c, { title: `${UNION_TICKETS.printHeading} · ${fair.title}`, audience, status }, (shell) => (
    <TicketForm
      shell={shell}
      title={UNION_TICKETS.printHeading}
      lead={UNION_TICKETS.printLead}
      submit={UNION_TICKETS.printSubmit}
      action={`/union/fairs/${fair.id}/tickets/new`}
      entrances={entrances}
      form={form}
    >
      <input type="hidden" name="sheetId" value={fieldText(form.values, "sheetId") || ctx.ids.uuid()} />
      <section class="card">
        <h2>{UNION_TICKETS.many}</h2>
        <p class="hint">{UNION_TICKETS.manyHint}</p>
        <Field
          form={{ ...form, values: { count: fieldText(form.values, "count") || String(SHEET_MAX) } }}
          name="count"
          label={UNION_TICKETS.count}
          hint={UNION_TICKETS.countHint}
          type="number"
          inputmode="numeric"
        />
        <Button wide name="many">
          {UNION_TICKETS.manySubmit}
        </Button>
      </section>
    </TicketForm>
  ));
}

/** Takes the tickets of a sheet, and leads to it. A form that is sent twice leads to the same sheet. */
async function makeSheet(c: Context<Env>, fields: Fields) {
  const { venueId, slotId } = ticketChoice(fields);
  const count = fieldText(fields, "count") || String(SHEET_MAX);
  const sheet = parse(SheetInput, {
    ...(venueId ? { venueId } : {}),
    ...(slotId ? { slotId } : {}),
    sheetId: fieldText(fields, "sheetId"),
    count: /^\d{1,4}$/.test(count) ? Number(count) : undefined,
  });
  await printSheet(c.get("ctx"), { fairId: pathId(c), ...sheet });
  return c.redirect(`/union/fairs/${pathId(c)}/tickets/sheets/${sheet.sheetId}`, 303);
}

const EqualSlots = z.object({
  venue: z.uuid(),
  minutes: z.coerce.number().int().min(10).max(1440),
  capacity: z.coerce.number().int().min(1).max(100_000),
});

/** Divides the opening hours into slots of about `minutes`, at most 200; the last slot ends with the fair. */
function equalSlots(fair: { opensAt: string; closesAt: string }, minutes: number, capacity: number) {
  const [from, until] = [Date.parse(fair.opensAt), Date.parse(fair.closesAt)];
  const count = Math.min(200, Math.max(1, Math.round((until - from) / (minutes * 60_000))));
  const at = (n: number) => new Date(n === count ? until : from + n * minutes * 60_000).toISOString();
  return Array.from({ length: count }, (_, n) => ({ startsAt: at(n), endsAt: at(n + 1), capacity }));
}

/** Tickets for officers: figures, entry slots, printed tickets. */
export const unionTicketPages = new Pages()
  .get("/union/fairs/:id/tickets", FAIR_OFFICER, (c) => ticketsPage(c, EMPTY_FORM))
  .get("/union/fairs/:id/tickets/new", FAIR_OFFICER, (c) => printFormPage(c, EMPTY_FORM))
  .post("/union/fairs/:id/tickets/new", FAIR_OFFICER, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        if (fieldText(fields, "many")) return makeSheet(c, fields);
        const choice = parse(TicketInput, ticketChoice(fields));
        const { ticket } = await printTicket(c.get("ctx"), { fairId: pathId(c), ...choice });
        return c.redirect(`/union/tickets/${ticket.id}`, 303);
      },
      (form) => printFormPage(c, onChoiceField(form)),
    );
  })
  .get("/union/fairs/:id/tickets/sheets/:sheetId", FAIR_OFFICER, async (c) => {
    const [fairId, sheetId] = [pathId(c), pathId(c, "sheetId")];
    const ctx = c.get("ctx");
    const tickets = await getSheet(ctx, { fairId, sheetId });
    const address = plainAddress(`${originOf(c)}${fairShort(await getFairNumber(ctx, { id: fairId }))}`);
    return htmlDocument(
      c,
      <SheetPage fairId={fairId} tickets={tickets} address={address} nonce={c.get("secureHeadersNonce")} />,
    );
  })
  .post("/union/fairs/:id/slots", FAIR_HOST, async (c) => {
    const fields = await readForm(c);
    const { fair } = await staffedGate(c, undefined);
    if (!fair.management) throw new AppError("NOT_FOUND");
    return submitForm(
      fields,
      async () => {
        const { venue, minutes, capacity } = parse(EqualSlots, {
          venue: fieldText(fields, "venue"),
          minutes: fieldText(fields, "minutes"),
          capacity: fieldText(fields, "capacity"),
        });
        const slots = equalSlots(fair, minutes, capacity);
        await setSlots(c.get("ctx"), { fairId: fair.id, venueId: venue, slots });
        return c.redirect(`/union/fairs/${fair.id}/tickets`, 303);
      },
      (form) => ticketsPage(c, form),
    );
  })
  .get("/union/tickets/:id", cityTicket, async (c) => {
    const ticket = await getPrintedTicket(c.get("ctx"), pathId(c));
    return page(
      c,
      { title: `${UNION_TICKETS.printed} · ${ticket.reference}`, audience, head: TICKET_STYLES },
      (shell) => <PrintedTicketPage shell={shell} ticket={ticket} />,
    );
  })
  .post("/union/tickets/:id/cancel", cityTicket, async (c) => {
    await getPrintedTicket(c.get("ctx"), pathId(c));
    const ticket = await cancelTicket(c.get("ctx"), { id: pathId(c) });
    return page(c, { title: TICKET.cancelled, audience }, () => (
      <DonePage
        title={TICKET.cancelled}
        reference={ticket.reference}
        back={{ href: `/union/fairs/${ticket.fair.id}/tickets`, text: UNION_TICKETS.back }}
      />
    ));
  });
