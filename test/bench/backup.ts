import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { seedDemo } from "../../db/demo/index.ts";
import { boot } from "../../src/boot.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { benchDatabase, endProcess, median, report, startCompiled } from "./support.ts";

const ROUNDS = 5;
/** Copies of each posting and each audit entry of the demo. */
const POSTINGS = 150;
const AUDITS = 60;

type Done = { rows: number; bytes: number; seconds: number; peakMb: number; tables: string[] };

/** Multiplies the rows of a table, with a new id each. */
async function multiply(client: pg.Client, table: string, times: number): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0
     and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  const columns = rows.map(({ name }) => name);
  const values = columns.map((name) => (name === "id" ? "gen_random_uuid()" : `t.${name}`));
  await client.query(
    `insert into ${table} (${columns.join()}) select ${values.join()} from ${table} t, generate_series(1, ${times})`,
  );
}

/** Copies the tables to files on the server, without a client, encryption or check. Returns seconds. */
async function bareCopy(client: pg.Client, tables: string[], folder: string): Promise<number> {
  const startedMs = performance.now();
  for (const table of tables) {
    const path = join(folder, `bench-${table}.copy`);
    await client.query(`copy ${table} to ${client.escapeLiteral(path)}`);
  }
  return (performance.now() - startedMs) / 1000;
}

/**
 * Measures a whole backup: one snapshot, encrypted, on disk and read back. The reference is `COPY … TO
 * file` of the same tables by the server itself. Both take turns, so that other load meets both.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const folder = join(database.dataDir, "backups");
  await mkdir(folder);
  const booted = await boot(
    readConfig({ DATABASE_URL: database.url, DATA_DIR: database.dataDir, LOG_LEVEL: "silent" }),
  );
  await seedDemo(booted.services);
  await booted.close();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await multiply(client, "posting", POSTINGS);
    await multiply(client, "audit", AUDITS);
    await client.query("vacuum analyze");
    await client.query("checkpoint");
    const { rows } = await client.query<{ d: string }>("select current_setting('data_directory') as d");
    const ours: Done[] = [];
    const bare: number[] = [];
    const env = { BENCH_DATABASE_URL: database.url, BENCH_FOLDER: folder, LOG_LEVEL: "silent" };
    const { child } = await startCompiled<string>("test/bench/backup-ours.ts", env);
    for (let round = 0; round <= ROUNDS; round += 1) {
      const answer = once(child, "message");
      child.send("one backup");
      const [ready] = (await answer) as [Done];
      const seconds = await bareCopy(client, ready.tables, rows[0]?.d ?? "");
      const mb = (s: number) => `${(ready.bytes / 1e6 / s).toFixed(0)} MB/s`;
      console.log(
        `${round === 0 ? "warm-up" : `turn ${round}`}: ours ${mb(ready.seconds)}, ${ready.peakMb} MB; COPY ${mb(seconds)}`,
      );
      if (round > 0) ours.push(ready);
      if (round > 0) bare.push(seconds);
    }
    await endProcess(child);
    const bytes = ours[0]?.bytes ?? 0;
    report({
      name: "backup",
      ours: bytes / 1e6 / median(ours.map(({ seconds }) => seconds)),
      reference: bytes / 1e6 / median(bare),
      unit: "MB/s",
      rows: ours[0]?.rows,
      megabytes: Math.round(bytes / 1e6),
      peakMb: Math.max(...ours.map(({ peakMb }) => peakMb)),
    });
  } finally {
    await client.end();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
