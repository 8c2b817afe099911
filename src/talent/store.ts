import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import { certificateText, type Terms } from "./rules.ts";
import type { TalentCard } from "./schema.ts";

type Sql = RawBuilder<unknown>;

/** True if an agreement in force lets people of `home` show a card with these fields to `city`. */
export const isGiven = ({ home, city, fields }: { home: Sql; city: Sql; fields: Sql }): Sql => sql`
  exists (select from app.talent_givers(${city}) g
    where g.home = ${home} and (g.fields = '{}' or ${fields} <@ g.fields))`;

/** A city that may receive cards. `fields`: the only ones that it may see; empty for all. */
export type ReceiverRow = { city: string; federation: string; fields: string[] };

/**
 * Selects the cities that may receive cards of people of `homeCity`, with their federations. One of another
 * node is among them only if an agreement gives its log the cards, and they can be sealed for it.
 */
export async function selectReceivers(db: DbOrTx, homeCity: string): Promise<ReceiverRow[]> {
  const { rows } = await sql<ReceiverRow>`
    select c.code as city, c.federation_name as federation, given.fields from city c,
      lateral (select g.fields from app.talent_givers(c.code) g
        where g.home = ${homeCity} and (g.fields = '{}' or 'skills' = any (g.fields))
        order by g.fields = '{}' desc, cardinality(g.fields) desc limit 1) given
    where c.hosted or (app.gives(${homeCity}, array[c.code], 'candidate', null)
      and exists (select from shared.encryption_key e where e.city = c.code))
    order by c.code <> ${homeCity}, c.code`.execute(db);
  return rows;
}

export type NewTalentCard = {
  consentId: string;
  accountId: string;
  homeCity: string;
  city: string;
  card: TalentCard;
  terms: string[];
};

