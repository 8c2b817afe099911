import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import { sealedPhoneQuery, subjectPart } from "../../../identity/index.ts";
import type { CardFields } from "../schema.ts";

export type GivenCard = {
  consentId: string;
  accountId: string;
  city: string;
  receiver: string;
  postingId: string;
  enterpriseId: string;
  message: string | null;
  rev: number;
  fields: string[];
  grantedAt: Date;
  endsAt: Date;
  card: CardFields;
};

/** Notes that another city gets the card under a consent. Its first version is 1. */
export async function insertGiven(
  tx: Tx,
  card: Pick<GivenCard, "consentId" | "city" | "receiver" | "postingId" | "message">,
): Promise<void> {
  await sql`/* planned */ ${givenFrom(sql`(values (1)) as once`, card)}`.execute(tx);
}

/** Returns the insert of a given card for each row of the part `from` as SQL. */
export const givenFrom = (
  from: RawBuilder<unknown>,
  card: Pick<GivenCard, "consentId" | "city" | "receiver" | "postingId" | "message">,
): RawBuilder<unknown> => sql`
  insert into given_card (consent_id, city, receiver, posting_id, message)
  select ${card.consentId}::uuid, ${card.city}, ${card.receiver}, ${card.postingId}::uuid, ${card.message} from ${from}`;

/** SQL for the card `p` in the fields of a list, without the phone. */
const cardIn = (fields: RawBuilder<unknown>) => sql`
  (select coalesce(jsonb_object_agg(item.key, item.value), '{}') from jsonb_each(jsonb_build_object(
    'callName', p.call_name, 'skills', p.skills, 'places', p.places, 'years', p.years,
    'certificates', p.certificates, 'startFrom', p.start_from, 'veteran', p.veteran)) as item
    where item.key = any (${fields}))`;

/** A card before it is given for the first time. `endsAt`: end of a consent of so many days from `now`. */
export type CardToGive = {
  card: CardFields;
  subject: string;
  phoneSealed: Buffer | null;
  now: Date;
  endsAt: Date;
};

/**
 * Returns the person's card in these fields, with the encrypted phone, and the subject by which the receiver
 * knows the person. `fresh` becomes that subject for a receiver that knew none.
 */
export async function selectCardToGive(
  tx: Tx,
  of: { personId: string; receiver: string; fresh: string; fields: readonly string[]; days: number },
): Promise<CardToGive> {
  const { personId, receiver, fresh, fields, days } = of;
  const { rows } = await sql<CardToGive>`/* planned */
    with known as (${subjectPart({ personId, city: receiver, fresh })})
    select ${cardIn(sql`${[...fields]}::text[]`)} as card, known.subject,
      (${sealedPhoneQuery(personId)}) as phone_sealed, t.now, t.now + make_interval(days => ${days}::int) as ends_at
    from profile p, known, ${timeOnce} where p.account_id = ${personId}::uuid`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a card is gone");
  return row;
}

/**
 * Returns the statement that raises the version of people's cards at other cities that are open, as SQL. The
 * people stand in the column account_id of `from`. Returns id and account_id of the consents.
 */
export const raisedFrom = (from: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  update given_card g set rev = g.rev + 1 from consent c join ${from} n on n.account_id = c.account_id
  where c.id = g.consent_id and c.withdrawn_at is null and c.refused_at is null and c.ends_at > app.now()
  returning c.id, c.account_id`;

/** Raises the version of a person's open cards at other cities. Returns the ids of their consents. */
export async function raiseGiven(tx: Tx, accountId: string): Promise<string[]> {
  const from = sql`(select ${accountId}::uuid as account_id)`;
  const { rows } = await sql<{ id: string }>`${raisedFrom(from)}`.execute(tx);
  return rows.map(({ id }) => id).sort();
}

/** Returns a given card with the person's profile in the fields of the consent, without the phone. */
export async function selectGiven(tx: Tx, consentId: string): Promise<GivenCard> {
  const { rows } = await sql<GivenCard>`/* planned */
    select g.consent_id, c.account_id, g.city, g.receiver, g.posting_id, c.receiver_id as enterprise_id, g.message, g.rev,
      c.fields, c.granted_at, c.ends_at, ${cardIn(sql`c.fields`)} as card
    from given_card g join consent c on c.id = g.consent_id join profile p on p.account_id = c.account_id
    where g.consent_id = ${consentId}::uuid`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a given card is gone");
  return row;
}

/** Deletes what is noted of a card here. Returns the city that must erase it, if one has it. */
export async function deleteCard(
  tx: Tx,
  consentId: string,
): Promise<{ city: string; receiver: string; rev: number } | null> {
  await tx.deleteFrom("receivedCard").where("consentId", "=", consentId).execute();
  const row = await tx
    .deleteFrom("givenCard")
    .where("consentId", "=", consentId)
    .returning(["city", "receiver", "rev"])
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Ends consents of own people whose cards other cities erased, and deletes what is noted of these cards.
 */
export async function endGiven(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    with gone as (delete from given_card where consent_id = any(${[...ids]}::uuid[]) returning consent_id)
    update consent c set withdrawn_at = coalesce(withdrawn_at, app.now()) from gone
    where c.id = gone.consent_id`.execute(tx);
}

export type OverGiven = { id: string; city: string; receiver: string; rev: number };

/** Deletes what is noted of given cards whose consent is over, in the order of their logs. Returns them. */
export async function deleteOverGiven(tx: Tx, limit: number): Promise<OverGiven[]> {
  const { rows } = await sql<OverGiven>`
    with gone as (
      delete from given_card where consent_id in (
        select g.consent_id from given_card g join consent c on c.id = g.consent_id where c.ends_at <= app.now()
        limit ${limit} for update of g skip locked)
      returning consent_id as id, city, receiver, rev)
    select * from gone order by city, receiver, id`.execute(tx);
  return rows;
}
