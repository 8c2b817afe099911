import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { settledFrom } from "../../identity/index.ts";
import { raisedFrom } from "../cards/store/given.ts";
import type { ProfileInput, ProfileView } from "../schema.ts";

const PROFILE = sql`call_name, skills, places, years, certificates, start_from, veteran, city, county, rev`;

export async function selectProfile(db: DbOrTx, accountId: string): Promise<ProfileView | undefined> {
  const { rows } = await sql<ProfileView>`/* planned */
    select ${PROFILE} from profile where account_id = ${accountId}`.execute(db);
  return rows[0];
}

/** The city of a card: the one that it names, else that of its county. */
const cityOf = ({ city, county }: ProfileInput) =>
  sql`coalesce(${city ?? null}::text, (select d.parent from division d where d.code = ${county ?? null}::text))`;

/**
 * Writes the county on a person's card, and its city. Returns false if the person has no card.
 */
export async function updateCounty(tx: Tx, accountId: string, county: string | null): Promise<boolean> {
  const { rows } = await sql`
    update profile set county = ${county}::text, rev = rev + 1, updated_at = app.now(),
      city = coalesce((select d.parent from division d where d.code = ${county}::text), city)
    where account_id = ${accountId}::uuid returning 1`.execute(tx);
  return rows.length > 0;
}

/** Returns true for the code of a county. */
export async function isCounty(db: DbOrTx, code: string): Promise<boolean> {
  const { rows } = await sql`select 1 from division where code = ${code} and level = 'county'`.execute(db);
  return rows.length > 0;
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
      ${card.startFrom ?? null}::text, ${card.veteran ? "declared" : null}::text, ${cityOf(card)},
      ${card.county ?? null}::text, coalesce(${cityOf(card)}, ${card.places[0] ?? null}::text))`,
  );
  const codes = codesOf(cards);
  const audit = audited(sql`saved`);
  // The text of one card is always the same, that of several is not.
  const { rows } = await sql<SavedCard>`${sql.raw(cards.length === 1 ? "/* planned */" : "")}
    with unknown as materialized (${unknownQuery(codes)}),
    card (account_id, call_name, skills, places, years, certificates, start_from, veteran, city, county,
      division) as (
      values ${sql.join(values)}),
    saved as (
      insert into profile (account_id, call_name, skills, places, years, certificates, start_from, veteran, city,
        county)
      select account_id, call_name, skills, places, years, certificates, start_from, veteran, city, county from card
      where not exists (select from unknown)
      on conflict (account_id) do update set call_name = excluded.call_name, skills = excluded.skills,
        places = excluded.places, years = excluded.years, certificates = excluded.certificates,
        start_from = excluded.start_from, city = excluded.city, county = excluded.county, rev = profile.rev + 1, updated_at = app.now(),
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
  places: cards.flatMap(({ input }) => input.places),
  cities: cards.flatMap(({ input }) => input.city ?? []),
  counties: cards.flatMap(({ input }) => input.county ?? []),
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

type Unknown = "skills" | "places" | "city" | "county";

const unknownDivisions = (path: Unknown, codes: string[], known: RawBuilder<unknown>) => sql`
  select ${sql.lit(path)} as path from unnest(${codes}::text[]) as c(code)
  where not exists (select 1 from division d where d.code = c.code and ${known})`;

/**
 * The fields of cards that name an occupation or a division that does not exist, in the order of the form.
 */
const unknownQuery = ({ skills, places, cities, counties }: ReturnType<typeof codesOf>) => sql<{
  path: Unknown;
}>`
  select 'skills' as path from unnest(${skills}::text[]) as s(code)
  where not exists (select 1 from occupation where id = s.code)
  union all ${unknownDivisions("places", places, sql`true`)}
  union all ${unknownDivisions("city", cities, sql`true`)}
  union all ${unknownDivisions("county", counties, sql`d.level = 'county'`)}`;

/** Returns the first field of cards that names an occupation or a division that does not exist. */
export async function unknownField(
  db: DbOrTx,
  cards: readonly { input: ProfileInput }[],
): Promise<Unknown | undefined> {
  const { rows } = await unknownQuery(codesOf(cards)).execute(db);
  return rows[0]?.path;
}

/** Returns an SQL condition: the person has a card. */
export const hasCard = (accountId: string): RawBuilder<unknown> =>
  sql`exists (select from profile where account_id = ${accountId}::uuid)`;
