import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { keptTables } from "../../../db/backup/catalogue.ts";
import { readBackup, restoreBackup } from "../../../db/backup/index.ts";
import { writeFrames } from "../../../db/backup/write-frames.ts";
import { createDb, withClient } from "../../../db/client.ts";
import { migrate, migrationsAmong } from "../../../db/migrate.ts";
import { migrations } from "../../../db/migrations/index.ts";
import { loadReference } from "../../../db/reference/load.ts";
import { markRestored } from "../../../src/federation/index.ts";
import { rebuildSearch } from "../../../src/search/worker.ts";
import { emptyDatabase, KEY, newFolder } from "../../backups/support.ts";
import type { TestApp } from "../../support/app.ts";

/** Loses a node's database, and restores a backup in its place, by the steps of `npm run restore`. */
export async function restoreOver({ database, services }: TestApp, path: string): Promise<void> {
  const name = new URL(database.url).pathname.slice(1);
  const admin = new pg.Client({ connectionString: inject("adminUrl") });
  await admin.connect();
  await admin.query(`drop database ${name} with (force)`);
  await admin.query(`create database ${name} template template1`);
  await admin.end();
  await restoreBackup({ databaseUrl: database.url, path, key: KEY });
  await loadReference(services.db);
  await markRestored(services.db);
  await rebuildSearch(services.db, () => undefined);
}

type Columns = { name: string; columns: string[] };

/** The tables and columns of a schema: that after the migration whose name ends so, and those before it. */
async function schemaOf(last: string): Promise<{ names: string[]; tables: Map<string, string[]> }> {
  const sorted = Object.keys(migrations).sort();
  const names = sorted.slice(0, sorted.findIndex((name) => name.endsWith(last)) + 1);
  const place = await emptyDatabase("none");
  const db = createDb(place.url, { max: 1 });
  await migrate(db, { migrations: migrationsAmong(names) });
  await db.destroy();
  const kept = await withClient(place.url, (client) => keptTables(client));
  await place.drop();
  return { names, tables: new Map(kept.map(({ name, columns }) => [name, columns])) };
}

/** Returns the lines of a table with those columns alone. */
function project(bytes: Buffer, table: Columns, columns: readonly string[]): Buffer {
  const places = columns.map((column) => table.columns.indexOf(column));
  const lines = bytes.toString().split("\n").slice(0, -1);
  return Buffer.from(
    lines.map((line) => `${places.map((place) => line.split("\t")[place]).join("\t")}\n`).join(""),
  );
}

/** Writes a backup again as the release wrote it whose newest migration has this name. Returns the path. */
export async function asWrittenBy(last: string, path: string): Promise<string> {
  const { names, tables } = await schemaOf(last);
  const older = join(newFolder(), "older.backup");
  const file = await open(older, "w");
  const frames = await writeFrames(file, KEY);
  const held: { table: Columns; bytes: Buffer }[] = [];
  const { manifest } = await readBackup(path, KEY, {
    async table(table) {
      const chunks: Buffer[] = [];
      return {
        write: async (chunk) => void chunks.push(Buffer.from(chunk)),
        async end() {
          held.push({ table, bytes: Buffer.concat(chunks) });
          return null;
        },
      };
    },
  });
  await frames.json({
    kind: "opening",
    createdAt: "2026-11-29T00:00:00.000Z",
    migrations: names,
    postgres: "18",
  });
  const sums = [];
  for (const { table, bytes } of held) {
    const { name } = table;
    const columns = tables.get(name)?.filter((column) => table.columns.includes(column));
    if (!columns) continue;
    const data = project(bytes, table, columns);
    const rows = data.length === 0 ? 0 : data.toString().split("\n").length - 1;
    const sha256 = createHash("sha256").update(data).digest("hex");
    const sum = { name, rows, bytes: data.length, sha256 };
    await frames.json({ kind: "table", name, columns });
    if (data.length > 0) await frames.data(data);
    await frames.json({ kind: "rows", ...sum });
    sums.push(sum);
  }
  await frames.json({ kind: "manifest", tables: sums, sequences: manifest.sequences });
  await frames.end();
  await file.close();
  return older;
}
