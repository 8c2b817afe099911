import { spawn } from "node:child_process";
import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { seedDemo } from "../../db/demo/index.ts";
import { boot } from "../../src/boot.ts";
import { build } from "../../src/launch/build.mjs";
import { readConfig } from "../../src/platform/config/index.ts";
import { dataFolder, postmasterOf } from "../support/folder.ts";
import { ROOT } from "../support/sources.ts";
import { databaseCpuMs } from "./rounds.ts";
import { multiply } from "./search/world.ts";
import { benchDatabase, report } from "./support.ts";

const POSTINGS = Number(process.env.BENCH_POSTINGS ?? 1_000_000);
/** The time in which a house must be back, in seconds. */
const LIMIT_S = 1_800;
const KEYS = {
  SECRET_KEY: "the secret key of the benchmark, 32 characters",
  BACKUP_KEY: "the key of the benchmark, 32 characters",
};

/** Peak memory of a running process in MiB, from /proc. Returns 0 once it has ended. */
function peakMb(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Processor time of a running process in seconds, from /proc. Returns 0 once it has ended. */
function cpuS(pid: number): number {
  try {
    const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
    return (Number(fields.split(" ")[11]) + Number(fields.split(" ")[12])) / 100;
  } catch {
    return 0;
  }
}

/** `at` are the seconds from the start until each line of the output. */
type Ran = { seconds: number; peakMb: number; cpuS: number; lines: { at: number; line: string }[] };

/** Runs a command of the compiled program, and `look` meanwhile. Throws if the command fails. */
async function command(
  path: string,
  args: string[],
  env: Record<string, string>,
  look: () => void = () => undefined,
): Promise<Ran> {
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1000;
  const child = spawn(process.execPath, [path, ...args], { env: { ...process.env, ...KEYS, ...env } });
  const lines: Ran["lines"] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      for (const line of chunk.toString().split("\n").filter(Boolean)) lines.push({ at: seconds(), line });
    });
  let [peak, cpu] = [0, 0];
  const looking = setInterval(() => {
    peak = Math.max(peak, peakMb(child.pid ?? 0));
    cpu = Math.max(cpu, cpuS(child.pid ?? 0));
    look();
  }, 200);
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(looking);
  if (code !== 0) throw new Error(`${path} ended with ${code}: ${lines.at(-1)?.line}`);
  return { seconds: seconds(), peakMb: Math.round(peak), cpuS: Math.round(cpu), lines };
}

/** Fills the database: the demo, copies of its postings, and an audit entry for each. */
async function fill(url: string, dataDir: string): Promise<void> {
  const booted = await boot(readConfig({ DATABASE_URL: url, DATA_DIR: dataDir, LOG_LEVEL: "silent" }));
  await seedDemo(booted.services);
  await multiply(booted.services.db, POSTINGS);
  await booted.close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = 'audit'::regclass and attnum > 0
     and not attisdropped and attgenerated = '' and attidentity = '' and attname <> 'id'`,
  );
  const same = rows.map(({ name }) => name).join();
  await client.query(
    `insert into audit (id, ${same}) select gen_random_uuid(), ${same}
     from audit, generate_series(1, ${POSTINGS}) limit ${POSTINGS}`,
  );
  await client.query("vacuum analyze");
  await client.end();
}

/**
 * Measures the commands of an operator over a million postings: a backup, then the restore into an empty data
 * folder until its postings can be searched. The reference is the time in which a house must be back.
 */
export async function run(): Promise<void> {
  const program = dataFolder("lianpin-program-");
  await build({ out: program.path });
  symlinkSync(join(ROOT, "node_modules"), join(program.path, "node_modules"));
  const [backups, empty] = [dataFolder("lianpin-backups-"), dataFolder("lianpin-empty-")];
  const database = await benchDatabase();
  try {
    await fill(database.url, database.dataDir);
    console.log(`filled with ${POSTINGS} postings`);
    const env = { DATABASE_URL: database.url, DATA_DIR: database.dataDir };
    const backup = await command(join(program.path, "backup.cjs"), ["--to", backups.path], env);
    console.log(`backup: ${backup.seconds.toFixed(0)} s, ${backup.peakMb} MiB; ${backup.lines.at(-1)?.line}`);
    await database.close();
    const file = join(backups.path, readdirSync(backups.path)[0] ?? "");
    let databaseCpuS = 0;
    const lookAtDatabase = () => {
      if (postmasterOf(empty.path) !== null) databaseCpuS = databaseCpuMs(empty.path) / 1000;
    };
    const path = join(program.path, "restore.cjs");
    const restore = await command(path, ["--from", file], { DATA_DIR: empty.path }, lookAtDatabase);
    const rowsS = restore.lines.find(({ line }) => line.startsWith("已恢复"))?.at ?? Number.NaN;
    console.log(`restore: ${restore.seconds.toFixed(0)} s, rows after ${rowsS.toFixed(0)} s`);
    report({
      name: "restore",
      ours: restore.seconds,
      reference: LIMIT_S,
      unit: "s",
      postings: POSTINGS,
      rowsS: Math.round(rowsS),
      backupS: Math.round(backup.seconds),
      backupPeakMb: backup.peakMb,
      restorePeakMb: restore.peakMb,
      restoreCpuS: restore.cpuS,
      databaseCpuS: Math.round(databaseCpuS),
    });
  } finally {
    for (const folder of [program, backups, empty, { remove: database.close }])
      await folder.remove().catch(() => undefined);
  }
}
