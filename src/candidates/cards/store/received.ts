import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import { type NewConsent, RECEIVER_KIND } from "../../store/consents.ts";
import type { CardPayload, LookPayload } from "../schema.ts";

/** A card that came from another city, before its person is known by an id. */
export type ArrivedCard = { id: string; home: string; rev: number; payload: CardPayload };

/** Returns the places of those cards whose enterprise and posting are of a city that this node hosts. */
export async function selectForHere(db: DbOrTx, cards: readonly ArrivedCard[]): Promise<Set<number>> {
  const of = cards.map(({ payload: { enterpriseId, postingId } }) => ({ enterpriseId, postingId }));
  const { rows } = await sql<{ nth: number }>`
    select n.nth::int as nth from ${rowList(of, { enterpriseId: "uuid", postingId: "uuid" })}
    join shared.posting p on p.id = n."postingId" and p.enterprise_id = n."enterpriseId"
    where app.is_hosted(p.home_city)`.execute(db);
  return new Set(rows.map(({ nth }) => nth - 1));
}

export type ReceivedConsent = Omit<NewConsent, "days"> & { grantedAt: string; endsAt: string };

/**
 * Writes a consent that a person of another node gave, once. Returns whether it is open, was withdrawn or
 * refused, or belongs to another person or receiver.
 */
export async function receiveConsent(tx: Tx, consent: ReceivedConsent): Promise<Standing> {
  const { id, accountId, purpose, receiverId, fields, grantedAt, endsAt } = consent;
  await sql`/* planned */
    insert into consent (id, account_id, purpose, receiver_kind, receiver_id, fields, granted_at, ends_at)
    values (${id}::uuid, ${accountId}::uuid, ${purpose}, ${RECEIVER_KIND[purpose]}, ${receiverId},
      ${[...fields]}::text[], ${grantedAt}::timestamptz, ${endsAt}::timestamptz)
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ open: boolean }>`/* planned */
    select withdrawn_at is null and refused_at is null as open from consent
    where id = ${id}::uuid and account_id = ${accountId}::uuid and purpose = ${purpose}
      and receiver_id = ${receiverId}`.execute(tx);
  const [row] = rows;
  return row ? (row.open ? "open" : "ended") : "other";
}

/** Standing of a consent: open, withdrawn or refused, or of another person or receiver. */
type Standing = "open" | "ended" | "other";

/** A card whose person is known here by an id. */
export type KnownCard = ArrivedCard & { personId: string; phoneSealed: Buffer | null };

const OWNER = { id: "uuid", accountId: "uuid", receiverId: "text" } as const;
const CONSENT = {
  ...OWNER,
  fields: "text[]",
  grantedAt: "timestamptz",
  endsAt: "timestamptz",
} as const;

/** Writes the consents of cards, each once. Returns how each stands. */
async function receiveConsents(tx: Tx, cards: readonly KnownCard[]): Promise<Standing[]> {
  const consents = cards.map(({ id, personId, payload }) => {
    const { enterpriseId: receiverId, fields, grantedAt, endsAt } = payload;
    return { id, accountId: personId, receiverId, fields, grantedAt, endsAt };
  });
  await sql`
    insert into consent (id, account_id, purpose, receiver_kind, receiver_id, fields, granted_at, ends_at)
    select n.id, n."accountId", 'application', 'enterprise', n."receiverId", n.fields, n."grantedAt", n."endsAt"
    from ${rowList(consents, CONSENT)} order by n.id on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ nth: number; open: boolean }>`
    select n.nth::int as nth, c.withdrawn_at is null and c.refused_at is null as open
    from ${rowList<keyof typeof OWNER>(consents, OWNER)}
    join consent c on c.id = n.id and c.account_id = n."accountId" and c.receiver_id = n."receiverId"
      and c.purpose = 'application'`.execute(tx);
  const open = new Map(rows.map((row) => [row.nth - 1, row.open]));
  return cards.map((_, place) => (open.has(place) ? (open.get(place) ? "open" : "ended") : "other"));
}

const CARD = {
  id: "uuid",
  home: "text",
  postingId: "uuid",
  rev: "int",
  callName: "text",
  phoneSealed: "bytea",
  skills: "text[]",
  places: "text[]",
  years: "int",
  certificates: "text[]",
  startFrom: "text",
  veteran: "text",
  message: "text",
} as const;

/**
 * Writes cards with their consents. Each is of another record. Changes nothing for an older version, for a
 * consent of another person or city, and for one that has ended. Returns false for each that has a consent of
 * another person or city.
 */
export async function upsertReceived(tx: Tx, cards: readonly KnownCard[]): Promise<boolean[]> {
  if (cards.length === 0) return [];
  const standings = await receiveConsents(tx, cards);
  const open = cards.filter((_, place) => standings[place] === "open");
  const rows = open.map(({ id, home, rev, phoneSealed, payload: { postingId, message, card } }) => {
    const sealed = phoneSealed && `\\x${phoneSealed.toString("hex")}`;
    return { ...card, id, home, rev, phoneSealed: sealed, postingId, message };
  });
  if (rows.length > 0)
    await sql`
      insert into received_card (consent_id, home_city, receiver, posting_id, rev, call_name, phone_sealed, skills,
        places, years, certificates, start_from, veteran, message)
      select n.id, n.home, p.home_city, n."postingId", n.rev, n."callName", n."phoneSealed", n.skills, n.places, n.years,
        n.certificates, n."startFrom", n.veteran, n.message
      from ${rowList<keyof typeof CARD>(rows, CARD)} left join shared.posting p on p.id = n."postingId" order by n.id
      on conflict (consent_id) do update set rev = excluded.rev, call_name = excluded.call_name,
        phone_sealed = excluded.phone_sealed, skills = excluded.skills, places = excluded.places, years = excluded.years,
        certificates = excluded.certificates, start_from = excluded.start_from, veteran = excluded.veteran,
        message = excluded.message
      where received_card.rev < excluded.rev and received_card.home_city = excluded.home_city`.execute(tx);
  return standings.map((standing) => standing !== "other");
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

/** SQL condition: the lease of the log by which the received card `r` came stands, and a clause gives it. */
const GIVEN = sql`app.still_given(r.home_city, r.receiver, 'card')`;

/** A card of a person of another node, as an application rests on it. */
export type HeldCard = { personId: string; postingId: string; rev: number; stands: boolean };

/** Returns the query of `heldCard` as SQL. */
export const heldCardQuery = (consentId: string) => sql<HeldCard>`
  select c.account_id as person_id, r.posting_id, r.rev, s.stands
  from received_card r join consent c on c.id = r.consent_id join shared.consent s on s.id = c.id
  where r.consent_id = ${consentId}::uuid and ${GIVEN}`;

/** Returns a received card, or null if it was taken back, is given no more, or its lease ended. */
export async function heldCard(db: DbOrTx, consentId: string): Promise<HeldCard | null> {
  const { rows } = await sql<HeldCard>`/* planned */ ${heldCardQuery(consentId)}`.execute(db);
  return rows[0] ?? null;
}

/** Selects the sealed phones on cards that other cities gave and have not taken back, by consent. */
export async function sealedPhonesOf(
  db: DbOrTx,
  consentIds: readonly string[],
): Promise<{ consentId: string; phoneSealed: Buffer }[]> {
  const { rows } = await sql<{ consentId: string; phoneSealed: Buffer }>`
    select r.consent_id, r.phone_sealed from received_card r
    where r.consent_id = any(${consentIds}::uuid[]) and r.phone_sealed is not null and ${GIVEN}`.execute(db);
  return rows;
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
