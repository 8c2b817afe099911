import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { TicketStatus } from "../../../db/schema/index.ts";

export type ShownTicket = {
  id: string;
  fairId: string;
  venueId: string;
  accountId: string | null;
  status: TicketStatus;
  enteredAt: Date | null;
};

/** The code of entry that a person shows at this fair: what is read out or typed, without a care for case or spaces. */
export async function ticketByCode(
  db: DbOrTx,
  fairId: string,
  text: string,
): Promise<ShownTicket | undefined> {
  const reference = text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  const { rows } = await sql<ShownTicket>`
    select id, fair_id, venue_id, account_id, status, entered_at from fair_ticket
    where fair_id = ${fairId} and reference = ${reference}`.execute(db);
  return rows[0];
}

/** The code of entry that an account holds for a fair. */
export async function ticketOfAccount(
  db: DbOrTx,
  fairId: string,
  accountId: string,
): Promise<(ShownTicket & { reference: string }) | undefined> {
  const { rows } = await sql<ShownTicket & { reference: string }>`
    select id, reference, fair_id, venue_id, account_id, status, entered_at from fair_ticket
    where fair_id = ${fairId} and account_id = ${accountId} and status <> 'cancelled'`.execute(db);
  return rows[0];
}
