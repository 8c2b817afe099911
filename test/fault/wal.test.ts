import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WalHouse } from "../containers/wal-house.ts";

/** Faults of the archive by the scripts of docker-compose.yml, on Debian's PostgreSQL. They need root. */
const MIB = 2 ** 20;
const ARCHIVE_MIB = 600;
let house: WalHouse;
let archive: string;

beforeAll(async () => {
  house = new WalHouse();
  house.settings.wal = { WAL_RETRY_SECONDS: "1" };
  house.server.push("max_slot_wal_keep_size=32MB");
  archive = house.volume("wal");
  mkdirSync(archive);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${ARCHIVE_MIB}m,mode=755`, "tmpfs", archive]);
  await house.start("postgres");
  await house.query("create table kept (n int primary key)");
  await house.start("wal");
  await house.healthy();
});
afterAll(async () => {
  await house.stop("wal").catch(() => undefined);
  execFileSync("umount", ["--lazy", archive]);
  await house.close();
});

const series = () => readdirSync(archive).filter((name) => /^series-.*Z$/.test(name));
const log = () => {
  const newest = series().sort().at(-1) ?? "";
  return readdirSync(join(archive, newest, "log")).sort();
};
/** Fills segments of the log, of 16 MiB each. */
async function fillSegments(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await house.query("select pg_logical_emit_message(false, 'test', repeat('x', 1000))");
    await house.query("select pg_switch_wal()");
  }
}
const slot = async () =>
  (
    await house.query("select active, wal_status from pg_replication_slots where slot_name = 'lianpin_wal'")
  )[0];
const eventually = <T>(read: () => Promise<T> | T) =>
  expect.poll(async () => read(), { interval: 200, timeout: 60_000 });

test("the server restarts and is killed: the series goes on", async () => {
  const [first] = series();
  await house.stop("postgres");
  await house.start("postgres");
  await house.query("insert into kept values (1)");
  await eventually(slot).toEqual(["true", "reserved"]);
  await house.kill("postgres");
  await house.start("postgres");
  await house.query("insert into kept values (2)");
  await eventually(slot).toEqual(["true", "reserved"]);
  await fillSegments(2);
  await eventually(() => log().filter((name) => !name.includes(".")).length).toBeGreaterThan(2);
  expect(series()).toEqual([first]);
});

test("a base backup of long ago goes once there are two newer ones, and with it the log that only it needs", async () => {
  const base = ["sh", "/opt/wal/base.sh"];
  await fillSegments(1);
  expect(await house.beside(base)).toMatchObject({ code: 0 });
  const [first = "", second] = house.bases();
  const old = `${first.split("/")[0]}/base-20200101T000000Z`;
  execFileSync("mv", [join(archive, first), join(archive, old)]);
  const [segment] = log();
  expect((await house.beside(base)).output).toContain("removed base-20200101T000000Z");
  expect(house.bases()).toEqual([second, expect.stringContaining("/base-")]);
  expect(String(log()[0]) > String(segment)).toBe(true);
});

test("the archive's disk is full: the server goes on, and a new series begins when there is space", async () => {
  const before = series();
  const [, freeKib] = execFileSync("df", ["-k", "--output=avail", archive]).toString().split("\n");
  writeFileSync(join(archive, "ballast"), Buffer.alloc(Number(freeKib) * 1024 - 4 * MIB));
  await fillSegments(6);
  await house.query("checkpoint");
  await eventually(slot).toEqual(["false", "lost"]);
  await house.query("insert into kept values (3)");
  expect((await house.beside(["sh", "/opt/wal/health.sh"])).code).not.toBe(0);
  rmSync(join(archive, "ballast"));
  await eventually(() => series().length).toBeGreaterThan(before.length);
  await eventually(() => house.bases().some((base) => !before.includes(base.split("/")[0] ?? ""))).toBe(true);
  await house.healthy();
  await house.query("insert into kept values (4)");
});

test("a gap in the log is refused, and changes nothing; a damaged base backup is passed over", async () => {
  expect(await house.beside(["sh", "/opt/wal/base.sh"])).toMatchObject({ code: 0 });
  await fillSegments(3);
  await eventually(slot).toEqual(["true", "reserved"]);
  await house.query("insert into kept values (5)");
  await house.stop("postgres");
  await house.stop("wal");
  const folder = join(archive, series().sort().at(-1) ?? "", "log");
  const whole = readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name));
  const missing = join(folder, whole.sort().at(-2) ?? "");
  execFileSync("mv", [missing, archive]);
  const refused = await house.recover();
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("the log has a gap") });
  execFileSync("mv", [join(archive, missing.split("/").at(-1) ?? ""), missing]);
  const volume = join(house.volume("postgres"), "18");
  // One file of the newest base backup is damaged: the one before it is taken.
  const [earlier = "", newest = ""] = house.bases().slice(-2);
  writeFileSync(join(archive, newest, "PG_VERSION"), "1x\n");
  expect(readdirSync(volume).filter((name) => name.includes("before"))).toEqual([]);
  const recovered = await house.recover();
  expect(recovered.output).toContain(`recovering from ${earlier}`);
  expect(recovered.output).toContain("wal: recovered");
  await house.start("postgres");
  const rows = (await house.query("select n from kept order by n")).flat();
  expect(rows).toEqual(["1", "2", "3", "4", "5"]);
  await house.start("wal");
  console.log(JSON.stringify({ test: "wal faults", acked: 5, lost: 5 - rows.length }));
});
