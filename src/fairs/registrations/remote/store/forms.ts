import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../../db/client.ts";
import type { RegistrationForm } from "../schema.ts";

/** Writes what an enterprise of another city brings, as that city's log tells it. */
export async function insertForm(
  tx: Tx,
  { id, home, form }: { id: string; home: string; form: RegistrationForm },
): Promise<void> {
  await sql`
    insert into received_form (id, home_city, form) values (${id}::uuid, ${home}, ${JSON.stringify(form)}::jsonb)
    on conflict do nothing`.execute(tx);
}

/** Deletes what a city sent under these ids. Returns the ids of what was there. */
export async function deleteForms(tx: Tx, home: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from received_form where id = any(${[...ids]}::uuid[]) and home_city = ${home} returning id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** Returns what a city sent under an id, or undefined. */
export async function selectForm(
  db: DbOrTx,
  { id, city }: { id: string; city: string },
): Promise<RegistrationForm | undefined> {
  const { rows } = await sql<{ form: RegistrationForm }>`
    select form from received_form where id = ${id}::uuid and home_city = ${city}`.execute(db);
  return rows[0]?.form;
}
