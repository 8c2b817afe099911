import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { settledFrom } from "../../identity/index.ts";
import { raisedFrom } from "../cards/store/given.ts";
import type { ProfileInput, ProfileView } from "../schema.ts";

const PROFILE = sql`call_name, skills, places, years, certificates, start_from, veteran, city, rev`;

export async function selectProfile(db: DbOrTx, accountId: string): Promise<ProfileView | undefined> {
  const { rows } = await sql<ProfileView>`/* planned */
    select ${PROFILE} from profile where account_id = ${accountId}`.execute(db);
  return rows[0];
}

/** A card as it was written. `homeCity`: the city that the first card gave its owner. `given`: consents under
 * which another city holds the card. */
export type SavedCard = ProfileView & { accountId: string; homeCity: string | null; given: string[] };

/**
 * Creates or replaces the cards of different people, and all that follows from it, in one statement. Gives
 * each person a home city, and raises the versions of cards that other cities hold. Writes nothing and
 * returns no card if an occupation or a division is unknown. A verified veteran status stays; a declared one
 * is replaced by the input. `audited`: the insert of the audit row for each row of a part.
 */
export async function upsertCards(
  tx: Tx,
  cards: readonly { accountId: string; input: ProfileInput }[],
  audited: (from: RawBuilder<unknown>) => RawBuilder<unknown> | null,
): Promise<SavedCard[]> {
  const values = cards.map(
    ({ accountId, input: card }) => sql`(${accountId}::uuid, ${card.callName}::text, ${card.skills}::text[],
      ${card.places}::text[], ${card.years ?? null}::smallint, ${card.certificates ?? []}::text[],
      ${card.startFrom ?? null}::text, ${card.veteran ? "declared" : null}::text, ${card.city ?? null}::text,
      ${card.city ?? card.places[0] ?? null}::text)`,
  );
  const { skills, places } = codesOf(cards);
  const audit = audited(sql`saved`);
  // The text of one card is always the same, that of several is not.
  const { rows } = await sql<SavedCard>`${sql.raw(cards.length === 1 ? "/* planned */" : "")}
    with unknown as materialized (${unknownQuery(skills, places)}),
    card (account_id, call_name, skills, places, years, certificates, start_from, veteran, city, division) as (
      values ${sql.join(values)}),
    saved as (
      insert into profile (account_id, call_name, skills, places, years, certificates, start_from, veteran, city)
      select account_id, call_name, skills, places, years, certificates, start_from, veteran, city from card
      where not exists (select from unknown)
      on conflict (account_id) do update set call_name = excluded.call_name, skills = excluded.skills,
        places = excluded.places, years = excluded.years, certificates = excluded.certificates,
        start_from = excluded.start_from, city = excluded.city, rev = profile.rev + 1, updated_at = app.now(),
        veteran = case when profile.veteran = 'verified' then 'verified' else excluded.veteran end
      returning account_id, ${PROFILE}),
    settled as (${settledFrom(sql`(select c.account_id, c.division from card c join saved using (account_id))`)}),
    raised as (${raisedFrom(sql`saved`)})
    ${audit ? sql`, audited as (${audit})` : sql``}
    select s.*, (select t.home_city from settled t where t.id = s.account_id) as home_city,
      array(select r.id from raised r where r.account_id = s.account_id) as given
    from saved s`.execute(tx);
  const written = new Map(rows.map((row) => [row.accountId, row]));
  return cards.flatMap(({ accountId }) => written.get(accountId) ?? []);
}

/** Returns the occupation ids and the division codes of cards. */
const codesOf = (cards: readonly { input: ProfileInput }[]) => ({
  skills: cards.flatMap(({ input }) => input.skills),
  places: cards.flatMap(({ input }) => [...input.places, ...(input.city ? [input.city] : [])]),
});

/**
 * Creates a card with only a name, if the person has no card and `callName` is given. Returns true if a card
 * exists afterwards.
 */
export async function beginProfile(tx: Tx, accountId: string, callName: string | null): Promise<boolean> {
  const { rows } = await sql`/* planned */
    with begun as (
      insert into profile (account_id, call_name)
      select ${accountId}::uuid, ${callName}::text where ${callName}::text is not null
      on conflict (account_id) do nothing returning 1)
    select 1 from begun union all select 1 from profile where account_id = ${accountId}`.execute(tx);
  return rows.length > 0;
}

const unknownQuery = (skills: string[], places: string[]) => sql<{ code: string }>`
  select code from unnest(${skills}::text[]) as s(code) where not exists (select 1 from occupation where id = s.code)
  union all
  select code from unnest(${places}::text[]) as d(code)
  where not exists (select 1 from division where division.code = d.code)`;

/** Returns the occupation ids and division codes of cards that do not exist. */
export async function unknownCodes(db: DbOrTx, cards: readonly { input: ProfileInput }[]): Promise<string[]> {
  const { skills, places } = codesOf(cards);
  const { rows } = await unknownQuery(skills, places).execute(db);
  return rows.map((row) => row.code);
}

/** Returns an SQL condition: the person has a card. */
export const hasCard = (accountId: string): RawBuilder<unknown> =>
  sql`exists (select from profile where account_id = ${accountId}::uuid)`;
