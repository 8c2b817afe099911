import type { Context } from "hono";
import {
  cancelTicket,
  getFair,
  getMyTicket,
  listEntrances,
  myTicketFor,
  TicketInput,
  takeTicket,
} from "../../../../fairs/index.ts";
import { AppError, found } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { DonePage } from "../../../components/done.tsx";
import { Button, EMPTY_FORM, type FormState, LinkButton } from "../../../components/forms.tsx";
import { qrImage } from "../../../components/qr.tsx";
import { idOf, parse, readForm, refusedForm } from "../../../forms.ts";
import { viaOf } from "../../../links/via.ts";
import { page } from "../../../page.tsx";
import { COMMON } from "../../../text/common.ts";
import { TICKET } from "../../../text/fairs/tickets.ts";
import { calendarOf } from "./calendar.ts";
import { asRoom, ChooseRoom, roomFrom } from "./choose.tsx";
import { TICKET_STYLES, TicketPage, TicketSheet } from "./ticket.tsx";

const ofFair = { who: "signedIn", on: { record: "fair", param: "id", by: "readers" } } as const;
const own = { who: "signedIn", on: { record: "fairTicket", param: "id", by: "owner" } } as const;
const mine = (c: Context<Env>) => getMyTicket(c.get("ctx"), idOf(c));

async function choosing(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const fair = await getFair(ctx, { id: idOf(c) });
  const entrances = await listEntrances(ctx, fair.id);
  if (fair.phase !== "published" && fair.phase !== "live") throw new AppError("TICKETS_CLOSED");
  const status = form.errors.length > 0 ? 422 : 200;
  return page(c, { title: TICKET.takeHeading(fair.title), status }, (shell) => (
    <ChooseRoom
      shell={shell}
      title={TICKET.takeHeading(fair.title)}
      lead={TICKET.takeLead}
      submit={TICKET.take}
      action={`/fairs/${fair.id}/ticket`}
      entrances={entrances}
      form={form}
      online
    />
  ));
}

/** Taking a code, showing it, keeping it, giving it back. */
export const ticketPages = new Pages()
  .get("/fairs/:id/ticket", ofFair, async (c) => {
    const fair = await getFair(c.get("ctx"), { id: idOf(c) });
    const held = await myTicketFor(c.get("ctx"), fair.id);
    return held ? c.redirect(`/me/tickets/${held.id}`, 303) : choosing(c, EMPTY_FORM);
  })
  .post("/fairs/:id/ticket", ofFair, async (c) => {
    const fields = await readForm(c);
    try {
      const choice = parse(TicketInput, roomFrom(fields));
      const via = viaOf(c);
      const { ticket } = await takeTicket(c.get("ctx"), {
        fairId: idOf(c),
        ...choice,
        ...(via ? { via } : {}),
      });
      return c.redirect(`/me/tickets/${ticket.id}`, 303);
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return choosing(c, asRoom(form));
    }
  })
  .get("/me/tickets/:id", own, async (c) => {
    const ticket = await mine(c);
    const title = `${TICKET.title} ${ticket.reference} · ${ticket.fair.title}`;
    return page(c, { title, head: TICKET_STYLES }, (shell) => <TicketPage shell={shell} ticket={ticket} />);
  })
  .get("/me/tickets/:id/print", own, async (c) => {
    const ticket = await mine(c);
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
  .get("/me/tickets/:id/code.gif", own, async (c) => {
    const ticket = await mine(c);
    return c.body(qrImage(found(ticket.code)), 200, {
      "content-type": "image/gif",
      "content-disposition": `inline; filename="${TICKET.imageName}-${ticket.reference}.gif"`,
    });
  })
  .get("/me/tickets/:id/calendar.ics", own, async (c) => {
    const ticket = await mine(c);
    const url = new URL(`/me/tickets/${ticket.id}`, c.get("services").config.origins[0] ?? c.req.url);
    return c.body(calendarOf(ticket, url.href), 200, {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `attachment; filename="${ticket.reference}.ics"`,
    });
  })
  .post("/me/tickets/:id/cancel", own, async (c) => {
    await mine(c);
    const ticket = await cancelTicket(c.get("ctx"), { id: idOf(c) });
    return page(c, { title: TICKET.cancelled }, () => (
      <DonePage
        title={TICKET.cancelled}
        reference={ticket.reference}
        next={TICKET.next[ticket.state]}
        back={{ href: `/fairs/${ticket.fair.id}/ticket`, text: TICKET.again }}
      />
    ));
  });
