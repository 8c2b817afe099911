import { type Kysely, sql } from "kysely";

/**
 * Tickets for fairs of other nodes. The person's home asks the host for one, and holds it as the host tells
 * it. A copy of a fair brings the keys that sign its codes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table fair add column ticket_keys jsonb not null default '[]';

alter table fair_ticket drop constraint fair_ticket_status_check;
alter table fair_ticket add constraint fair_ticket_status_check
  check (status in ('asked','valid','waiting','cancelled')) not valid;
-- code: text of the QR, which the host of a fair at another node signed. refusal: why that host gave no ticket.
-- told_rev: newest version that the host told to the home of a person of another node; at that home, the newest
-- that it was told. Null for a ticket of which nobody else is told.
alter table fair_ticket add column code text, add column refusal text, add column told_rev int;
`.execute(db);
}
