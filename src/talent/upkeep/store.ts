import { sql } from "kysely";
import type { Tx } from "../../../db/client.ts";
import { type GoneCard, isGiven } from "../store.ts";

/** Cards of people here and of other nodes, each with its consent if that is in force. */
const CARDS = sql`talent_card k left join shared.matching_consent c on c.id = k.consent_id`;
const GIVEN = isGiven({ home: sql`k.home_city`, city: sql`k.city`, fields: sql`c.fields` });
const OWN = sql`k.home_city in (select app.hosted_cities())`;

/** A card that a city of another node must erase. `over`: its consent is over. */
export type CardToErase = Omit<GoneCard, "id"> & { over: boolean };

/**
 * Takes cards that cities of other nodes hold without a consent in force or an agreement that gives them.
 * Deletes those whose consent is over. The others stay as cards that no log tells. Call `eraseCard` for each.
 */
export async function takeBackUngiven(tx: Tx, limit: number): Promise<CardToErase[]> {
  const { rows } = await sql<CardToErase>`
    with due as (
      select k.id, k.consent_id, k.home_city, k.city, k.rev, c.id is null as over from ${CARDS}
      where k.rev > 0 and ${OWN} and (c.id is null or not ${GIVEN})
      order by k.city, k.id limit ${limit} for update of k skip locked),
    deleted as (delete from talent_card k using due where k.id = due.id and due.over),
    kept as (update talent_card k set rev = 0 from due where k.id = due.id and not due.over)
    select consent_id, home_city, city, rev, over from due order by city, consent_id`.execute(tx);
  return rows;
}

/**
 * Deletes cards that no log of ours tells and nobody may see: those whose consent is over, and those of
 * people of other nodes that no agreement gives. Returns consent and home city of the latter.
 */
export async function deleteOver(
  tx: Tx,
  limit: number,
): Promise<{ consentId: string; home: string; own: boolean }[]> {
  const { rows } = await sql<{ consentId: string; home: string; own: boolean }>`
    with due as (
      select k.id, ${OWN} as own from ${CARDS}
      where case when ${OWN} then k.rev = 0 and c.id is null else c.id is null or not ${GIVEN} end
      limit ${limit} for update of k skip locked),
    gone as (
      delete from talent_card k using due where k.id = due.id
      returning k.consent_id, k.home_city as home, k.account_id, due.own),
    unblocked as (
      delete from talent_block b using gone where b.account_id = gone.account_id and not gone.own)
    select consent_id, home, own from gone`.execute(tx);
  return rows;
}
