import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { OpenDirectory } from "./rules.ts";
import type { Directory, DirectoryCity } from "./schema.ts";

export type KeptDirectory = {
  city: string;
  note: string;
  content: Directory;
  validUntil: Date;
  fetchedAt: Date;
};

/**
 * A city as the valid directory of its node describes it. `nodeCities`: all cities of that node, this one
 * too.
 * `now`: time of the database when it was read. `ownUrl`: the address of this node as its directory tells it.
 */
export type KnownCity = DirectoryCity & { nodeCities: string[]; now: Date; ownUrl: string | null };

const OWN_URL = sql`select d.content ->> 'url' as url from node_directory d join city c on c.code = d.city
  where c.hosted order by d.content ->> 'issuedAt' desc limit 1`;

/** Returns what the valid directory of its node says of a city, or null without one. */
export async function cityInDirectory({ db }: { db: DbOrTx }, city: string): Promise<KnownCity | null> {
  const { rows } = await sql<
    { said: DirectoryCity } & Pick<KnownCity, "nodeCities" | "now" | "ownUrl">
  >`/* planned */
    select said, app.now() as now, (${OWN_URL}) as own_url,
      array(select same.city from node_directory same where same.note = d.note order by same.city) as node_cities
    from node_directory d, jsonb_array_elements(d.content -> 'cities') said
    where d.city = ${city} and said ->> 'city' = ${city} and d.valid_until > app.now() limit 1`.execute(db);
  const [row] = rows;
  return row ? { ...row.said, nodeCities: row.nodeCities, now: row.now, ownUrl: row.ownUrl } : null;
}

/** Returns the newest verified directory of the node that serves a city, an expired one too, or null. */
export async function selectDirectory(db: DbOrTx, city: string): Promise<KeptDirectory | null> {
  const row = await db
    .selectFrom("nodeDirectory")
    .select(["city", "note", "content", "validUntil", "fetchedAt"])
    .where("city", "=", city)
    .executeTakeFirst();
  return row ? { ...row, content: row.content as Directory } : null;
}

/** Returns the directory of this node: the newest that a hosted city has. Null before it is made. */
export async function selectOwnDirectory(db: DbOrTx): Promise<Omit<KeptDirectory, "city"> | null> {
  const { rows } = await sql<Omit<KeptDirectory, "city">>`/* planned */
    select d.note, d.content, d.valid_until, d.fetched_at from node_directory d join city c on c.code = d.city
    where c.hosted order by d.content ->> 'issuedAt' desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/**
 * Keeps a verified directory for its cities. Ignores a city whose kept directory was issued later. Returns
 * the cities that have this directory now.
 */
export async function keepDirectory(db: DbOrTx, { note, content, cities }: OpenDirectory): Promise<string[]> {
  const { rows } = await sql<{ city: string }>`
    insert into node_directory (city, note, content, valid_until, fetched_at)
    select city, ${note}, ${JSON.stringify(content)}::jsonb, ${content.validUntil}::timestamptz, app.now()
    from unnest(${cities.map(({ city }) => city)}::text[]) as city
    on conflict (city) do update set note = excluded.note, content = excluded.content,
      valid_until = excluded.valid_until, fetched_at = excluded.fetched_at
    where (node_directory.content ->> 'issuedAt')::timestamptz < (excluded.content ->> 'issuedAt')::timestamptz
      or node_directory.note = excluded.note
    returning city`.execute(db);
  return rows.map((row) => row.city);
}

/** Returns the digests of the lists of occupations and divisions: SHA-256 in hex over their sorted codes. */
export async function selectVocabulary(db: DbOrTx): Promise<Directory["vocabulary"]> {
  const digest = (table: "occupation" | "division") => sql`(
    select encode(sha256(convert_to(coalesce(string_agg(code, E'\n' order by code collate "C"), ''), 'UTF8')), 'hex')
    from ${sql.table(table)})`;
  const { rows } = await sql<Directory["vocabulary"]>`
    select ${digest("occupation")} as occupations, ${digest("division")} as divisions`.execute(db);
  return rows[0] ?? { occupations: "", divisions: "" };
}

/** Returns the present epochs of the public logs of cities; 1 for a log that has no entry yet. */
export async function selectEpochs(db: DbOrTx, cities: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ city: string; epoch: number }>`
    select c.city, coalesce(h.epoch, 1) as epoch from unnest(${cities}::text[]) as c(city)
    left join log_head h on h.stream = c.city || '/public'`.execute(db);
  return new Map(rows.map(({ city, epoch }) => [city, epoch]));
}
