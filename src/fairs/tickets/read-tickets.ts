import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { isOfficerOf, requireAccount } from "../../platform/core/guard.ts";
import { selectHead } from "../fair/index.ts";
import { presentTicket } from "./present.ts";
import type { TicketView } from "./schema.ts";
import { type Entrance, selectEntrances } from "./store/entrances.ts";
import { findStanding, selectMine, selectSheet, selectTicket, type TicketRow } from "./store/tickets.ts";

/**
 * Returns true if the caller may manage printed tickets: an officer of the fair's host or of the venue's
 * city.
 */
export const issuesTicketsAt = (ctx: RequestContext, t: Pick<TicketRow, "hostCity" | "venueCity">): boolean =>
  isOfficerOf(ctx.actor, t.hostCity) || (t.venueCity !== null && isOfficerOf(ctx.actor, t.venueCity));

/** Returns a ticket of the caller. Throws NOT_FOUND if it belongs to somebody else. */
export async function getMyTicket(ctx: RequestContext, id: string): Promise<TicketView> {
  const { accountId } = requireAccount(ctx.actor);
  const row = orNotFound(await selectTicket(ctx.db, id));
  if (row.accountId !== accountId) throw notFound();
  return presentTicket(ctx, row);
}

/**
 * Returns a printed ticket. The caller must be an officer of the fair's host or of the venue's city. Throws
 * NOT_FOUND for other callers, and if the ticket belongs to an account.
 */
export async function getPrintedTicket(ctx: RequestContext, id: string): Promise<TicketView> {
  const row = orNotFound(await selectTicket(ctx.db, id));
  if (row.accountId !== null || !issuesTicketsAt(ctx, row)) throw notFound();
  return presentTicket(ctx, row);
}

/**
 * Returns the tickets of one sheet that admit their holders. The caller must be an officer of the fair's host
 * or of the venue's city. Throws NOT_FOUND for others, and for an unknown sheet.
 */
export async function getSheet(
  ctx: RequestContext,
  { fairId, sheetId }: { fairId: string; sheetId: string },
): Promise<TicketView[]> {
  const rows = await selectSheet(ctx.db, fairId, sheetId);
  if (rows.length === 0 || !rows.every((row) => issuesTicketsAt(ctx, row))) throw notFound();
  const views = await Promise.all(rows.map((row) => presentTicket(ctx, row)));
  return views.filter(({ code }) => code !== null);
}

/** Returns the caller's newest fifty tickets, newest first. */
export async function listMyTickets(ctx: RequestContext): Promise<TicketView[]> {
  const { accountId } = requireAccount(ctx.actor);
  const rows = await selectMine(ctx.db, accountId);
  return Promise.all(rows.map((row) => presentTicket(ctx, row)));
}

/** Returns the caller's ticket for a fair, or null if there is none or it is cancelled. */
export async function myTicketFor(ctx: RequestContext, fairId: string): Promise<TicketView | null> {
  const { accountId } = requireAccount(ctx.actor);
  const row = await findStanding(ctx.db, fairId, accountId);
  return row ? presentTicket(ctx, row) : null;
}

/**
 * Returns the venues of a fair with entry slots and counts of tickets. Throws NOT_FOUND unless the caller may
 * read the fair.
 */
export async function listEntrances(ctx: RequestContext, fairId: string): Promise<Entrance[]> {
  orNotFound(await selectHead(ctx.db, ctx, { id: fairId }));
  return selectEntrances(ctx.db, fairId);
}
