import { type RawBuilder, type Selectable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Database, FairStatus, TicketStatus } from "../../../../db/schema/index.ts";
import { readReference, readTicketCode, verifyCode } from "../codes.ts";

type Table = Database["fairTicket"];
export type TicketChange = Omit<Updateable<Table>, "rev" | "updatedAt">;

export type TicketRow = Selectable<Table> & {
  now: Date;
  fairTitle: string;
  fairStatus: FairStatus;
  fairRev: number;
  hostCity: string;
  /** False if another node hosts the fair and issues its tickets. */
  hostedHere: boolean;
  opensAt: Date;
  closesAt: Date;
  cancelReason: string | null;
  /** `venueName`, `venueCity` and `address` are null for an online ticket. */
  venueName: string | null;
  venueCity: string | null;
  address: string | null;
  directions: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  /** Position in the waiting list, from 1; null if the ticket does not wait, or waits at another node. */
  place: number | null;
};

const COLUMNS = sql`t.id, t.reference, t.fair_id, t.venue_id, t.slot_id, t.account_id, t.issued_by, t.sheet_id, t.channel, t.status,
  t.waiting_since, t.entered_at, t.entered_gate, t.left_at, t.code, t.refusal, t.told_rev, t.rev, t.created_at, t.updated_at,
  app.now() as now, app.is_hosted(f.host_city) as hosted_here,
  f.title as fair_title, f.status as fair_status, f.rev as fair_rev, f.host_city, f.opens_at, f.closes_at, f.cancel_reason,
  v.name as venue_name, v.city as venue_city, v.address, v.directions, s.starts_at, s.ends_at,
  case when t.status = 'waiting' and app.is_hosted(f.host_city) then (select count(*)::int from fair_ticket w where w.status = 'waiting'
    and w.venue_id = t.venue_id and w.slot_id is not distinct from t.slot_id
    and (w.waiting_since, w.id) <= (t.waiting_since, t.id)) end as place`;
const FROM = sql`from fair_ticket t join fair f on f.id = t.fair_id left join venue v on v.id = t.venue_id
  left join fair_slot s on s.id = t.slot_id`;

const one = async (db: DbOrTx, where: RawBuilder<unknown>): Promise<TicketRow | undefined> =>
  (await sql<TicketRow>`/* planned */ select ${COLUMNS} ${FROM} where ${where}`.execute(db)).rows[0];

export const selectTicket = (db: DbOrTx, id: string) => one(db, sql`t.id = ${id}`);

/** Selects a ticket and locks its row until the transaction ends. */
export const lockTicket = (tx: Tx, id: string) => one(tx, sql`t.id = ${id} for update of t`);

/** Selects tickets by their ids. */
export async function selectTickets(db: DbOrTx, ids: readonly string[]): Promise<Map<string, TicketRow>> {
  const { rows } =
    await sql<TicketRow>`select ${COLUMNS} ${FROM} where t.id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Selects the tickets of one sheet of a fair, by their references. */
export async function selectSheet(db: DbOrTx, fairId: string, sheetId: string): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select ${COLUMNS} ${FROM} where t.sheet_id = ${sheetId} and t.fair_id = ${fairId} order by t.reference`.execute(
    db,
  );
  return rows;
}

