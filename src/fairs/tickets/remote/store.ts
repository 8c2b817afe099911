import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { TicketKeyCopy } from "../../../../db/schema/index.ts";
import { peopleAway } from "../../../identity/index.ts";
import { FAIR_PLAN } from "../../fair/index.ts";
import { selectTickets, type TicketRow } from "../store/tickets.ts";

/**
 * Inserts a ticket that its host has not answered yet. Returns false if the person holds one for the fair.
 */
export async function insertAsked(
  tx: Tx,
  ticket: {
    id: string;
    reference: string;
    fairId: string;
    personId: string;
    venueId: string | null;
    slotId: string | null;
  },
): Promise<boolean> {
  const { id, reference, fairId, personId, venueId, slotId } = ticket;
  const { rows } = await sql`
    insert into fair_ticket (id, reference, fair_id, venue_id, slot_id, account_id, status, told_rev,
      known_plan)
    select ${id}::uuid, ${reference}, f.id, ${venueId}::uuid, ${slotId}::uuid, ${personId}::uuid, 'asked', 0, ${FAIR_PLAN}
    from fair f where f.id = ${fairId}::uuid
    on conflict do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** Returns true if another ticket has the reference. */
export async function isReferenceTaken(db: DbOrTx, reference: string, otherThan?: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from fair_ticket where reference = ${reference}
      and id is distinct from ${otherThan ?? null}::uuid) as taken`.execute(db);
  return rows[0]?.taken ?? false;
}

/** Tickets and fairs that changed; null for all fairs that are not long over. */
export type Changed = { tickets: readonly string[]; fairs: readonly string[] } | null;
/** A ticket of a person of another node, whose city has not been told its newest version. */
export type DueTelling = TicketRow & { city: string; subject: string; sequence: number };

/** Tickets told in one transaction. */
const BATCH = 500;

/** Selects tickets for own fairs whose holders' cities lack the newest version, and locks them. */
export async function dueTellings(tx: Tx, changed: Changed): Promise<DueTelling[]> {
  const which = changed
    ? sql`(t.id = any(${[...changed.tickets]}::uuid[]) or t.fair_id = any(${[...changed.fairs]}::uuid[]))`
    : sql`f.closes_at > (select app.now()) - interval '2 days'`;
  const { rows } = await sql<{ id: string; accountId: string; sequence: number }>`
    select t.id, t.account_id, t.rev + f.rev as sequence from fair_ticket t join fair f on f.id = t.fair_id
    where t.told_rev < t.rev + f.rev and app.is_hosted(f.host_city) and ${which}
    order by t.id limit ${BATCH} for update of t`.execute(tx);
  const idsOf = (key: "id" | "accountId") => rows.map((row) => row[key]);
  const [tickets, people] = [await selectTickets(tx, idsOf("id")), await peopleAway(tx, idsOf("accountId"))];
  return rows.flatMap(({ id, accountId, sequence }) => {
    const [ticket, person] = [tickets.get(id), people.get(accountId)];
    return ticket && person ? [{ ...ticket, ...person, sequence }] : [];
  });
}

export async function markTold(tx: Tx, id: string, rev: number): Promise<void> {
  await sql`update fair_ticket set told_rev = ${rev} where id = ${id}::uuid`.execute(tx);
}

/** Marks those of the tickets as due that were told in exactly these versions. Returns their number. */
export async function markDueAgain(tx: Tx, records: readonly { id: string; rev: number }[]): Promise<number> {
  const { rows } = await sql`
    update fair_ticket t set told_rev = t.told_rev - 1 from ${rowList(records, { id: "uuid", rev: "int" })}
    where t.id = n.id and t.told_rev = n.rev returning 1`.execute(tx);
  return rows.length;
}

/** Returns those of the venue and the slot that the copy of the fair has here. */
export async function knownRoom(
  db: DbOrTx,
  of: { fairId: string; venueId: string | null; slotId: string | null },
): Promise<{ venueId: string | null; slotId: string | null }> {
  const { rows } = await sql<{ venueId: string | null; slotId: string | null }>`
    select v.id as venue_id, s.id as slot_id
    from (select) as one left join venue v on v.id = ${of.venueId}::uuid and v.fair_id = ${of.fairId}::uuid
    left join fair_slot s on s.id = ${of.slotId}::uuid and s.venue_id = v.id`.execute(db);
  return rows[0] ?? { venueId: null, slotId: null };
}

/** Returns the keys that sign the codes of a copied fair's tickets, as its record tells them. */
export async function selectFairKeys(db: DbOrTx, fairId: string): Promise<TicketKeyCopy[]> {
  const { rows } = await sql<{ keys: TicketKeyCopy[] }>`
    select ticket_keys as keys from fair where id = ${fairId}::uuid`.execute(db);
  return rows[0]?.keys ?? [];
}
