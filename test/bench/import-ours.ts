import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { seedDemo } from "../../db/demo/index.ts";
import { boot } from "../../src/boot.ts";
import { runImport, stageImport, startImport } from "../../src/imports/index.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { serverTimeMs } from "./processor-time.ts";

/**
 * Runs the steps of the import command on the benchmark's database. Reports their time, the
 * processor time of this process and of the server, and the peak memory.
 */
async function main(): Promise<void> {
  const { services } = await boot(
    readConfig({ DATABASE_URL: process.env.BENCH_DATABASE_URL, LOG_LEVEL: "silent" }),
  );
  await seedDemo(services);
  const ctx = systemContext(services, "bench");
  const folder = await sql<{ d: string }>`select current_setting('data_directory') as d`.execute(services.db);
  const timesMs = () => ({
    node: process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000,
    server: serverTimeMs(folder.rows[0]?.d ?? "") ?? Number.NaN,
  });
  const startedMs = performance.now();
  const before = timesMs();
  const { id } = await stageImport(ctx, {
    city: "211400",
    filename: "sheet.csv",
    body: Readable.toWeb(createReadStream(process.env.BENCH_FILE ?? "")) as ReadableStream<Uint8Array>,
  });
  const staged = timesMs();
  await startImport(ctx, { id });
  await runImport(ctx, { importId: id });
  const seconds = (performance.now() - startedMs) / 1000;
  const after = timesMs();
  const { rows } = await services.db
    .selectFrom("posting")
    .select((eb) => eb.fn.countAll<string>().as("rows"))
    .where("importId", "=", id)
    .executeTakeFirstOrThrow();
  const timeMs = {
    nodeStages: staged.node - before.node,
    serverStages: staged.server - before.server,
    nodeRuns: after.node - staged.node,
    serverRuns: after.server - staged.server,
  };
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.send?.({ rows: Number(rows), seconds, peakMb, timeMs });
}

void main();
