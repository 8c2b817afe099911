import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { createDb } from "../../db/client.ts";
import { startEmbedded } from "../../db/embedded/index.ts";
import { migrate } from "../../db/migrate.ts";
import { loadReference } from "../../db/reference/load.ts";

export const TEMPLATE = "lianpin_template";

declare module "vitest" {
  interface ProvidedContext {
    adminUrl: string;
  }
}

/** One real PostgreSQL for the run; its migrated template database is cloned by every test file that asks. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "lianpin-test-"));
  const server = await startEmbedded({ dataDir });
  const admin = new pg.Client({ connectionString: server.connectionString });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const url = new URL(server.connectionString);
  url.pathname = `/${TEMPLATE}`;
  const db = createDb(url.href, { max: 1 });
  await migrate(db);
  await loadReference(db);
  await db.destroy();
  project.provide("adminUrl", server.connectionString);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
