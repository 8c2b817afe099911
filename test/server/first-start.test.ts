import pg from "pg";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { runningEmbedded } from "../../db/embedded/index.ts";
import { dataFolder } from "../support/folder.ts";
import { PATIENCE } from "../support/patience.ts";
import { endPrograms, startProgram } from "../support/program.ts";

const folder = dataFolder();
afterEach(endPrograms);
afterAll(() => folder.remove());

const start = () => startProgram({ env: { DATA_DIR: folder.path, PORT: "0" } });

async function connect(): Promise<pg.Client> {
  const url = await vi.waitFor(() => {
    const found = runningEmbedded(folder.path);
    expect(found).not.toBeNull();
    return found ?? "";
  }, PATIENCE);
  const client = await vi.waitFor(async () => {
    const one = new pg.Client({ connectionString: url });
    one.on("error", () => undefined);
    await one.connect();
    return one;
  }, PATIENCE);
  return client;
}

const count = async (client: pg.Client, table: string): Promise<number> =>
  (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? 0;

/**
 * Starts the program and kills it when its demo data waits for `table`. Returns the number of committed
 * cities.
 */
async function killedBefore(table: string): Promise<number> {
  const program = start();
  const client = await connect();
  await vi.waitFor(async () => expect(await count(client, "reference_load")).toBe(1), PATIENCE);
  await client.query(`begin; lock table ${table} in access exclusive mode`);
  const waiting = "pg_locks where not granted and relation = to_regclass($1)";
  await vi.waitFor(async () => {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${waiting}`, [table]);
    expect(rows[0]?.n).toBeGreaterThan(0);
  }, PATIENCE);
  const cities = await count(client, "city");
  program.child.kill("SIGKILL");
  await program.ended;
  await client.end().catch(() => undefined);
  return cities;
}

test("a first start that is killed while it seeds leaves nothing half-written; the next start completes it", async () => {
  expect(await killedBefore("application")).toBe(0);
  expect(await killedBefore("fair_registration")).toBe(7);
  const program = start();
  await program.says("已就绪");
  const client = await connect();
  const tables = ["city", "enterprise", "profile", "application", "fair", "fair_registration"];
  const counts = await Promise.all(tables.map(async (table) => [table, await count(client, table)]));
  await client.end();
  expect(Object.fromEntries(counts)).toMatchObject({ city: 7, profile: 300, application: 48, fair: 1 });
  expect(Object.fromEntries(counts).fair_registration).toBeGreaterThan(100);
});