/** Inserts a card under a random id, and returns the id. */
export async function insertTalentCard(tx: Tx, { card, ...row }: NewTalentCard): Promise<string> {
  const { id } = await tx
    .insertInto("talentCard")
    .values({ ...row, ...card, certificateText: certificateText(card) })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** One of a person's cards: by its id, by the city that receives it, or by its consent. */
export type WhichCard = { id: string } | { city: string } | { consentId: string };
export type GoneCard = { id: string; consentId: string; homeCity: string; city: string; rev: number };

/** Deletes one of a person's cards, and returns what it was. */
export async function deleteTalentCard(
  tx: Tx,
  accountId: string,
  which: WhichCard,
): Promise<GoneCard | undefined> {
  const { id = null, city = null, consentId = null } = { id: null, city: null, consentId: null, ...which };
  const { rows } = await sql<GoneCard>`
    delete from talent_card where account_id = ${accountId}::uuid
      and (id = ${id}::uuid or city = ${city} or consent_id = ${consentId}::uuid)
    returning id, consent_id, home_city, city, rev`.execute(tx);
  return rows[0];
}

type CardRow = TalentCard & { id: string; city: string; givenAt: Date; endsAt: Date };
export type OwnCardRow = CardRow & { shared: boolean };

const CARD = sql`k.id, k.city, k.skills, k.places, k.years, k.certificates, k.start_from, k.veteran, k.given_at`;

/**
 * Selects the cards that a person shows now. `shared` is false if no agreement shows the card any more. It
 * stays false for a city of another node, from which the card was then taken back.
 */
export async function selectOwnCards(db: DbOrTx, accountId: string): Promise<OwnCardRow[]> {
  const { rows } = await sql<OwnCardRow>`
    select ${CARD}, c.ends_at, ${isGiven({ home: sql`k.home_city`, city: sql`k.city`, fields: sql`c.fields` })}
      and (k.rev > 0 or app.is_hosted(k.city)) as shared
    from talent_card k join shared.matching_consent c on c.id = k.consent_id
    where k.account_id = ${accountId} order by k.city <> k.home_city, k.city`.execute(db);
  return rows;
}

/** The people for whom a card is read: those of a city, as officers, or as members of an enterprise. */
export type PoolReader = { city: string; enterpriseId: string | null };

/**
 * Conditions on a card `k` and its consent `c`, all inside the query. The consent is in force and names this
 * city, and an agreement shares cards with it. The lease of a card of another node stands. An enterprise is
 * verified, of this city, and not blocked by the person.
 */
function readableBy({ city, enterpriseId }: PoolReader) {
  const given = isGiven({ home: sql`k.home_city`, city: sql`${city}`, fields: sql`c.fields` });
  const leased = sql`(k.rev = 0 or k.home_city in (select l.city from shared.lease l where l.reader = ${city}))`;
  const shared = sql`k.city = ${city} and c.city = k.city and ${given} and ${leased}`;
  if (enterpriseId === null) return shared;
  return sql`${shared} and exists (select from shared.enterprise e where e.id = ${enterpriseId}
      and e.status = 'verified' and e.home_city = ${city})
    and not exists (select from talent_block b where b.account_id = k.account_id
      and b.enterprise_id = ${enterpriseId})`;
}

/**
 * Cards `k` with their consents `c`. The consent of each card is looked up after the terms have chosen the
 * cards. Otherwise PostgreSQL reads the consents of a whole city.
 */
const CARDS = sql`talent_card k cross join lateral (
  select c.city, c.fields from shared.matching_consent c where c.id = k.consent_id offset 0) c`;

function meeting({ all, some, certificate }: Terms) {
  const conditions = [
    ...(all.length > 0 ? [sql`k.terms @> ${all}::text[]`] : []),
    ...some.map((one) => sql`k.terms && ${one}::text[]`),
    // Pairs of characters may lie apart, so the whole text is compared too.
    ...(certificate ? [sql`strpos(k.certificate_text, ${certificate}) > 0`] : []),
  ];
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}

export type SummaryRow = Pick<CardRow, "id" | "skills" | "places" | "years" | "givenAt"> & { key: string };

/** Most results that are counted. */
export const COUNTED_MAX = 1_000;

type Search = { reader: PoolReader; terms: Terms; after: { at: string; id: string } | null; limit: number };

/** Selects one page of cards that a reader may see, newest first. */
export async function searchCards(
  db: DbOrTx,
  { reader, terms, after, limit }: Search,
): Promise<SummaryRow[]> {
  const later = after ? sql`(k.given_at, k.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<SummaryRow>`
    select k.id, k.skills, k.places, k.years, k.given_at, k.given_at::text as key
    from ${CARDS} where ${readableBy(reader)} and ${meeting(terms)} and ${later}
    order by k.given_at desc, k.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Counts the cards that a reader may see, up to one more than COUNTED_MAX. */
export async function countCards(db: DbOrTx, { reader, terms }: Pick<Search, "reader" | "terms">) {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from ${CARDS} where ${readableBy(reader)} and ${meeting(terms)} limit ${COUNTED_MAX + 1}) found`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

export type ReadableRow = CardRow & { accountId: string };

/** Selects one card that a reader may see. */
export async function selectReadable(
  db: DbOrTx,
  reader: PoolReader,
  id: string,
): Promise<ReadableRow | undefined> {
  const { rows } = await sql<ReadableRow>`
    select ${CARD}, k.account_id, c.ends_at
    from talent_card k join shared.matching_consent c on c.id = k.consent_id
    where k.id = ${id} and ${readableBy(reader)}`.execute(db);
  return rows[0];
}

export type LockedCard = { accountId: string; consentId: string; endsAt: Date };

/**
 * Locks a card that a reader may see, with its consent, until the transaction ends: the person can take it
 * back only afterwards. Returns undefined if the card was taken back meanwhile.
 */
export async function lockReadable(tx: Tx, reader: PoolReader, id: string): Promise<LockedCard | undefined> {
  const { rows } = await sql<LockedCard>`
    select k.account_id, k.consent_id, c.ends_at
    from talent_card k join shared.matching_consent c on c.id = k.consent_id
    where k.id = ${id} and ${readableBy(reader)} for share of k, c`.execute(tx);
  return rows[0];
}

/** Locks the cards of a person, so that no invitation is written meanwhile. */
export async function lockCardsOf(tx: Tx, accountId: string): Promise<void> {
  await sql`select from talent_card where account_id = ${accountId} for update`.execute(tx);
}
