import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifierText } from "../../src/federation/index.ts";
import { sequence } from "../../src/platform/changes/index.ts";
import { twoAgreements } from "../factories/cities.ts";
import { CITY, put } from "../platform/changes/feed.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type RunningApp, startApp } from "../support/server.ts";
import { openServices } from "../support/services.ts";
import { buildGo, goInstalled } from "./go/build.ts";
import { type Change, type ChangingProxy, changingProxy, unchanged } from "./support/changing-proxy.ts";
import { initNode } from "./support/node.ts";

describe.skipIf(!goInstalled)("a reader that is not ours, at a running node", () => {
  let database: TestDatabase;
  let node: RunningApp;
  let proxy: ChangingProxy;
  let folder: string;
  let program: string;
  let args: string[];

  const publish = async (from: number, to: number) => {
    for (let n = from; n <= to; n += 1) await put(database.db, `记录${n}`, n, { title: "电焊工", n });
    while ((await sequence(database.db)) > 0);
  };

  beforeAll(async () => {
    database = await testDatabase();
    const services = await openServices(database);
    await twoAgreements(database.db);
    await sql`update city set hosted = (code = ${CITY})`.execute(database.db);
    const { roots } = await initNode(services, [CITY]);
    folder = mkdtempSync(join(tmpdir(), "lianpin-go-"));
    program = buildGo("read-node", folder);
    await publish(1, 5);
    node = await startApp(services);
    proxy = await changingProxy(node.origin);
    const { url } = proxy;
    const [root] = roots;
    if (!root) throw new Error("no root");
    args = [url, CITY, verifierText(root), join(folder, "checkpoint")];
  }, 300_000);
  afterAll(async () => {
    proxy?.close();
    await node?.close();
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  /** Runs the reader. It keeps the checkpoint that it verified for its next run. */
  function read(with_: Change = unchanged): Promise<{ status: number | null; said: string }> {
    proxy.change = with_;
    return new Promise((resolve) => {
      const child = spawn(program, args);
      let said = "";
      child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
      child.on("close", (status) => resolve({ status, said: said.trim() }));
    });
  }

  test("verifies every record, and that the log only grew", async () => {
    expect(await read()).toEqual({ status: 0, said: "verified 5 entries" });
    await publish(6, 700);
    expect(existsSync(join(folder, "checkpoint"))).toBe(true);
    expect(await read()).toEqual({ status: 0, said: "consistent with 5\nverified 700 entries" });
  });

  const flip = (part: string, at: number): Change => {
    return (path, body) => {
      if (path.includes(part)) body.writeUInt8(body.readUInt8(at) ^ 1, at);
      return body;
    };
  };
  test.each([
    ["cityfed", 60, "refused: directory"],
    ["/checkpoint", 50, "refused: checkpoint"],
    ["/tile/0/000", 40, "refused:"],
    ["/tile/0/002.p/188", 100, "refused:"],
    ["/tile/1/000.p/2", 33, "refused:"],
    ["/tile/entries/000", 500, "refused: record"],
    ["/tile/entries/002.p/188", 5_000, "refused: record"],
  ] as const)("refuses one changed byte of %s", async (part, at, said) => {
    const { status, said: answer } = await read(flip(part, at));
    expect([status, answer.split("\n").at(-1)?.startsWith(said)], answer).toEqual([1, true]);
  });

  test("refuses a log that lost an entry", async () => {
    const { rows } = await sql`delete from log_entry where seq = 700 returning seq`.execute(database.db);
    expect(rows.length).toBe(1);
    expect((await read()).status).toBe(1);
  });
});
