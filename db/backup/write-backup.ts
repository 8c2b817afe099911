import { createHash, randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { withClient } from "../client.ts";
import { makeFolder } from "../make-folder.ts";
import { copyOut, keptTables, migrationsOf, sequencesOf } from "./catalogue.ts";
import { BackupError, fileError } from "./errors.ts";
import { freePath, removeLeftOvers, syncFolder } from "./folder.ts";
import type { Manifest, TableSum } from "./format.ts";
import { KEPT } from "./tables.ts";
import { readBackup } from "./verify.ts";
import { type FrameWriter, writeFrames } from "./write-frames.ts";

/** A complete backup. `bytes` is the size of the file. */
export type Written = { path: string; bytes: number; rows: number; tables: TableSum[] };

export type Progress = {
  step: "write" | "verify";
  /** Plain bytes that this step has passed. */
  bytes: number;
  /** Size of the tables on the server, which is about that of the plain text. */
  ofAbout: number;
};

export type BackupOptions = {
  databaseUrl: string;
  /** Existing or new folder. Complete backups in it are never overwritten. */
  folder: string;
  key: string;
  now?: Date;
  progress?: (progress: Progress) => void;
};

/** One backup of a database at a time: two would only read the same rows twice. */
const LOCK = "select pg_try_advisory_lock(hashtextextended('lianpin backup', 0)) as free";

async function copyTable(
  client: pg.Client,
  frames: FrameWriter,
  table: { name: string; columns: string[] },
  passed: (bytes: number) => void,
): Promise<TableSum> {
  await frames.json({ kind: "table", ...table });
  const hash = createHash("sha256");
  let bytes = 0;
  const rows = client.query(copyTo(copyOut(client, table)));
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    await frames.data(chunk);
    passed(chunk.length);
  }
  const sum = { name: table.name, rows: rows.rowCount, bytes, sha256: hash.digest("hex") };
  await frames.json({ kind: "rows", ...sum });
  return sum;
}

/** Writes all tables as one snapshot sees them. Returns their manifest. */
async function copyAll(
  client: pg.Client,
  frames: FrameWriter,
  now: Date,
  passed: (bytes: number) => void,
): Promise<Manifest> {
  const migrations = await migrationsOf(client);
  const tables = await keptTables(client);
  if (tables.length < KEPT.length) {
    const missing = KEPT.filter((name) => !tables.some((table) => table.name === name));
    throw new BackupError("BACKUP_SCHEMA_OLD", missing.join(", "));
  }
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  const postgres = rows[0]?.version ?? "";
  await frames.json({ kind: "opening", createdAt: now.toISOString(), migrations, postgres });
  const sums: TableSum[] = [];
  for (const table of tables) sums.push(await copyTable(client, frames, table, passed));
  // Sequences belong to no snapshot. Read last, they are not behind any row.
  const manifest: Manifest = { kind: "manifest", tables: sums, sequences: await sequencesOf(client) };
  await frames.json(manifest);
  return manifest;
}

async function sizeOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    "select coalesce(sum(pg_table_size(c.oid)), 0) as bytes from pg_class c where c.relkind = 'r' and c.relname = any($1) and c.relnamespace = 'public'::regnamespace",
    [KEPT],
  );
  return Number(rows[0]?.bytes ?? 0);
}

async function writeSnapshot(client: pg.Client, path: string, options: BackupOptions): Promise<Written> {
  const { key, now = new Date(), progress = () => undefined } = options;
  const file = await open(path, "wx", 0o600);
  try {
    const frames = await writeFrames(file, key);
    // Text of dates and numbers must not depend on the server's settings, nor rows on other scans.
    await client.query(
      "set datestyle = 'ISO'; set intervalstyle = 'postgres'; set extra_float_digits = 1; set bytea_output = 'hex'; set timezone = 'UTC'; set synchronize_seqscans = off; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0",
    );
    await client.query("begin isolation level repeatable read read only");
    const ofAbout = await sizeOf(client);
    let passed = 0;
    const { tables } = await copyAll(client, frames, now, (bytes) => {
      passed += bytes;
      progress({ step: "write", bytes: passed, ofAbout });
    });
    await client.query("commit");
    const bytes = await frames.end();
    await file.sync();
    return { path, bytes, rows: tables.reduce((sum, { rows }) => sum + rows, 0), tables };
  } finally {
    await file.close();
  }
}

/**
 * Writes one snapshot of the database into an encrypted file, reads it back whole, and only then gives it its
 * name `lianpin-TIME.backup`. A backup that ends before leaves no such name, and touches no earlier one.
 * Throws BackupError: BACKUP_RUNNING, BACKUP_FOLDER, BACKUP_DISK_FULL, BACKUP_SCHEMA_OLD, or that of reading.
 */
export async function writeBackup(options: BackupOptions): Promise<Written> {
  const { folder, now = new Date(), progress = () => undefined } = options;
  try {
    makeFolder(folder, 0o700);
    return await withClient(options.databaseUrl, async (client) => {
      const { rows } = await client.query<{ free: boolean }>(LOCK);
      if (!rows[0]?.free) throw new BackupError("BACKUP_RUNNING");
      await removeLeftOvers(folder);
      const path = await freePath(folder, now);
      const partial = `${path}.${randomBytes(4).toString("hex")}.partial`;
      try {
        const written = await writeSnapshot(client, partial, { ...options, now });
        const ofAbout = written.tables.reduce((sum, { bytes }) => sum + bytes, 0);
        let passed = 0;
        await readBackup(partial, options.key, {
          progress: (bytes) => {
            passed += bytes;
            progress({ step: "verify", bytes: passed, ofAbout });
          },
        });
        await rename(partial, path);
        await syncFolder(folder);
        return { ...written, path };
      } catch (error) {
        await rm(partial, { force: true }).catch(() => undefined);
        throw error;
      }
    });
  } catch (error) {
    throw fileError(error, folder);
  }
}
