import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, describe, expect, test, vi } from "vitest";
import { canReach, serverAccount } from "../../../db/embedded/account.ts";
import {
  clusterFolder,
  EmbeddedHeldError,
  launchEmbedded,
  runningEmbedded,
  startEmbedded,
} from "../../../db/embedded/index.ts";
import { postmasterOf } from "../../support/folder.ts";
import { PATIENCE } from "../../support/patience.ts";
import { forkScript } from "../../support/scripts.ts";

const isRoot = process.getuid?.() === 0;
const folders: string[] = [];
const children: ChildProcess[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "lianpin-embedded-"));
  chmodSync(path, 0o755);
  folders.push(path);
  return path;
}

type Message = { started?: number; committed?: number; refused?: string };

async function start(dataDir: string) {
  const child = await forkScript("embedded-database", [dataDir]);
  children.push(child);
  const seen: Message[] = [];
  const waiting: { wanted: (m: Message) => boolean; resolve: (m: Message) => void }[] = [];
  child.on("message", (message: Message) => {
    seen.push(message);
    for (const w of waiting.splice(0))
      if (w.wanted(message)) w.resolve(message);
      else waiting.push(w);
  });
  return {
    child,
    next: (wanted: (m: Message) => boolean) =>
      new Promise<Message>((resolve, reject) => {
        const already = seen.find(wanted);
        if (already) return resolve(already);
        child.once("exit", () => reject(new Error(`ended: ${JSON.stringify(seen.at(-1))}`)));
        waiting.push({ wanted, resolve });
      }),
  };
}

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<T>(text);
  await client.end();
  return rows;
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill("SIGKILL");
    await ended(child);
  }
  for (const path of folders.splice(0)) {
    const server = await startEmbedded({ dataDir: path });
    await server.stop();
    rmSync(path, { recursive: true, force: true });
  }
});

describe("embedded PostgreSQL", () => {
  test("data survives a restart; Chinese trigrams and case folding work", async () => {
    const dataDir = folder();
    const first = await startEmbedded({ dataDir });
    await query(first.connectionString, "create table kept (word text); insert into kept values ('电焊工')");
    await first.stop();
    const again = await startEmbedded({ dataDir });
    expect(again.port).toBe(first.port);
    expect(await query(again.connectionString, "select word from kept")).toEqual([{ word: "电焊工" }]);
    await query(again.connectionString, "create extension pg_trgm");
    const trigrams = "select cardinality(show_trgm('电焊工')) as n";
    const [row] = await query<{ n: number }>(again.connectionString, trigrams);
    expect(row?.n).toBeGreaterThan(0);
    await again.stop();
  });

  test("a server that was killed is started again, on the same port", async () => {
    const dataDir = folder();
    const embedded = await startEmbedded({ dataDir });
    const ask = async () => {
      const client = new pg.Client({ connectionString: embedded.connectionString });
      client.on("error", () => undefined);
      await client.connect();
      try {
        return (await client.query<{ n: number }>("select 1 as n")).rows[0]?.n;
      } finally {
        await client.end();
      }
    };
    const first = postmasterOf(dataDir);
    if (!first) throw new Error("no server");
    process.kill(first, "SIGKILL");
    await expect.poll(() => postmasterOf(dataDir), PATIENCE).not.toBe(first);
    expect(await vi.waitFor(ask, PATIENCE)).toBe(1);
    await embedded.stop();
    expect(postmasterOf(dataDir)).toBeNull();
  });

  test("a cluster that was not written to disk whole is created again", async () => {
    const dataDir = folder();
    const launched = await launchEmbedded({ dataDir });
    await query(launched.connectionString, "create table kept (word text)");
    await launched.durable;
    await launched.stop();
    rmSync(join(dataDir, "postgres", "initialised"));
    const again = await startEmbedded({ dataDir });
    expect(await query(again.connectionString, "select to_regclass('kept') as kept")).toEqual([
      { kept: null },
    ]);
    await again.stop();
  });

  test("after kill -9 the next start stops the orphan, and every acknowledged row exists", async () => {
    const dataDir = folder();
    let acknowledged = 0;
    for (let round = 1; round <= 3; round += 1) {
      const { child, next } = await start(dataDir);
      const target = acknowledged + 50;
      const { committed } = await next((m) => (m.committed ?? 0) >= target);
      acknowledged = committed ?? 0;
      child.kill("SIGKILL");
      await ended(child);
    }
    const server = await startEmbedded({ dataDir });
    const [row] = await query<{ n: number; top: number }>(
      server.connectionString,
      "select count(*)::int as n, max(n) as top from written",
    );
    expect(row?.n).toBeGreaterThanOrEqual(acknowledged);
    expect(row?.top).toBe(row?.n);
    await server.stop();
  });

  test("names pid and port of a live holder; a second process finds its address", async () => {
    const dataDir = folder();
    const { child, next } = await start(dataDir);
    const { started } = await next((m) => m.started !== undefined);
    const refusal = await startEmbedded({ dataDir }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(EmbeddedHeldError);
    expect(refusal).toMatchObject({ pid: child.pid, port: started });
    const url = runningEmbedded(dataDir);
    expect(url && (await query(url, "select 1 as one"))).toEqual([{ one: 1 }]);
    child.kill("SIGKILL");
    await ended(child);
    expect(runningEmbedded(dataDir)).toBeNull();
  });

  test("of several concurrent starts exactly one wins", async () => {
    const dataDir = folder();
    const starts = await Promise.all(Array.from({ length: 4 }, () => start(dataDir)));
    const outcomes = await Promise.all(
      starts.map(({ next }) => next((m) => Boolean(m.started ?? m.refused))),
    );
    expect(outcomes.filter((m) => m.started)).toHaveLength(1);
    for (const { refused } of outcomes.filter((m) => m.refused))
      expect(refused).toContain("in use by process");
  });

  test("ignores a recycled pid in the lock and a stale postmaster.pid", async () => {
    const dataDir = folder();
    await (await startEmbedded({ dataDir })).stop();
    writeFileSync(join(dataDir, "holder.json"), JSON.stringify({ pid: process.pid, start: "1", port: 1 }));
    if (existsSync(join(dataDir, "postgres", "data")))
      writeFileSync(join(dataDir, "postgres", "data", "postmaster.pid"), `${process.pid}\n`);
    const server = await startEmbedded({ dataDir });
    expect(await query(server.connectionString, "select 1 as one")).toEqual([{ one: 1 }]);
    await server.stop();
  });

  test.skipIf(!isRoot)(
    "as root under a closed home: stages files where the server's account can reach them",
    async () => {
      const closed = folder();
      chmodSync(closed, 0o700);
      const server = await startEmbedded({ dataDir: closed });
      const account = serverAccount();
      expect(account && canReach(account, join(closed, "postgres"))).toBe(false);
      expect(clusterFolder(closed)).toMatch(/^\/var\/lib\/lianpin\/data-|lianpin-postgres/);
      expect(await query(server.connectionString, "select 1 as one")).toEqual([{ one: 1 }]);
      await server.stop();
    },
  );

  test.skipIf(!isRoot)("as root without a postgres account: runs the server as nobody", () => {
    const passwd = join(folder(), "passwd");
    writeFileSync(passwd, "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n");
    expect(serverAccount(passwd)).toEqual({ name: "nobody", uid: 65534, gid: 65534 });
    writeFileSync(passwd, "root:x:0:0::/root:/bin/sh\n");
    expect(() => serverAccount(passwd)).toThrow(/ordinary user/);
  });
});
