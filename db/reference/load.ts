import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { ahead } from "../ahead.ts";
import type { Db } from "../client.ts";
import { rowList } from "../row-list.ts";
import { parseFiles, type Reference, readFiles } from "./files.ts";

type Pinyin = typeof import("pinyin-pro").pinyin;

/**
 * Returns a digest of the files and of the functions that load them. If either changes, the files are loaded
 * again.
 */
function digestOf(files: readonly Buffer[]): string {
  const hash = createHash("sha256").update(`${parseFiles}${typedOf}${withPinyin}${addPinyin}${fillTables}`);
  for (const file of files) hash.update(`\0${file.length}\0`).update(file);
  return hash.digest("hex");
}

const HAN = /^\p{Script=Han}{2,12}$/u;

/** Returns the pinyin of a name, in full and as initials: `dianhangong dhg`. */
function typedOf(pinyin: Pinyin, name: string): string {
  const syllables = pinyin(name, { toneType: "none", type: "array", v: true });
  return `${syllables.join("")} ${syllables.map((syllable) => syllable[0]).join("")}`;
}

/** Number of rows between two turns of the event loop, so that the database can start meanwhile. */
const AT_ONCE = 50;

/**
 * Adds the pinyin of each row's names. The edge build (Cloudflare Workers) has no pinyin dictionary and uses
 * the stored pinyin to parse queries.
 */
async function withPinyin<T>(
  rows: readonly T[],
  namesOf: (row: T) => string[],
): Promise<(T & { typed: string[] })[]> {
  const { pinyin } = await import("pinyin-pro");
  const typed: (T & { typed: string[] })[] = [];
  for (const [i, row] of rows.entries()) {
    if (i % AT_ONCE === 0) await setImmediate();
    const own = namesOf(row).filter((name) => HAN.test(name));
    typed.push({ ...row, typed: [...new Set(own.map((name) => typedOf(pinyin, name)))] });
  }
  return typed;
}

async function addPinyin({ divisions, occupations }: Reference) {
  return {
    divisions: await withPinyin(divisions, (one) => [one.name, one.shortName, ...one.aliases]),
    occupations: await withPinyin(occupations, (one) => [one.name, ...one.aliases, ...one.searchWords]),
  };
}

/** Returns the pinyin of one name, as the column `typed` holds it. */
export async function pinyinOf(name: string): Promise<string[]> {
  const [row] = await withPinyin([{ name }], (one) => [one.name]);
  return row?.typed ?? [];
}

/** Returns the codes of the divisions in the files. */
export async function officialCodes(): Promise<ReadonlySet<string>> {
  const { divisions } = await parseFiles(await readFiles());
  return new Set(divisions.map(({ code }) => code));
}

type Rows = Awaited<ReturnType<typeof addPinyin>>;
export const referenceAhead = ahead(async () => addPinyin(await parseFiles(await readFiles())));

const DIVISION = {
  code: "text",
  name: "text",
  shortName: "text",
  level: "text",
  parent: "text",
  lon: "float8",
  lat: "float8",
  aliases: "text[]",
  typed: "text[]",
} as const;
const OCCUPATION = {
  id: "text",
  code: "text",
  name: "text",
  major: "smallint",
  isco08: "text",
  aliases: "text[]",
  dutyPhrase: "text",
  searchWords: "text[]",
  typed: "text[]",
} as const;

async function fillTables(db: Db, { divisions, occupations }: Rows): Promise<void> {
  await sql`
    insert into division (code, name, short_name, level, parent, lon, lat, aliases, typed)
    select code, name, "shortName", level, parent, lon, lat, aliases, typed
    from ${rowList(divisions, DIVISION)}
    order by array_position(array['province', 'city', 'county'], level)
    on conflict (code) do update set name = excluded.name, short_name = excluded.short_name,
      level = excluded.level, parent = excluded.parent, lon = excluded.lon, lat = excluded.lat,
      aliases = excluded.aliases, typed = excluded.typed`.execute(db);
  await sql`
    insert into occupation (id, code, name, major, isco08, aliases, duty_phrase, search_words, typed)
    select id, code, name, major, isco08, aliases, "dutyPhrase", "searchWords", typed
    from ${rowList(occupations, OCCUPATION)}
    on conflict (id) do update set code = excluded.code, name = excluded.name, major = excluded.major,
      isco08 = excluded.isco08, aliases = excluded.aliases, duty_phrase = excluded.duty_phrase,
      search_words = excluded.search_words, typed = excluded.typed`.execute(db);
}

/**
 * Upserts divisions and occupations from the CSV files in this folder. Returns false, and writes nothing, if
 * the database was filled from the same files.
 */
export async function loadReference(db: Db): Promise<boolean> {
  const files = await readFiles();
  const digest = digestOf(files);
  const known = await db.selectFrom("referenceLoad").select("digest").executeTakeFirst();
  if (known?.digest === digest) return false;
  await fillTables(db, await referenceAhead.take());
  await sql`
    insert into reference_load (digest) values (${digest})
    on conflict (only_row) do update set digest = excluded.digest, loaded_at = app.now()`.execute(db);
  return true;
}
