import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PATIENCE } from "../support/patience.ts";
import { WalHouse, Writer, walPossible } from "./wal-house.ts";

/** Rows that were confirmed longer before the loss of the disk must be there, in milliseconds. */
const RPO_MS = 1_000;

describe.skipIf(!walPossible)("the archive of the log, by the scripts of docker-compose.yml", () => {
  let house: WalHouse;
  beforeAll(async () => {
    house = new WalHouse();
    house.settings.wal = { WAL_RETRY_SECONDS: "1" };
    await house.start("postgres");
    await house.query("create table kept (n int primary key, filler text)");
    await house.start("wal");
    await house.healthy();
  });
  afterAll(() => house?.close());

  const rows = async () => new Set((await house.query("select n from kept")).map(([n]) => Number(n)));
  /** Writes rows for a while, and returns them. */
  const write = async (ms: number, after: number) => {
    const writer = await new Writer(house, after).start();
    await new Promise((resolve) => setTimeout(resolve, ms));
    await writer.stop();
    return writer.acked;
  };
  /** The disk of the database is lost. The archive stays, and its service ends by itself. */
  const loseDisk = async () => {
    await house.kill("postgres");
    house.loseData();
  };
  let middle = "";
  let before = 0;

  test("a base backup that is killed half-way counts for nothing; the next one clears it away", async () => {
    const [first = ""] = house.bases();
    expect(first).toMatch(/^series-\d{8}T\d{6}Z\/base-\d{8}T\d{6}Z$/);
    const unfinished = join(house.volume("wal"), first.split("/")[0] ?? "", "unfinished");
    const child = house.startBeside(["sh", "/opt/wal/base.sh"]);
    await expect.poll(() => existsSync(unfinished), { ...PATIENCE, interval: 1 }).toBe(true);
    process.kill(-(child.pid ?? 0), "SIGKILL");
    await expect.poll(() => child.signalCode, PATIENCE).toBe("SIGKILL");
    expect([house.bases(), existsSync(unfinished)]).toEqual([[first], true]);
    const next = await house.beside(["sh", "/opt/wal/base.sh"]);
    expect(next).toMatchObject({ code: 0, output: expect.stringContaining("base backup series-") });
    expect([house.bases().length, existsSync(unfinished)]).toEqual([2, false]);
  });

  test("server and disk are lost while rows are written: recover brings back all that were confirmed", async () => {
    const early = await write(1_000, 0);
    before = early.length;
    [[middle = ""] = []] = await house.query("select clock_timestamp()::text");
    const writer = await new Writer(house, before).start();
    await expect.poll(() => writer.acked.length, PATIENCE).toBeGreaterThan(300);
    await new Promise((resolve) => setTimeout(resolve, 2 * RPO_MS));
    await house.kill("postgres");
    const lostAtMs = Date.now();
    await writer.stop();
    house.loseData();
    expect((await house.recover()).output).toContain("RECOVER_IN_USE");
    expect(await house.stop("wal")).toMatchObject({ code: 0 });

    const startedMs = Date.now();
    const recovered = await house.recover();
    expect(recovered).toMatchObject({ code: 0, output: expect.stringContaining("wal: recovered") });
    await house.start("postgres");
    const present = await rows();
    const acked = [...early, ...writer.acked];
    const lost = acked.filter(({ n }) => !present.has(n));
    const figures = { acked: acked.length, lost: lost.length, recoveryS: (Date.now() - startedMs) / 1000 };
    console.log(JSON.stringify({ test: "wal", ...figures }));
    expect(lost.filter(({ atMs }) => atMs < lostAtMs - RPO_MS)).toEqual([]);
    expect(lost.length).toBeLessThan(acked.length / 10);
  });

  test("twin: without the service that receives, rows after the base backup are lost", async () => {
    const present = Math.max(...(await rows()));
    const unseen = await write(500, present);
    await loseDisk();
    expect((await house.recover()).code).toBe(0);
    await house.start("postgres");
    const after = await rows();
    expect(unseen.filter(({ n }) => after.has(n))).toEqual([]);
    expect(after.has(present)).toBe(true);
  });

  test("recover to a time leaves out what came later, and puts the data folder aside", async () => {
    await house.start("wal");
    await house.healthy();
    await house.stop("wal");
    expect((await house.recover(middle)).output).toContain("RECOVER_IN_USE");
    await house.stop("postgres");
    expect(await house.recover("half past two")).toMatchObject({ code: 2 });
    expect((await house.recover("2020-01-01")).output).toContain("RECOVER_NO_BASE");
    const done = await house.recover(middle);
    expect(done).toMatchObject({ code: 0, output: expect.stringContaining("the former data folder is") });
    await house.start("postgres");
    expect((await rows()).size).toBe(before);
    const folders = readdirSync(join(house.volume("postgres"), "18"));
    expect(folders.filter((name) => name.startsWith("docker.before-"))).toHaveLength(1);
  });
});
