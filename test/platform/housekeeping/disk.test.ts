import { expect, test } from "vitest";
import { diskUse, diskWatch } from "../../../src/platform/start/disk.ts";
import { dataFolder } from "../../support/folder.ts";
import { testContext } from "../../support/system-context.ts";

type Line = { level: string; folder: unknown; usedPercent: unknown };

test("a disk is reported at 85 % and at 95 %, once an hour, and when it has space again", async () => {
  const folder = dataFolder();
  const lines: Line[] = [];
  const writer = (level: string) => (fields: Record<string, unknown>) =>
    void lines.push({ level, folder: fields.folder, usedPercent: fields.usedPercent });
  const log = { debug: writer("debug"), info: writer("info"), warn: writer("warn"), error: writer("error") };
  let [usedRatio, nowMs] = [0.5, 1_000_000_000];
  // The database is only a name here: with an address, the data folder alone is watched.
  const config = { dataDir: folder.path, databaseUrl: "postgres://x/y" };
  const ctx = { config: { ...(await testContext(null as never)).config, ...config }, log };
  const turn = diskWatch(ctx, {
    read: async () => ({ freeBytes: 1, sizeBytes: 2, usedRatio }),
    nowMs: () => nowMs,
  });
  const after = async (ratio: number, minutes: number) => {
    [usedRatio, nowMs] = [ratio, nowMs + minutes * 60_000];
    lines.length = 0;
    await turn();
    return lines.map(({ level, usedPercent }) => `${level} ${usedPercent}`);
  };
  expect(await after(0.84, 1)).toEqual([]);
  expect(await after(0.86, 1)).toEqual(["warn 86"]);
  expect(await after(0.87, 1)).toEqual([]);
  expect(await after(0.87, 60)).toEqual(["warn 87"]);
  expect(await after(0.96, 1)).toEqual(["error 96"]);
  expect(await after(0.5, 1)).toEqual(["info 50"]);
  await folder.remove();
});

test("a disk's use is read from the file system", async () => {
  const { freeBytes, sizeBytes, usedRatio } = await diskUse("/");
  expect(freeBytes).toBeGreaterThan(0);
  expect(freeBytes).toBeLessThanOrEqual(sizeBytes);
  expect(usedRatio).toBeCloseTo(1 - freeBytes / sizeBytes, 5);
});
