import { writeBackup } from "../../db/backup/index.ts";

/**
 * Writes one backup of the benchmark's database per message from the parent. Reports its time, bytes and the
 * peak memory of the process so far.
 */
async function once(): Promise<void> {
  const startedMs = performance.now();
  const { rows, tables } = await writeBackup({
    databaseUrl: process.env.BENCH_DATABASE_URL ?? "",
    folder: process.env.BENCH_FOLDER ?? "",
    key: "the key of the benchmark, 32 characters",
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.send?.({ rows, bytes, seconds, peakMb, tables: tables.map(({ name }) => name) });
}

process.on("message", () => void once());
process.send?.("ready");
