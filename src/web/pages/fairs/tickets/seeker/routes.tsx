import type { Context } from "hono";
import { federationOf } from "../../../../../cities/index.ts";
import {
  cancelTicket,
  getFair,
  getMyTicket,
  listEntrances,
  listMyClashes,
  myTicketFor,
  servesTickets,
  TicketInput,
  takeTicket,
} from "../../../../../fairs/index.ts";
import { AppError, orNotFound } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { Button, EMPTY_FORM, type FormState, LinkButton } from "../../../../components/forms.tsx";
import { qrImage } from "../../../../components/qr.tsx";
import { formStatus, parse, pathId, readForm, submitForm } from "../../../../forms.ts";
import { viaOf } from "../../../../links/channel-cookie.ts";
import { page } from "../../../../page.tsx";
import { FAIR_VISITOR, onRecord, SIGNED_IN } from "../../../../policies.ts";
import { COMMON } from "../../../../text/common.ts";
import { TICKET } from "../../../../text/fairs/tickets.ts";
import { onChoiceField, ticketChoice } from "../ticket-fields.ts";
import { TicketForm } from "../ticket-form.tsx";
import { TICKET_STYLES, TicketSheet } from "../ticket-section.tsx";
import { calendarOf } from "./calendar.ts";
import { CancelledPage } from "./cancelled-page.tsx";
import { TicketPage } from "./ticket-page.tsx";

const ownTicket = onRecord(SIGNED_IN, "fairTicket", "owner");
const ownTicketOf = (c: Context<Env>) => getMyTicket(c.get("ctx"), pathId(c));

async function ticketFormPage(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const fair = await getFair(ctx, { id: pathId(c) });
  const entrances = await listEntrances(ctx, fair.id);
  const elsewhere = !fair.hostedHere;
  if (elsewhere && !(await servesTickets(ctx.db, fair.hostCity))) throw new AppError("HOSTED_ELSEWHERE");
  if (fair.phase !== "published" && fair.phase !== "live") throw new AppError("TICKETS_CLOSED");
  const status = formStatus(form);
  return page(c, { title: TICKET.takeHeading(fair.title), status }, (shell) => (
    <TicketForm
      shell={shell}
      title={TICKET.takeHeading(fair.title)}
      lead={TICKET.takeLead}
      submit={TICKET.take}
      action={`/fairs/${fair.id}/ticket`}
      entrances={entrances}
      counted={!elsewhere}
      form={form}
      online
    />
  ));
}

/** Pages to take, show, save and cancel a ticket. */
export const ticketPages = new Pages()
  .get("/fairs/:id/ticket", FAIR_VISITOR, async (c) => {
    const fair = await getFair(c.get("ctx"), { id: pathId(c) });
    const held = await myTicketFor(c.get("ctx"), fair.id);
    return held ? c.redirect(`/me/tickets/${held.id}`, 303) : ticketFormPage(c, EMPTY_FORM);
  })
  .post("/fairs/:id/ticket", FAIR_VISITOR, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const choice = parse(TicketInput, ticketChoice(fields));
        const via = viaOf(c);
        const { ticket } = await takeTicket(c.get("ctx"), {
          fairId: pathId(c),
          ...choice,
          ...(via ? { via } : {}),
        });
        return c.redirect(`/me/tickets/${ticket.id}`, 303);
      },
      (form) => ticketFormPage(c, onChoiceField(form)),
    );
  })
  .get("/me/tickets/:id", ownTicket, async (c) => {
    const ticket = await ownTicketOf(c);
    const title = `${TICKET.title} ${ticket.reference} · ${ticket.fair.title}`;
    const clashes = await listMyClashes(c.get("ctx"), ticket.fair.id);
    return page(c, { title, head: TICKET_STYLES }, (shell) => (
      <TicketPage shell={shell} ticket={ticket} clashes={clashes} />
    ));
  })
  .get("/me/tickets/:id/print", ownTicket, async (c) => {
    const ticket = await ownTicketOf(c);
    const title = `${TICKET.print} · ${ticket.reference} · ${ticket.fair.title}`;
    return page(c, { title, head: TICKET_STYLES }, () => (
      <div class="narrow">
        <h1 class="no-print">{TICKET.print}</h1>
        <TicketSheet ticket={ticket} />
        <p class="row no-print">
          <span data-print hidden>
            <Button kind="primary">{COMMON.print}</Button>
          </span>
          <LinkButton href={`/me/tickets/${ticket.id}`}>{COMMON.back}</LinkButton>
        </p>
      </div>
    ));
  })
  .get("/me/tickets/:id/code.gif", ownTicket, async (c) => {
    const ticket = await ownTicketOf(c);
    return c.body(qrImage(orNotFound(ticket.code)), 200, {
      "content-type": "image/gif",
      "content-disposition": `inline; filename="${TICKET.imageName}-${ticket.reference}.gif"`,
    });
  })
  .get("/me/tickets/:id/calendar.ics", ownTicket, async (c) => {
    const ticket = await ownTicketOf(c);
    const url = new URL(`/me/tickets/${ticket.id}`, c.get("services").config.origins[0] ?? c.req.url);
    const organizer = (await federationOf(c.get("ctx"), ticket.fair.hostCity)) ?? COMMON.brand;
    return c.body(calendarOf(ticket, { url: url.href, organizer }), 200, {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `attachment; filename="${ticket.reference}.ics"`,
    });
  })
  .post("/me/tickets/:id/cancel", ownTicket, async (c) => {
    await ownTicketOf(c);
    const ticket = await cancelTicket(c.get("ctx"), { id: pathId(c) });
    return page(c, { title: TICKET.cancelled }, (shell) => <CancelledPage shell={shell} ticket={ticket} />);
  });
