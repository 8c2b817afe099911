import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { Envelope, Need } from "./envelope.ts";

/** The stored result of a command as JSON text. `same`: it came with this body. */
export type Stored = { same: boolean; result: string };

/** Returns the stored result of a command, or null for one that has not run. */
export async function selectStored(
  db: DbOrTx,
  { commandId, actor, target }: Envelope,
  raw: string,
): Promise<Stored | null> {
  const { rows } = await sql<Stored>`
    select digest = sha256(convert_to(type || ' ' || ${target.id} || E'\n' || ${raw}::text, 'UTF8')) as same,
      coalesce(result::text, 'null') as result
    from command where origin = ${actor.city} and id = ${commandId}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** Returns the result of a command that one of the cities sent, as JSON text, or null. */
export async function selectResult(
  db: DbOrTx,
  cities: readonly string[],
  id: string,
): Promise<string | null> {
  const { rows } = await sql<{ result: string }>`
    select coalesce(result::text, 'null') as result from command
    where origin = any(${[...cities]}::text[]) and id = ${id}::uuid limit 1`.execute(db);
  return rows[0]?.result ?? null;
}

const NEED = { stream: "text", kind: "text", id: "text", rev: "int" } as const;

/** Returns the first of the records that the copies of the logs here do not tell yet, or null. */
export async function missingNeed(db: DbOrTx, needs: readonly Need[]): Promise<Need | null> {
  if (needs.length === 0) return null;
  const { rows } = await sql<{ nth: number }>`
    select n.nth::int as nth from ${rowList<keyof typeof NEED>(needs, NEED)}
    where not exists (select from log_entry where kind = n.kind and record_id = n.id and stream = n.stream and rev >= n.rev)
    order by n.nth limit 1`.execute(db);
  const [row] = rows;
  return row ? (needs[row.nth - 1] ?? null) : null;
}

/** Returns true if this node hosts the city. */
export async function isHosted(db: DbOrTx, city: string): Promise<boolean> {
  const { rows } = await sql<{ hosted: boolean }>`
    select exists (select from city where code = ${city} and hosted) as hosted`.execute(db);
  return rows[0]?.hosted ?? false;
}

/** Returns true if a clause in force lets the city send commands of this type to home. */
export async function isGranted(
  db: DbOrTx,
  { home, city, type }: { home: string; city: string; type: string },
): Promise<boolean> {
  const { rows } = await sql<{ granted: boolean }>`
    select app.accepts(${home}, ${city}, ${type}) as granted`.execute(db);
  return rows[0]?.granted ?? false;
}