/** Selects a person's newest fifty tickets, newest first. */
export async function selectMine(db: DbOrTx, accountId: string): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select ${COLUMNS} ${FROM} where t.account_id = ${accountId} order by t.created_at desc, t.id desc limit 50`.execute(
    db,
  );
  return rows;
}

/** Selects a person's uncancelled ticket for a fair. */
export const findStanding = (db: DbOrTx, fairId: string, accountId: string) =>
  one(db, sql`t.fair_id = ${fairId} and t.account_id = ${accountId} and t.status <> 'cancelled'`);

export async function updateTicket(tx: Tx, id: string, change: TicketChange): Promise<number> {
  const { rev } = await tx
    .updateTable("fairTicket")
    .set({ ...change, rev: sql`rev + 1`, updatedAt: sql`app.now()` })
    .where("id", "=", id)
    .returning("rev")
    .executeTakeFirstOrThrow();
  return rev;
}

export type Entry = { venueId: string; slotId: string | null };

export async function releaseEntryCapacity(tx: Tx, { venueId, slotId }: Entry): Promise<void> {
  const given = slotId
    ? sql`update fair_slot set taken = taken - 1 where id = ${slotId}`
    : sql`update venue set tickets_taken = tickets_taken - 1 where id = ${venueId}`;
  await given.execute(tx);
}

/**
 * Selects and locks the ticket that has waited longest for a slot, or for a venue without slots. Skips
 * tickets that another transaction has locked.
 */
export const lockFirstInLine = (tx: Tx, { venueId, slotId }: Entry) =>
  one(
    tx,
    sql`t.id = (select w.id from fair_ticket w where w.status = 'waiting' and w.venue_id = ${venueId}
      and w.slot_id is not distinct from ${slotId}::uuid order by w.waiting_since, w.id limit 1 for update skip locked)`,
  );

export async function selectKeys(db: DbOrTx): Promise<{ id: string; publicKey: Buffer }[]> {
  return db.selectFrom("fairKey").select(["id", "publicKey"]).orderBy("createdAt").execute();
}

/**
 * Selects the ticket of a scanned code or a typed reference, of any fair. Returns undefined if there is none,
 * or if the code's signature is invalid.
 */
export async function readTicket(db: DbOrTx, text: string): Promise<TicketRow | undefined> {
  const code = readTicketCode(text);
  if (!code) {
    const reference = readReference(text);
    return reference === null ? undefined : one(db, sql`t.reference = ${reference}`);
  }
  const { k, t, f } = code.payload;
  const { rows } = await sql<TicketRow & { publicKey: Buffer }>`/* planned */
    select ${COLUMNS}, k.public_key ${FROM} join fair_key k on k.id = ${k} where t.id = ${t} and t.fair_id = ${f}`.execute(
    db,
  );
  const [row] = rows;
  return row && (await verifyCode(code, row.publicKey)) ? row : undefined;
}

export type ShownTicket = {
  id: string;
  fairId: string;
  /** Null for an online ticket. */
  venueId: string | null;
  accountId: string | null;
  status: TicketStatus;
  enteredAt: Date | null;
  /** Null unless the person is of another node. */
  toldRev: number | null;
  /** Code of the channel by which the person came; `web` or `printed` if no channel is known. */
  channel: string;
};

/** Selects the ticket of a scanned code or a typed reference, if it is a ticket for this fair. */
export async function ticketByCode(
  db: DbOrTx,
  fairId: string,
  text: string,
): Promise<ShownTicket | undefined> {
  const ticket = await readTicket(db, text);
  if (ticket?.fairId !== fairId) return undefined;
  const { id, venueId, accountId, status, enteredAt, toldRev, channel } = ticket;
  return { id, fairId, venueId, accountId, status, enteredAt, toldRev, channel };
}

const ticketsOf = (db: DbOrTx, fairId: string, accountId: string) =>
  db
    .selectFrom("fairTicket")
    .select([
      "id",
      "reference",
      "fairId",
      "venueId",
      "accountId",
      "status",
      "enteredAt",
      "toldRev",
      "channel",
    ])
    .where("fairId", "=", fairId)
    .where("accountId", "=", accountId)
    .where("status", "<>", "cancelled");

/** Selects an account's uncancelled ticket for a fair. */
export const ticketOfAccount = (
  db: DbOrTx,
  fairId: string,
  accountId: string,
): Promise<(ShownTicket & { reference: string }) | undefined> =>
  ticketsOf(db, fairId, accountId).executeTakeFirst();

/**
 * Selects and locks an account's uncancelled ticket, so that one change per person and fair runs at a time.
 */
export const holdTicketOf = (tx: Tx, fairId: string, accountId: string): Promise<ShownTicket | undefined> =>
  ticketsOf(tx, fairId, accountId).forUpdate().executeTakeFirst();
