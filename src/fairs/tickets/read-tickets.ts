import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { isOfficerOf, requireAccount } from "../../platform/core/guard.ts";
import { selectFair } from "../fair/index.ts";
import { presentTicket } from "./present.ts";
import type { TicketView } from "./schema.ts";
import { type Entrance, selectEntrances } from "./store/entrances.ts";
import { findStanding, selectMine, selectTicket, type TicketRow } from "./store/tickets.ts";

/** True for who may look after a ticket at the desk: officers of the host and of the venue's city. */
export const isDeskOf = (ctx: RequestContext, t: Pick<TicketRow, "hostCity" | "venueCity">): boolean =>
  isOfficerOf(ctx.actor, t.hostCity) || (t.venueCity !== null && isOfficerOf(ctx.actor, t.venueCity));

/** One of the caller's tickets; NOT_FOUND for anybody else's. */
export async function getMyTicket(ctx: RequestContext, id: string): Promise<TicketView> {
  const { accountId } = requireAccount(ctx.actor);
  const row = orNotFound(await selectTicket(ctx.db, id));
  if (row.accountId !== accountId) throw notFound();
  return presentTicket(ctx, row);
}

/** A ticket as the desk that printed it sees it; NOT_FOUND for other cities' people. A person's own is not shown there. */
export async function getPrintedTicket(ctx: RequestContext, id: string): Promise<TicketView> {
  const row = orNotFound(await selectTicket(ctx.db, id));
  if (row.accountId !== null || !isDeskOf(ctx, row)) throw notFound();
  return presentTicket(ctx, row);
}

/** The caller's tickets, newest first, fifty at most. */
export async function listMyTickets(ctx: RequestContext): Promise<TicketView[]> {
  const { accountId } = requireAccount(ctx.actor);
  const rows = await selectMine(ctx.db, accountId);
  return Promise.all(rows.map((row) => presentTicket(ctx, row)));
}

/** The ticket that the caller holds for a fair; null without one. */
export async function myTicketFor(ctx: RequestContext, fairId: string): Promise<TicketView | null> {
  const { accountId } = requireAccount(ctx.actor);
  const row = await findStanding(ctx.db, fairId, accountId);
  return row ? presentTicket(ctx, row) : null;
}

/** Venues, times and free places of a fair the caller may read. */
export async function listEntrances(ctx: RequestContext, fairId: string): Promise<Entrance[]> {
  orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  return selectEntrances(ctx.db, fairId);
}
