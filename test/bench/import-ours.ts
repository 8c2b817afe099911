import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { seedDemo } from "../../db/demo/index.ts";
import { boot } from "../../src/boot.ts";
import { runImport, stageImport, startImport } from "../../src/imports/index.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { systemContext } from "../../src/platform/context.ts";

/**
 * Runs the steps of the import command on the benchmark's database. Reports their time and the peak memory.
 */
async function main(): Promise<void> {
  const { services } = await boot(
    readConfig({ DATABASE_URL: process.env.BENCH_DATABASE_URL, LOG_LEVEL: "silent" }),
  );
  await seedDemo(services);
  const ctx = systemContext(services, "bench");
  const startedMs = performance.now();
  const { id } = await stageImport(ctx, {
    city: "211400",
    filename: "sheet.csv",
    body: Readable.toWeb(createReadStream(process.env.BENCH_FILE ?? "")) as ReadableStream<Uint8Array>,
  });
  await startImport(ctx, { id });
  await runImport(ctx, { importId: id });
  const seconds = (performance.now() - startedMs) / 1000;
  const { rows } = await services.db
    .selectFrom("posting")
    .select((eb) => eb.fn.countAll<string>().as("rows"))
    .where("importId", "=", id)
    .executeTakeFirstOrThrow();
  process.send?.({ rows: Number(rows), seconds, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) });
}

void main();
