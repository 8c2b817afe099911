import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { type HeldCard, heldCardQuery } from "../../candidates/index.ts";
import { ownChannel } from "../../channels/index.ts";
import type { Part } from "../../platform/core/store.ts";
import type { ToldApplication } from "./schema.ts";

/** Returns an application as its person may read it, with the steps of the employer's side. */
export async function selectForPerson(tx: Tx, id: string): Promise<Omit<ToldApplication, "subject">> {
  const { rows } = await sql<Omit<ToldApplication, "subject">>`
    select a.status, a.answer, a.started_on,
      coalesce((select json_agg(json_build_object('id', v.id, 'rev', v.rev,
          'at', to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'by', v.by_kind, 'kind', v.kind, 'note', v.note) order by v.rev)
        from application_event v where v.application_id = a.id and v.by_kind in ('enterprise', 'officer')), '[]') as steps
    from application a where a.id = ${id}::uuid`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a locked application is gone");
  return row;
}

/** Returns the ids of those steps that are known here already. */
export async function knownSteps(db: DbOrTx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from application_event where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Locks an application of a person. Returns the home's revision last applied to it, or null without it. */
export async function lockTold(
  tx: Tx,
  of: { id: string; personId: string; home: string },
): Promise<number | null> {
  const { rows } = await sql<{ homeRev: number }>`
    select home_rev from application where id = ${of.id}::uuid and account_id = ${of.personId}::uuid
      and home_city = ${of.home} for update`.execute(tx);
  return rows[0]?.homeRev ?? null;
}

export async function setHomeRev(tx: Tx, id: string, rev: number): Promise<void> {
  await sql`update application set home_rev = ${rev} where id = ${id}::uuid`.execute(tx);
}

/**
 * The card that an application rests on, if it is here, and what the application would collide with. `via`:
 * the channel by which it came, if it is one of this node's events.
 */
export type Arrived = { card: HeldCard | null; id: boolean; reference: boolean; via: string | null };

/**
 * Runs the part `claim`, and returns the card of an application that arrives. `claimed`: the part has a row.
 * `id`: another person's application, or one to another posting, has its id. `reference`: any application
 * has its reference.
 */
export async function claimArrived(
  tx: Tx,
  claim: Part,
  of: {
    id: string;
    personId: string;
    postingId: string;
    reference: string;
    cardId: string;
    via: string | null;
  },
): Promise<Arrived & { claimed: boolean }> {
  type Row = Partial<HeldCard> & Omit<Arrived, "card"> & { claimed: boolean };
  const { rows } = await sql<Row>`/* planned */
    with claimed as (${claim})
    select exists (select from claimed) as claimed, h.person_id, h.posting_id, h.rev, h.stands,
      exists (select from application where id = ${of.id}::uuid
        and (account_id <> ${of.personId}::uuid or posting_id <> ${of.postingId}::uuid)) as id,
      exists (select from application where reference = ${of.reference}) as reference,
      ${ownChannel(of.via)} as via
    from (values (1)) as once left join (${heldCardQuery(of.cardId)}) h on true`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a query of one row has none");
  const { id, reference, via, claimed, ...held } = row;
  return { card: held.personId ? (held as HeldCard) : null, id, reference, via, claimed };
}

/** Locks applications to postings of a city, in the order of their ids. */
export async function lockToldAway(
  tx: Tx,
  { city, ids }: { city: string; ids: readonly string[] },
): Promise<{ id: string; accountId: string; homeCity: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string; homeCity: string }>`
    select id, account_id, home_city from application
    where id = any(${[...ids]}::uuid[]) and home_city = ${city} order by id for update`.execute(tx);
  return rows;
}
