import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { FairTicketTable } from "../../../../db/schema/fairs/tickets.ts";
import { knownChannel } from "../../../channels/index.ts";
import type { TicketKey } from "../../fair/index.ts";
import type { Entry } from "./tickets.ts";

export type NewTicket = Pick<
  FairTicketTable,
  "id" | "reference" | "fairId" | "venueId" | "slotId" | "accountId" | "issuedBy" | "toldRev"
> & { via: string | null };

/**
 * Returns SQL that counts more taken places of an entry slot, or of a venue without slots: one, or `n`. The
 * statement returns no row if fewer are free, or if another ticket waits: a free place belongs to that one.
 */
function takePlace({ venueId, slotId }: Entry, may: RawBuilder<unknown>, n = 1): RawBuilder<unknown> {
  const free = sql`${may} and not exists (select 1 from fair_ticket w where w.status = 'waiting'
    and w.venue_id = ${venueId} and w.slot_id is not distinct from ${slotId}::uuid)`;
  return slotId
    ? sql`update fair_slot set taken = taken + ${n}::int where id = ${slotId} and taken + ${n}::int <= capacity
        and ${free} returning id`
    : sql`update venue set tickets_taken = tickets_taken + ${n}::int where id = ${venueId}
        and (capacity is null or tickets_taken + ${n}::int <= capacity) and ${free} returning id`;
}

type Issue = {
  ticket: NewTicket;
  /** Its public part is stored, so that codes can be verified after a change of the key. */
  key: Pick<TicketKey, "id" | "publicKey">;
  /** SQL that records the command, or null for a command without an id. */
  claim: RawBuilder<unknown> | null;
  /** Parts of the statement that record its `step`. */
  trace: RawBuilder<unknown>;
};

/**
 * Inserts a ticket: valid if it is online or a place is free, else waiting. One statement takes the place,
 * inserts the ticket and records both, so that the row of the hall is locked only while it runs. Returns
 * false if the command was recorded before. Throws the database's error for a duplicate if the person holds a
 * ticket for the fair, or if the reference exists. Nothing is written then.
 */
export async function issueTicket(db: DbOrTx, { ticket: t, key, claim, trace }: Issue): Promise<boolean> {
  const may = claim ? sql`exists (select 1 from claimed)` : sql`true`;
  const { venueId, slotId } = t;
  const taken = venueId ? sql`taken as (${takePlace({ venueId, slotId }, may)}),` : sql``;
  const placed = venueId ? sql`exists (select 1 from taken)` : sql`true`;
  const { rows } = await sql`/* planned */
    with ${claim ? sql`claimed as (${claim}),` : sql``} ${taken}
    keyed as (insert into fair_key (id, public_key) values (${key.id}, ${key.publicKey}) on conflict do nothing),
    issued as (
      insert into fair_ticket (id, reference, fair_id, venue_id, slot_id, account_id, issued_by, status, waiting_since,
        channel, told_rev)
      select ${t.id}::uuid, ${t.reference}, ${t.fairId}::uuid, ${venueId}::uuid, ${slotId}::uuid, ${t.accountId}::uuid,
        ${t.issuedBy}::uuid, case when ${placed} then 'valid' else 'waiting' end,
        case when not ${placed} then app.now() end,
        coalesce(${knownChannel(t.via, { kind: "fair", id: t.fairId })},
          case when ${t.issuedBy}::uuid is null then 'web' else 'printed' end), ${t.toldRev}::int
      where ${may} returning status, account_id, rev),
    step as (select rev, case when status = 'waiting' then 'wait' when account_id is null then 'print' else 'take' end
      as action from issued),
    ${trace}
    select 1 from issued`.execute(db);
  return rows.length > 0;
}

type Sheet = Entry & {
  fairId: string;
  sheetId: string;
  issuedBy: string;
  made: readonly { id: string; reference: string }[];
  key: Issue["key"];
};

/**
 * Inserts the valid tickets of one sheet. The same statement takes their places. Returns false, and writes
 * nothing, if fewer places are free.
 */
export async function issueSheet(tx: Tx, { made, key, ...of }: Sheet): Promise<boolean> {
  const { rows } = await sql`
    with taken as (${takePlace(of, sql`true`, made.length)}),
    keyed as (insert into fair_key (id, public_key) values (${key.id}, ${key.publicKey}) on conflict do nothing)
    insert into fair_ticket (id, reference, fair_id, venue_id, slot_id, issued_by, status, channel, sheet_id)
    select t.id, t.reference, ${of.fairId}::uuid, ${of.venueId}::uuid, ${of.slotId}::uuid, ${of.issuedBy}::uuid, 'valid',
      'printed', ${of.sheetId}::uuid
    from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ reference }) => reference)}::text[]) as t(id, reference)
    where exists (select 1 from taken) returning 1`.execute(tx);
  return rows.length > 0;
}
