import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import type { Terms } from "./rules.ts";
import type { TalentCard } from "./schema.ts";

/** Cities whose people may show cards to `city`. */
const giversTo = (city: RawBuilder<unknown>) => sql`select app.card_givers(${city})`;

/** Selects the cities that may receive cards of people of `homeCity`, with their federations. */
export async function selectReceivers(
  db: DbOrTx,
  homeCity: string,
): Promise<{ city: string; federation: string }[]> {
  const { rows } = await sql<{ city: string; federation: string }>`
    select c.code as city, c.federation_name as federation from city c
    where ${homeCity} in (${giversTo(sql`c.code`)}) order by c.code <> ${homeCity}, c.code`.execute(db);
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
    .values({ ...row, ...card })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Deletes a person's card by id or by city. Returns the ids of its consent and of the card. */
export async function deleteTalentCard(
  tx: Tx,
  accountId: string,
  which: { id: string } | { city: string },
): Promise<{ id: string; consentId: string } | undefined> {
  const all = tx.deleteFrom("talentCard").where("accountId", "=", accountId);
  const one = "id" in which ? all.where("id", "=", which.id) : all.where("city", "=", which.city);
  return one.returning(["id", "consentId"]).executeTakeFirst();
}

type CardRow = TalentCard & { id: string; city: string; givenAt: Date; endsAt: Date };
export type OwnCardRow = CardRow & { shared: boolean };

const CARD = sql`k.id, k.city, k.skills, k.places, k.years, k.certificates, k.start_from, k.veteran, k.given_at`;

/** Selects the cards that a person shows now. `shared` is false if no agreement shows the card any more. */
export async function selectOwnCards(db: DbOrTx, accountId: string): Promise<OwnCardRow[]> {
  const { rows } = await sql<OwnCardRow>`
    select ${CARD}, c.ends_at, k.home_city in (${giversTo(sql`k.city`)}) as shared
    from talent_card k join shared.matching_consent c on c.id = k.consent_id
    where k.account_id = ${accountId} order by k.city <> k.home_city, k.city`.execute(db);
  return rows;
}

/** The people for whom a card is read: those of a city, as officers, or as members of an enterprise. */
export type PoolReader = { city: string; enterpriseId: string | null };

/**
 * Conditions on a card `k` and its consent `c`, all inside the query. The consent is in force and names this
 * city, and an agreement shares cards with it. An enterprise is verified, of this city, and not blocked by
 * the person.
 */
function readableBy({ city, enterpriseId }: PoolReader) {
  const shared = sql`k.city = ${city} and c.city = k.city and k.home_city in (${giversTo(sql`${city}`)})`;
  if (enterpriseId === null) return shared;
  return sql`${shared} and exists (select from shared.enterprise e where e.id = ${enterpriseId}
      and e.status = 'verified' and e.home_city = ${city})
    and not exists (select from talent_block b where b.account_id = k.account_id
      and b.enterprise_id = ${enterpriseId})`;
}

function meeting({ all, some, certificate }: Terms) {
  const conditions = [
    ...(all.length > 0 ? [sql`k.terms @> ${all}::text[]`] : []),
    ...some.map((one) => sql`k.terms && ${one}::text[]`),
    // Pairs of characters may lie apart, so the whole text is compared too.
    ...(certificate
      ? [
          sql`exists (select from unnest(k.certificates) n(name)
          where strpos(lower(regexp_replace(normalize(n.name, NFKC), '\\s', '', 'g')), ${certificate}) > 0)`,
        ]
      : []),
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
    from talent_card k join shared.matching_consent c on c.id = k.consent_id
    where ${readableBy(reader)} and ${meeting(terms)} and ${later}
    order by k.given_at desc, k.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Counts the cards that a reader may see, up to one more than COUNTED_MAX. */
export async function countCards(db: DbOrTx, { reader, terms }: Pick<Search, "reader" | "terms">) {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from talent_card k join shared.matching_consent c on c.id = k.consent_id
      where ${readableBy(reader)} and ${meeting(terms)} limit ${COUNTED_MAX + 1}) found`.execute(db);
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

/**
 * Locks a card that a reader may see, with its consent, until the transaction ends: the person can take it
 * back only afterwards. Returns the person, or undefined if the card was taken back meanwhile.
 */
export async function lockReadable(tx: Tx, reader: PoolReader, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ accountId: string }>`
    select k.account_id from talent_card k join shared.matching_consent c on c.id = k.consent_id
    where k.id = ${id} and ${readableBy(reader)} for share of k, c`.execute(tx);
  return rows[0]?.accountId;
}

/** Locks the cards of a person, so that no invitation is written meanwhile. */
export async function lockCardsOf(tx: Tx, accountId: string): Promise<void> {
  await sql`select from talent_card where account_id = ${accountId} for update`.execute(tx);
}
