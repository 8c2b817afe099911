import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { CopiedFolderError, clusterFolder, startEmbedded } from "../../../db/embedded/index.ts";

const isRoot = process.getuid?.() === 0;
const made: string[] = [];
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

function folder(mode = 0o755): string {
  const path = mkdtempSync(join(tmpdir(), "lianpin-copied-"));
  chmodSync(path, mode);
  made.push(path);
  return path;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

/** Starts the server of a folder. Returns it with what the start said. */
async function start(dataDir: string) {
  const lines: string[] = [];
  const server = await startEmbedded({ dataDir, say: (line) => lines.push(line) });
  return { server, said: lines.join("\n") };
}

test("a copy starts beside the running first folder, and later names a holder that is gone", async () => {
  const [first, copy] = [folder(), folder()];
  const { server } = await start(first);
  await query(server.connectionString, "create table kept (n int); insert into kept values (7); checkpoint");
  // Without links and owners, as a plain `cp -r` by root makes it.
  cpSync(first, copy, { recursive: true });
  const path = join(copy, "holder.json");
  const lock = readFileSync(path, "utf8");
  // Twin: a lock without the folder's mark refuses the copy while the first one runs.
  const { folder: _, ...unmarked } = JSON.parse(lock) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify(unmarked));
  await expect(start(copy)).rejects.toThrow("in use by process");
  writeFileSync(path, lock);

  const { server: other, said } = await start(copy);
  expect(said).toContain("这个数据目录是拷贝来的");
  expect(said).toContain("postmaster.pid");
  if (isRoot) expect(said).toContain("属主不对");
  expect(await query(other.connectionString, "select n from kept")).toEqual([{ n: 7 }]);
  expect(await query(server.connectionString, "select n from kept")).toEqual([{ n: 7 }]);
  await other.stop();
  await server.stop();

  const foreign = { pid: 4_000_000, start: "77", port: 1, host: "old-machine", folder: "1:2" };
  writeFileSync(path, JSON.stringify(foreign));
  writeFileSync(join(clusterFolder(copy), "data", "postmaster.pid"), "4000000\n/elsewhere\n");
  const { server: later, said: found } = await start(copy);
  expect(found).toContain("机器 old-machine");
  expect(found).toContain("过期的 postmaster.pid");
  await later.stop();
  const { server: again, said: quiet } = await start(copy);
  expect(quiet).toBe("");
  await again.stop();
});

test.skipIf(!isRoot)(
  "where the database lies outside, a copy is refused, and a moved folder takes it along",
  async () => {
    const first = folder(0o700);
    const { server } = await start(first);
    await query(server.connectionString, "create table kept (n int)");
    await server.stop();
    made.push(clusterFolder(first));
    const copy = folder(0o700);
    cpSync(first, copy, { recursive: true });
    const refusal = await start(copy).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CopiedFolderError);
    expect(refusal).toMatchObject({ code: "DATA_FOLDER_COPIED" });

    const moved = `${first}-moved`;
    renameSync(first, moved);
    made.push(moved);
    const { server: there } = await start(moved);
    expect(await query(there.connectionString, "select to_regclass('kept')::text as t")).toEqual([
      { t: "kept" },
    ]);
    await there.stop();

    const cluster = clusterFolder(moved);
    rmSync(cluster, { recursive: true });
    const { server: empty, said } = await start(moved);
    expect(said).toContain("不在这台机器上");
    expect(existsSync(cluster)).toBe(true);
    await empty.stop();
  },
);

test("a database that lost the mark of its creation is moved aside, whole, and never deleted", async () => {
  const path = folder(0o755);
  const { server } = await start(path);
  await query(server.connectionString, "create table kept (n int)");
  await server.stop();
  const cluster = clusterFolder(path);
  made.push(cluster);
  rmSync(join(cluster, "initialised"));
  const { server: empty, said } = await start(path);
  expect(said).toContain("没有删除");
  await empty.stop();
  const aside = readdirSync(cluster).find((name) => name.startsWith("data-unfinished-")) ?? "";
  // The mark and the folder back in place, it is the former database again.
  rmSync(join(cluster, "data"), { recursive: true });
  renameSync(join(cluster, aside), join(cluster, "data"));
});
