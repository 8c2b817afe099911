import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { sql } from "kysely";
import { readBackup } from "../../../db/backup/index.ts";
import type { Db } from "../../../db/client.ts";
import { openingKey } from "../../../src/federation/index.ts";
import { openSealed } from "../../../src/peers/index.ts";
import type { Vault } from "../../../src/platform/core/vault.ts";

/** What opens sealed values: the keys of a node. */
export type Keys = { db: Db; vault: Vault };
/** A place and a text or bytes that stand there. */
export type Piece = { place: string; value: string | Uint8Array };

const HEX = /^\\x[0-9a-f]{2,}$/;
const JWE = /eyJ[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+/g;
const BASE64 = /[A-Za-z0-9+/_-]{12,}={0,2}/g;
const ESCAPED = /%[0-9A-Fa-f]{2}/;
const LATIN = /\\u[0-9a-f]{4}/i;

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

const plain = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");
const unescaped = (text: string) =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));

/** Returns the plain texts of sealed bytes and of JWEs that one of the nodes can open. */
async function opened(value: string | Uint8Array, keys: readonly Keys[]): Promise<string[]> {
  const found: string[] = [];
  for (const { vault, db } of keys) {
    if (typeof value !== "string") {
      const text = await vault.open(value).catch(() => null);
      if (text !== null) found.push(text);
    } else
      for (const [jwe] of value.matchAll(JWE)) {
        const content = await openSealed(jwe, (kid) => openingKey({ db, vault }, kid)).catch(() => null);
        if (content !== null) found.push(JSON.stringify(content));
      }
  }
  return found;
}

/**
 * Returns a value in every form in which a reader could find a text in it: as it is, without escapes of URLs
 * and JSON, from hex and base64, and opened with the keys of the nodes.
 */
async function readings(value: string | Uint8Array, keys: readonly Keys[]): Promise<string[]> {
  if (typeof value !== "string")
    return [...(await readings(plain(value), keys)), ...(await opened(value, keys))];
  if (HEX.test(value) && value.length % 2 === 0) return readings(Buffer.from(value.slice(2), "hex"), keys);
  const texts = [value];
  const url = ESCAPED.test(value) ? decoded(value) : null;
  if (url !== null) texts.push(url);
  if (LATIN.test(value)) texts.push(unescaped(value));
  for (const [piece] of value.matchAll(BASE64)) texts.push(plain(Buffer.from(piece, "base64")));
  return value.includes("eyJ") ? [...texts, ...(await opened(value, keys))] : texts;
}

/** Returns `place: name` for each place that holds one of the texts, in any form. */
export async function holders(
  pieces: AsyncIterable<Piece> | Iterable<Piece>,
  { texts, keys }: { texts: Record<string, string>; keys: readonly Keys[] },
): Promise<string[]> {
  const found = new Set<string>();
  for await (const { place, value } of pieces)
    for (const reading of await readings(value, keys))
      for (const [name, text] of Object.entries(texts))
        if (reading.includes(text)) found.add(`${place}: ${name}`);
  return [...found].sort();
}

/** Yields the strings in a value that JSON can hold, members' names too. */
function* strings(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const [name, member] of Object.entries(value)) {
      yield name;
      yield* strings(member);
    }
  else if (value !== null && value !== undefined) yield String(value);
}

/** Tables of the reference data, which hold no person. They are many rows. */
const REFERENCE = new Set(["public.division", "public.occupation", "public.search_word"]);

/** Yields every value of every column of every table. */
export async function* tables(db: Db, of = ""): AsyncGenerator<Piece> {
  const { rows: names } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(db);
  for (const { name } of names) {
    if (REFERENCE.has(name)) continue;
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) as row from ${sql.raw(name)} t`.execute(db);
    for (const { row } of rows)
      for (const [column, value] of Object.entries(row))
        for (const text of strings(value)) yield { place: `${of}${name}.${column}`, value: text };
  }
}

/** Yields every value of every column in a backup. */
export async function* backup(of: { path: string; key: string; name: string }): AsyncGenerator<Piece> {
  const pieces: Piece[] = [];
  await readBackup(of.path, of.key, {
    async table({ name }) {
      const chunks: Buffer[] = [];
      return {
        write: async (chunk) => void chunks.push(Buffer.from(chunk)),
        async end() {
          if (REFERENCE.has(`public.${name}`)) return null;
          for (const value of plain(Buffer.concat(chunks)).split(/[\t\n]/))
            pieces.push({ place: `${of.name} public.${name}`, value: value.replaceAll("\\\\", "\\") });
          return null;
        },
      };
    },
  });
  yield* pieces;
}

/** Yields keys and values of a Redis server. */
export async function* redisValues(url: string): AsyncGenerator<Piece> {
  const client = new Redis(url);
  try {
    for (const key of await client.keys("*")) {
      yield { place: "redis", value: key };
      for (const value of await valuesOf(client, key)) yield { place: `redis ${key}`, value };
    }
  } finally {
    client.disconnect();
  }
}

async function valuesOf(client: Redis, key: string): Promise<string[]> {
  const kind = await client.type(key);
  if (kind === "string") return [(await client.get(key)) ?? ""];
  if (kind === "hash") return Object.entries(await client.hgetall(key)).flat();
  if (kind === "list") return client.lrange(key, 0, -1);
  if (kind === "set") return client.smembers(key);
  if (kind === "zset") return client.zrange(key, "0", "-1");
  if (kind === "stream") return (await client.xrange(key, "-", "+")).flatMap((entry) => [...strings(entry)]);
  throw new Error(`unknown kind of value ${kind}`);
}

/** Yields the files below a folder. */
export function* files(folder: string): Generator<Piece> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      yield { place: `file ${entry.name}`, value: readFileSync(join(entry.parentPath, entry.name)) };
}

/** Yields texts under one name. */
export function* named(place: string, values: readonly (string | Uint8Array)[]): Generator<Piece> {
  for (const value of values) yield { place, value };
}
