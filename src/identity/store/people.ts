import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";

/**
 * Gives people their home city, each once: the hosted city of the division where they live, or the first city
 * that this node hosts. Whoever has one keeps it.
 */
export async function settleHomeCity(
  tx: Tx,
  people: readonly { accountId: string; division: string | null }[],
): Promise<void> {
  await sql`
    update person p set home_city = coalesce(app.home_city_of(n.division),
      (select min(code) from app.hosted_cities() as h(code)))
    from ${rowList(people, { accountId: "uuid", division: "text" })}
    where p.id = n."accountId" and p.home_city is null`.execute(tx);
}

/**
 * Returns the id of a person of another city, by the subject that the city made for us. Null for an unknown
 * one.
 */
export async function personOfCity(
  db: DbOrTx,
  { city, subject }: { city: string; subject: string },
): Promise<string | null> {
  const row = await db
    .selectFrom("person")
    .select("id")
    .where("homeCity", "=", city)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Returns the city that answers for a person; null for an account that has not needed one yet. */
export async function homeCityOfPerson(db: DbOrTx, accountId: string): Promise<string | null> {
  const row = await db.selectFrom("person").select("homeCity").where("id", "=", accountId).executeTakeFirst();
  return row?.homeCity ?? null;
}
