import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { KEPT } from "../../db/backup/tables.ts";
import { createDb } from "../../db/client.ts";
import { fingerprint } from "../support/dump.ts";

export const KEY = "the key of the tests' backups, 0123456789";

/** Returns a new folder that is removed after the run. */
export const newFolder = (): string => mkdtempSync(join(inject("scratch"), "backups-"));

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("adminUrl") });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Creates a database without tables, or with the newest schema and no data. The caller must drop it. */
export async function emptyDatabase(
  schema: "none" | "newest" = "newest",
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asAdmin(`create database ${name} template ${schema === "none" ? "template1" : inject("template")}`);
  const url = new URL(inject("adminUrl"));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`drop database ${name} with (force)`) };
}

/** Returns the hashes of the tables that a backup holds whole. */
export async function keptPrint(url: string): Promise<Record<string, string | undefined>> {
  const db = createDb(url, { max: 1 });
  const print = await fingerprint(db);
  await db.destroy();
  const whole = KEPT.filter((name) => name !== "consumer_cursor" && name !== "quarantine");
  return Object.fromEntries(whole.map((name) => [name, print[`public.${name}`]]));
}

/** Returns the code of the error that a promise rejects with, or `none`. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) =>
      error instanceof Error && "code" in error ? String(error.code) : `no code: ${String(error)}`,
  );
