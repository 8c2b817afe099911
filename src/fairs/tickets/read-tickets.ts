import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { isOfficerOf, requireAccount } from "../../platform/core/guard.ts";
import { selectFair } from "../fair/index.ts";
import { presentTicket } from "./present.ts";
import type { TicketView } from "./schema.ts";
import { type Entrance, selectEntrances } from "./store/entrances.ts";
import { findStanding, selectMine, selectTicket, type TicketRow } from "./store/tickets.ts";

/** Returns true for officers of the host and of the venue's city. They manage printed tickets. */
export const issuesTicketsAt = (ctx: RequestContext, t: Pick<TicketRow, "hostCity" | "venueCity">): boolean =>
  isOfficerOf(ctx.actor, t.hostCity) || (t.venueCity !== null && isOfficerOf(ctx.actor, t.venueCity));

/** Returns one of the caller's tickets. Throws NOT_FOUND for others. */
export async function getMyTicket(ctx: RequestContext, id: string): Promise<TicketView> {
  const { accountId } = requireAccount(ctx.actor);
  const row = orNotFound(await selectTicket(ctx.db, id));
  if (row.accountId !== accountId) throw notFound();
  return presentTicket(ctx, row);
}

/**
 * Returns a printed ticket for the officers who may manage it. Throws NOT_FOUND for others, and for a
 * person's own ticket.
 */
export async function getPrintedTicket(ctx: RequestContext, id: string): Promise<TicketView> {
  const row = orNotFound(await selectTicket(ctx.db, id));
  if (row.accountId !== null || !issuesTicketsAt(ctx, row)) throw notFound();
  return presentTicket(ctx, row);
}

/** The caller's tickets, newest first, at most fifty. */
export async function listMyTickets(ctx: RequestContext): Promise<TicketView[]> {
  const { accountId } = requireAccount(ctx.actor);
  const rows = await selectMine(ctx.db, accountId);
  return Promise.all(rows.map((row) => presentTicket(ctx, row)));
}

/** The caller's ticket for a fair, or null. */
export async function myTicketFor(ctx: RequestContext, fairId: string): Promise<TicketView | null> {
  const { accountId } = requireAccount(ctx.actor);
  const row = await findStanding(ctx.db, fairId, accountId);
  return row ? presentTicket(ctx, row) : null;
}

/** Venues, entry slots and free places of a readable fair. */
export async function listEntrances(ctx: RequestContext, fairId: string): Promise<Entrance[]> {
  orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  return selectEntrances(ctx.db, fairId);
}
