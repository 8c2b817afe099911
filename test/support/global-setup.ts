import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { dataFolder } from "./folder.ts";
import { prepareTemplate } from "./template.ts";

/** Name of the template database. Two runs against one server need two names. */
const TEMPLATE = process.env.TEST_TEMPLATE ?? "lianpin_template";

declare module "vitest" {
  interface ProvidedContext {
    adminUrl: string;
    template: string;
    /** A folder that is removed after the run. */
    scratch: string;
  }
}

/** Starts one real PostgreSQL for the run. Test files clone its migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  await prepareTemplate(server.connectionString, TEMPLATE);
  project.provide("adminUrl", server.connectionString);
  project.provide("template", TEMPLATE);
  const scratch = mkdtempSync(join(tmpdir(), "lianpin-tests-"));
  project.provide("scratch", scratch);
  return async () => {
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
}

/**
 * Returns the server of TEST_DATABASE_URL (PostgreSQL 15 or newer) if set. Otherwise starts the embedded
 * server in its own folder.
 */
async function openServer(): Promise<{ connectionString: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { connectionString: given, stop: async () => undefined };
  const { startEmbedded } = await import("../../db/embedded/index.ts");
  const folder = dataFolder();
  const server = await startEmbedded({ dataDir: folder.path });
  await forgetOnCrash(server.connectionString);
  return {
    connectionString: server.connectionString,
    async stop() {
      await server.stop();
      await folder.remove();
    },
  };
}

/**
 * Turns durability off: the data is only needed during the run. With fsync each `drop database` takes over a
 * second.
 */
async function forgetOnCrash(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"])
    await client.query(`alter system set ${setting} = off`);
  await client.query("select pg_reload_conf()");
  await client.end();
}
