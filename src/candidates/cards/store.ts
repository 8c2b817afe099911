import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { type NewConsent, RECEIVER_KIND } from "../store.ts";
import type { CardFields, CardPayload, LookPayload } from "./schema.ts";

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
  await tx.insertInto("givenCard").values(card).execute();
}

/** Raises the version of a person's cards at other cities that are open. Returns their consents. */
export async function raiseGiven(tx: Tx, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`/* planned */
    update given_card g set rev = g.rev + 1 from consent c
    where c.id = g.consent_id and c.account_id = ${accountId}::uuid and c.withdrawn_at is null
      and c.refused_at is null and c.ends_at > app.now()
    returning c.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Returns a given card with the person's profile in the fields of the consent, without the phone. */
export async function selectGiven(tx: Tx, consentId: string): Promise<GivenCard> {
  const { rows } = await sql<GivenCard>`
    select g.consent_id, c.account_id, g.city, g.receiver, g.posting_id, c.receiver_id as enterprise_id, g.message, g.rev,
      c.fields, c.granted_at, c.ends_at,
      (select coalesce(jsonb_object_agg(item.key, item.value), '{}') from jsonb_each(jsonb_build_object(
        'callName', p.call_name, 'skills', p.skills, 'places', p.places, 'years', p.years,
        'certificates', p.certificates, 'startFrom', p.start_from, 'veteran', p.veteran)) as item
        where item.key = any (c.fields)) as card
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

/** A card that came from another city, before its person is known by an id. */
export type ArrivedCard = { id: string; home: string; rev: number; payload: CardPayload };

/** Returns true if the enterprise and its posting are of a city that this node hosts. */
export async function isForEnterpriseHere(
  db: DbOrTx,
  { enterpriseId, postingId }: CardPayload,
): Promise<boolean> {
  const { rows } = await sql<{ here: boolean }>`
    select exists (select from shared.posting p where p.id = ${postingId}::uuid
      and p.enterprise_id = ${enterpriseId}::uuid and app.is_hosted(p.home_city)) as here`.execute(db);
  return rows[0]?.here ?? false;
}

/** SQL for the city of this node whose posting it is. */
const RECEIVER_OF = (postingId: string) =>
  sql`(select p.home_city from shared.posting p where p.id = ${postingId}::uuid)`;

export type ReceivedConsent = Omit<NewConsent, "days"> & { grantedAt: string; endsAt: string };

/**
 * Writes a consent that a person of another node gave, once. Returns whether it is open, was withdrawn or
 * refused, or belongs to another person or receiver.
 */
export async function receiveConsent(tx: Tx, consent: ReceivedConsent): Promise<"open" | "ended" | "other"> {
  const { id, accountId, purpose, receiverId, fields, grantedAt, endsAt } = consent;
  await sql`
    insert into consent (id, account_id, purpose, receiver_kind, receiver_id, fields, granted_at, ends_at)
    values (${id}::uuid, ${accountId}::uuid, ${purpose}, ${RECEIVER_KIND[purpose]}, ${receiverId},
      ${[...fields]}::text[], ${grantedAt}::timestamptz, ${endsAt}::timestamptz)
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ open: boolean }>`
    select withdrawn_at is null and refused_at is null as open from consent
    where id = ${id}::uuid and account_id = ${accountId}::uuid and purpose = ${purpose}
      and receiver_id = ${receiverId}`.execute(tx);
  const [row] = rows;
  return row ? (row.open ? "open" : "ended") : "other";
}

/**
 * Writes a card with its consent. Changes nothing for an older version, for a consent of another person or
 * city, and for one that has ended. Returns false for a consent of another person or city.
 */
export async function upsertReceived(
  tx: Tx,
  card: ArrivedCard & { personId: string; phoneSealed: Buffer | null },
): Promise<boolean> {
  const { id, home, rev, personId, phoneSealed } = card;
  const { enterpriseId, postingId, message } = card.payload;
  const { callName = null, skills = null, places = null, years = null, ...more } = card.payload.card;
  const { certificates = null, startFrom = null, veteran = null } = more;
  const consent = { id, accountId: personId, purpose: "application", receiverId: enterpriseId } as const;
  const standing = await receiveConsent(tx, { ...consent, ...card.payload });
  if (standing === "other") return false;
  if (standing === "ended") return true;
  await sql`
    insert into received_card (consent_id, home_city, receiver, posting_id, rev, call_name, phone_sealed, skills, places, years,
      certificates, start_from, veteran, message)
    values (${id}::uuid, ${home}, ${RECEIVER_OF(postingId)}, ${postingId}::uuid, ${rev}, ${callName}, ${phoneSealed}, ${skills}::text[],
      ${places}::text[], ${years}, ${certificates}::text[], ${startFrom}, ${veteran}, ${message})
    on conflict (consent_id) do update set rev = excluded.rev, call_name = excluded.call_name,
      phone_sealed = excluded.phone_sealed, skills = excluded.skills, places = excluded.places, years = excluded.years,
      certificates = excluded.certificates, start_from = excluded.start_from, veteran = excluded.veteran,
      message = excluded.message
    where received_card.rev < excluded.rev and received_card.home_city = excluded.home_city`.execute(tx);
  return true;
}

/** Ends the consents of cards that their city took back. */
export async function endReceived(tx: Tx, home: string, ids: readonly string[]): Promise<void> {
  await sql`
    update consent c set withdrawn_at = coalesce(withdrawn_at, app.now()) from received_card r
    where r.consent_id = any(${[...ids]}::uuid[]) and r.home_city = ${home} and c.id = r.consent_id`.execute(
    tx,
  );
}

/** Deletes cards of people of another city. Returns the ids of the deleted ones. */
export async function deleteReceived(tx: Tx, home: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from received_card where consent_id = any(${[...ids]}::uuid[]) and home_city = ${home}
    returning consent_id as id`.execute(tx);
  return rows.map(({ id }) => id);
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

/** SQL condition: the lease of the log by which the received card `r` came stands. */
const LEASED = sql`exists (
  select from shared.lease l where l.city = r.home_city and l.reader = coalesce(r.receiver, l.reader))`;

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

/** Deletes received cards whose consent is over. Returns their consents and home cities. */
export async function deleteOverReceived(tx: Tx, limit: number): Promise<{ id: string; home: string }[]> {
  const { rows } = await sql<{ id: string; home: string }>`
    delete from received_card where consent_id in (
      select r.consent_id from received_card r join consent c on c.id = r.consent_id
      where c.ends_at <= app.now() or c.withdrawn_at is not null or c.refused_at is not null
      limit ${limit} for update of r skip locked)
    returning consent_id as id, home_city as home`.execute(tx);
  return rows;
}

/** A card of a person of another node, as an application rests on it. */
export type HeldCard = { personId: string; postingId: string; rev: number; stands: boolean };

/** Returns a received card, or null. A card that was taken back, or whose lease ended, is null. */
export async function heldCard(db: DbOrTx, consentId: string): Promise<HeldCard | null> {
  const { rows } = await sql<HeldCard>`/* planned */
    select c.account_id as person_id, r.posting_id, r.rev, s.stands
    from received_card r join consent c on c.id = r.consent_id join shared.consent s on s.id = c.id
    where r.consent_id = ${consentId}::uuid and ${LEASED}`.execute(db);
  return rows[0] ?? null;
}

export async function sealedPhoneOf(db: DbOrTx, consentId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ phoneSealed: Buffer | null }>`
    select r.phone_sealed from received_card r where r.consent_id = ${consentId}::uuid and ${LEASED}`.execute(
    db,
  );
  return rows[0]?.phoneSealed ?? null;
}

/** Inserts a look of which another city told. A repeated one changes nothing. */
export async function insertLookOf(
  tx: Tx,
  look: LookPayload & { id: string; personId: string },
): Promise<void> {
  await sql`
    insert into card_view (id, account_id, viewer_account_id, viewer_label, viewer_role, why, application_id, phone, at)
    select ${look.id}::uuid, ${look.personId}::uuid, null, ${look.viewer}, ${look.role}, ${look.why},
      (select a.id from shared.application a where a.id = ${look.applicationId}::uuid
        and a.account_id = ${look.personId}::uuid), ${look.phone}, ${look.at}::timestamptz
    on conflict (id) do nothing`.execute(tx);
}
