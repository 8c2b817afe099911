import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import type { Db } from "../client.ts";

const FILES = ["divisions.csv", "occupations.csv", "search-words.csv"] as const;
type Row = Record<string, string>;
type Pinyin = typeof import("pinyin-pro").pinyin;

async function rowsOf(files: Buffer[]): Promise<Row[][]> {
  const { parse } = await import("csv-parse/sync");
  return files.map((file) => parse(file, { columns: true, bom: true }) as Row[]);
}

/**
 * Returns a digest of the files and of the functions that load them. If either changes, the files are loaded
 * again.
 */
function digestOf(files: Buffer[]): string {
  const hash = createHash("sha256").update(`${typedOf}${loadTyped}${fillTables}`);
  for (const file of files) hash.update(`\0${file.length}\0`).update(file);
  return hash.digest("hex");
}

const HAN = /^\p{Script=Han}{2,12}$/u;

/** Returns the pinyin of a name, in full and as initials: `dianhangong dhg`. */
function typedOf(pinyin: Pinyin, name: string): string {
  const syllables = pinyin(name, { toneType: "none", type: "array", v: true });
  return `${syllables.join("")} ${syllables.map((syllable) => syllable[0]).join("")}`;
}

/**
 * Stores the pinyin of each occupation and division. The edge build (Cloudflare Workers) has no pinyin
 * dictionary and uses the stored pinyin to parse queries.
 */
async function loadTyped(db: Db): Promise<void> {
  const { pinyin } = await import("pinyin-pro");
  const [trades, places] = await Promise.all([
    db.selectFrom("occupation").select(["id", "name", "aliases", "searchWords"]).execute(),
    db.selectFrom("division").select(["code", "name", "shortName", "aliases"]).execute(),
  ]);
  const typed = (names: string[]) => [
    ...new Set(names.filter((name) => HAN.test(name)).map((name) => typedOf(pinyin, name))),
  ];
  const rows = {
    occupation: trades.map((one) => ({
      key: one.id,
      typed: typed([one.name, ...one.aliases, ...one.searchWords]),
    })),
    division: places.map((one) => ({
      key: one.code,
      typed: typed([one.name, one.shortName, ...one.aliases]),
    })),
  };
  for (const [table, key] of [
    ["occupation", "id"],
    ["division", "code"],
  ] as const)
    await sql`
      update ${sql.table(table)} t set typed = said.typed
      from jsonb_to_recordset(${JSON.stringify(rows[table])}::jsonb) as said(key text, typed text[])
      where t.${sql.ref(key)} = said.key and t.typed is distinct from said.typed`.execute(db);
}

async function fillTables(db: Db, files: Buffer[]): Promise<void> {
  const [divisions = [], occupations = [], searchWords = []] = await rowsOf(files);
  await sql`
    insert into division (code, name, short_name, level, parent, lon, lat, aliases)
    select code, name, short_name, level, nullif(parent, ''), nullif(lon, '')::float8, nullif(lat, '')::float8,
           array_remove(string_to_array(aliases, '|'), '')
    from jsonb_to_recordset(${JSON.stringify(divisions)}::jsonb) as t(code text, name text, short_name text,
      level text, parent text, lon text, lat text, aliases text)
    order by array_position(array['province', 'city', 'county'], level)
    on conflict (code) do update set name = excluded.name, short_name = excluded.short_name,
      level = excluded.level, parent = excluded.parent, lon = excluded.lon, lat = excluded.lat,
      aliases = excluded.aliases`.execute(db);
  await sql`
    insert into occupation (id, code, name, major, isco08, aliases, duty_phrase)
    select id, nullif(code, ''), name, major::smallint, nullif(isco08, ''),
           array_remove(string_to_array(aliases, '|'), ''), duty_phrase
    from jsonb_to_recordset(${JSON.stringify(occupations)}::jsonb) as t(id text, code text, name text,
      major text, isco08 text, aliases text, duty_phrase text)
    on conflict (id) do update set code = excluded.code, name = excluded.name, major = excluded.major,
      isco08 = excluded.isco08, aliases = excluded.aliases, duty_phrase = excluded.duty_phrase`.execute(db);
  await sql`
    update occupation o set search_words = coalesce(said.words, '{}')
    from occupation known left join (
      select id, array_agg(word order by word) as words
      from jsonb_to_recordset(${JSON.stringify(searchWords)}::jsonb) as t(word text, occupations text),
        unnest(string_to_array(occupations, '|')) as id
      group by id) said on said.id = known.id
    where known.id = o.id and o.search_words is distinct from coalesce(said.words, '{}')`.execute(db);
  await loadTyped(db);
}

/**
 * Upserts divisions and occupations from the CSV files in this folder. Returns false, and writes nothing, if
 * the database was filled from the same files.
 */
export async function loadReference(db: Db): Promise<boolean> {
  const files = await Promise.all(FILES.map((name) => readFile(new URL(name, import.meta.url))));
  const digest = digestOf(files);
  const known = await db.selectFrom("referenceLoad").select("digest").executeTakeFirst();
  if (known?.digest === digest) return false;
  await fillTables(db, files);
  await sql`
    insert into reference_load (digest) values (${digest})
    on conflict (only_row) do update set digest = excluded.digest, loaded_at = app.now()`.execute(db);
  return true;
}
