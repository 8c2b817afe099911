import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";

/**
 * Returns the statement that gives people their home city, each once, as SQL: the hosted city of the division
 * where they live, or the first city that this node hosts. Whoever has one keeps it. `from` has the columns
 * account_id and division. Returns id and home_city of those who got one.
 */
export const settledFrom = (from: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  update person p set home_city = coalesce(app.home_city_of(n.division),
    (select min(code) from app.hosted_cities() as h(code)))
  from ${from} n where p.id = n.account_id and p.home_city is null returning p.id, p.home_city`;

/** Gives a person whose division nobody knows a home city, unless there is one. */
export async function settleHomeCity(tx: Tx, accountId: string): Promise<void> {
  const from = sql`(select ${accountId}::uuid as account_id, null::text as division)`;
  await sql`/* planned */ ${settledFrom(from)}`.execute(tx);
}

/**
 * Returns the id of a person of another city, by the subject that the city made for us. Null for an unknown
 * one.
 */
export async function personOfCity(
  db: DbOrTx,
  { city, subject }: { city: string; subject: string },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`/* planned */ ${personQuery({ city, subject })}`.execute(db);
  return rows[0]?.id ?? null;
}

/** Returns the query of `personOfCity` as SQL. No subject names nobody. */
export const personQuery = ({
  city,
  subject,
}: {
  city: string;
  subject: string | null;
}): RawBuilder<unknown> => sql`select id from person where home_city = ${city} and subject = ${subject}`;

/** Returns the city that answers for a person; null for an account that has not needed one yet. */
export async function homeCityOfPerson(db: DbOrTx, accountId: string): Promise<string | null> {
  const row = await db.selectFrom("person").select("homeCity").where("id", "=", accountId).executeTakeFirst();
  return row?.homeCity ?? null;
}

/**
 * Returns the id of a person of another city, by the subject that the city made for us. Inserts the person if
 * it is new.
 */
export async function ensurePersonOfCity(
  db: DbOrTx,
  { id, city, subject }: { id: string; city: string; subject: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`/* planned */
    insert into person (id, home_city, subject) values (${id}::uuid, ${city}, ${subject})
    on conflict (home_city, subject) do update set subject = excluded.subject returning id`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("the person was not written");
  return row.id;
}

/**
 * Returns the ids of people of another city by their subjects, in the given order. Inserts those that are
 * new, in one statement. Each subject stands once.
 */
export async function ensurePeopleOfCity(
  db: DbOrTx,
  { city, people }: { city: string; people: readonly { id: string; subject: string }[] },
): Promise<string[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<{ id: string; subject: string }>`/* planned */
    insert into person (id, home_city, subject)
    select n.id, ${city}, n.subject from ${rowList(people, { id: "uuid", subject: "text" })} order by n.subject
    on conflict (home_city, subject) do update set subject = excluded.subject returning id, subject`.execute(
    db,
  );
  const ids = new Map(rows.map(({ id, subject }) => [subject, id]));
  return people.map(({ subject }) => {
    const id = ids.get(subject);
    if (id === undefined) throw new Error("the person was not written");
    return id;
  });
}

/**
 * Returns the subject by which another city knows a person of ours. `fresh` becomes it for a city that knew
 * none.
 */
export async function subjectFor(
  tx: Tx,
  { personId, city, fresh }: { personId: string; city: string; fresh: string },
): Promise<string> {
  const { rows } = await sql<{
    subject: string;
  }>`/* planned */ ${subjectPart({ personId, city, fresh })}`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("the subject was not written");
  return row.subject;
}

/** Returns the statement of `subjectFor` as SQL, for a part of another statement. It returns `subject`. */
export const subjectPart = (of: {
  personId: string;
  city: string;
  fresh: string;
}): RawBuilder<unknown> => sql`
  insert into person_subject (person_id, receiver, subject) values (${of.personId}::uuid, ${of.city}, ${of.fresh})
  on conflict (person_id, receiver) do update set receiver = excluded.receiver returning subject`;

/** Returns the person of ours whom another city knows by a subject, or null. */
export async function personBySubject(
  db: DbOrTx,
  { city, subject }: { city: string; subject: string },
): Promise<string | null> {
  const row = await db
    .selectFrom("personSubject")
    .select("personId")
    .where("receiver", "=", city)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row?.personId ?? null;
}

/**
 * Where a person and a record are at home. `away`: the person is of another node. `hosted`: this node writes
 * the record's city.
 */
export type Places = { personCity: string | null; subject: string | null; away: boolean; hosted: boolean };

/** Returns where a person, and a record of `city`, are at home. */
export async function placesOf(
  db: DbOrTx,
  { personId, city }: { personId: string; city: string },
): Promise<Places> {
  const { rows } = await sql<Places>`/* planned */ ${placesQuery({ personId, city: sql`${city}` })}`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error("the person is gone");
  return row;
}

/** Returns the query of `placesOf` as SQL. `city` is an SQL expression. */
export const placesQuery = ({
  personId,
  city,
}: {
  personId: string;
  city: RawBuilder<unknown>;
}) => sql<Places>`
  select p.home_city as person_city, p.subject, p.account_id is null as away, app.is_hosted(${city}) as hosted
  from person p where p.id = ${personId}::uuid`;

/** Returns those of the people who are of other nodes, with city and the subject by which it knows them. */
export async function peopleAway(
  db: DbOrTx,
  ids: readonly string[],
): Promise<Map<string, { city: string; subject: string }>> {
  const { rows } = await sql<{ id: string; city: string; subject: string }>`/* planned */
    select id, home_city as city, subject from person
    where id = any(${[...ids]}::uuid[]) and account_id is null`.execute(db);
  return new Map(rows.map(({ id, ...at }) => [id, at]));
}
