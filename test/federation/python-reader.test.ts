import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
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
import { type Change, type ChangingProxy, changingProxy, unchanged } from "./support/changing-proxy.ts";
import { initNode } from "./support/node.ts";

const READER = new URL("python/reader.py", import.meta.url).pathname;
/** False without Python's `cryptography`: the tests are then skipped. In CI it is true, so that they fail. */
const hasPython =
  process.env.CI !== undefined || spawnSync("python3", ["-c", "import cryptography"]).status === 0;

/** Its author had PROTOCOL.md and the address of a node, and nothing else: see python/log.md. */
describe.skipIf(!hasPython)("a reader written from the protocol alone, at a running node", () => {
  let database: TestDatabase;
  let node: RunningApp;
  let proxy: ChangingProxy;
  let folder: string;
  let args: string[];
  const publish = async (from: number, to: number) => {
    for (let n = from; n <= to; n += 1) await put(database.db, `r${n}`, n, { title: "电焊工", n });
    while ((await sequence(database.db)) > 0);
  };

  beforeAll(async () => {
    database = await testDatabase();
    const services = await openServices(database);
    await twoAgreements(database.db);
    await sql`update city set hosted = (code = ${CITY})`.execute(database.db);
    const { roots } = await initNode(services, [CITY]);
    folder = mkdtempSync(join(tmpdir(), "lianpin-python-"));
    await publish(1, 20);
    node = await startApp(services);
    proxy = await changingProxy(node.origin);
    const { url } = proxy;
    const [root] = roots;
    if (!root) throw new Error("no root");
    args = [READER, url, "--city", CITY, "--root-key", verifierText(root)];
  }, 300_000);
  afterAll(async () => {
    proxy?.close();
    await node?.close();
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  function read(state: string, with_: Change = unchanged): Promise<{ status: number | null; said: string }> {
    proxy.change = with_;
    return new Promise((resolve) => {
      const child = spawn("python3", [...args, "--state", join(folder, state)]);
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => {
          said += chunk.toString();
        });
      child.on("close", (status) => resolve({ status, said }));
    });
  }

  test("verifies every page, rebuilds the live records, and its digests match the node's", async () => {
    const first = await read("one");
    expect(first).toEqual({ status: 0, said: expect.stringContaining("20") });
    await publish(21, 620);
    const second = await read("one");
    expect(second).toEqual({ status: 0, said: expect.stringContaining("620") });
    expect(await read("two")).toMatchObject({ status: 0 });
  });

  test.each([100, 600, 1_900])("refuses a page whose byte %d from its end was changed", async (back) => {
    const flipped: Change = (path, body) => {
      const at = body.length - back;
      if (path.includes("/changes")) body.writeUInt8(body.readUInt8(at) ^ 1, at);
      return body;
    };
    expect(await read(`flip${back}`, flipped)).toMatchObject({ status: 1 });
  });
});
