import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { createDb, type Db } from "../../client.ts";
import { startEmbedded } from "../../embedded/index.ts";
import { migrate } from "../../migrate.ts";
import { loadReference } from "../../reference/load.ts";

const TEMPLATE = "lianpin_node";

/** Several databases of one server, each with schema and reference data. */
export type Databases = {
  /** Folder for what else the nodes keep. It is removed at the end. */
  folder: string;
  create(name: string): Promise<string>;
  close(): Promise<void>;
};

const at = (server: string, name: string) => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

async function withDb<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = createDb(url, { max: 1 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** The data is needed during the run alone, so nothing waits for the disk. */
async function forgetOnCrash(db: Db): Promise<void> {
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"])
    await sql`alter system set ${sql.raw(setting)} = off`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
}

/**
 * Starts an embedded server in a temporary folder. `create` clones a migrated template. `close` stops the
 * server and removes the folder.
 */
export async function openDatabases(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-federation-"));
  chmodSync(folder, 0o755);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const server = await startEmbedded({ dataDir: join(folder, "postgres") }).catch((error: unknown) => {
    remove();
    throw error;
  });
  const close = async () => {
    await server.stop();
    remove();
    process.off("exit", remove);
  };
  try {
    await withDb(server.connectionString, async (db) => {
      await forgetOnCrash(db);
      await sql`create database ${sql.ref(TEMPLATE)}`.execute(db);
    });
    await withDb(at(server.connectionString, TEMPLATE), async (db) => {
      await migrate(db);
      await loadReference(db);
    });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    folder,
    close,
    async create(name) {
      await withDb(server.connectionString, (db) =>
        sql`create database ${sql.ref(name)} template ${sql.ref(TEMPLATE)}`.execute(db),
      );
      return at(server.connectionString, name);
    },
  };
}
