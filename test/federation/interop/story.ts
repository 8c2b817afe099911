import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { close, differences, finds, publish, until, verifyFrom } from "../../../db/demo/federation/acts.ts";
import { type Databases, openDatabases } from "../../../db/demo/federation/databases.ts";
import type { DemoNode } from "../../../db/demo/federation/node.ts";
import { ALL_CITIES, openRegion, type Region } from "../../../db/demo/federation/region.ts";
import { setLink } from "../../../db/demo/federation/story.ts";
import { rotateKeys } from "../../../src/federation/index.ts";

const [A = "", B = "", C = "", D = "", E = ""] = ALL_CITIES;

/** Databases on the server of the test run. */
export function testDatabases(): Databases {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-interop-"));
  const names: string[] = [];
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: inject("adminUrl") });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  return {
    folder,
    async create() {
      const name = `test_${randomBytes(8).toString("hex")}`;
      await ask(`create database ${name} template ${inject("template")}`);
      names.push(name);
      const url = new URL(inject("adminUrl"));
      url.pathname = `/${name}`;
      return url.href;
    },
    async close() {
      for (const name of names) await ask(`drop database ${name} with (force)`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A server of its own for each database: five nodes need more connections than one server allows. */
export function serverPerNode(): Databases {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-interop-"));
  const servers: Databases[] = [];
  return {
    folder,
    async create(name) {
      const server = await openDatabases();
      servers.push(server);
      return server.create(name);
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Hostings of the five cities, by the number of cities on each node. */
export const HOSTINGS = {
  "five nodes of one city": ALL_CITIES.map((city) => [city]),
  "one node of five cities": [ALL_CITIES],
  "two and three cities": [
    [A, B],
    [C, D, E],
  ],
} as const;

/**
 * Defines the tests of the story for one hosting. They are the same for each; `long` adds what takes minutes.
 */
export function tellOf(hosting: readonly (readonly string[])[], { long = false } = {}): void {
  let region: Region;
  beforeAll(async () => {
    region = await openRegion({ hosting, share: 3, databases: testDatabases() });
  }, 120_000);
  afterAll(async () => region?.close(), 60_000);

  const even = () => until("equal digests", async () => (await differences(region)).length === 0);
  const everywhere = (title: string, id: string, wanted = true, boundMs = 120_000) =>
    Promise.all(
      region.nodes.map((node) =>
        until(`${title} at node ${node.n}`, async () => (await finds(node, title, id)) === wanted, boundMs),
      ),
    );
  /** A node that does not host the city, or the only one. */
  const away = (city: string): DemoNode =>
    region.nodes.find((node) => node !== region.nodeOf(city)) ?? region.nodeOf(city);

  test("every node holds what all cities published before they joined", even);

  test("a posting of each city is found on every node, and disappears there when it closes", async () => {
    for (const city of ALL_CITIES) {
      const title = `互通岗位${city}`;
      const id = await publish(region, city, title);
      await everywhere(title, id);
      await close(region, city, id);
      await everywhere(title, id, false);
    }
  });

  test("a node that was down catches up, and others do not wait for it", async () => {
    const node = away(A);
    await node.stop();
    const alone = node === region.nodeOf(A);
    if (alone) await node.start();
    const id = await publish(region, A, "停机时的岗位");
    for (const one of region.nodes)
      if (one !== node) await until("found", () => finds(one, "停机时的岗位", id));
    if (!alone) await node.start();
    await node.startWork();
    await everywhere("停机时的岗位", id);
  });

  test("a link that is cut one way stops that way alone", async () => {
    const node = away(A);
    const far = node.cities[0] ?? "";
    const own = region.nodeOf(A);
    region.links.set(node.n, own.n, { cut: true });
    const back = await publish(region, far, "回来的岗位");
    await until("found", () => finds(own, "回来的岗位", back));
    const id = await publish(region, A, "单向的岗位");
    for (const one of region.nodes)
      if (one !== node || node === own) await until("found", () => finds(one, "单向的岗位", id));
    expect(await finds(node, "单向的岗位", id)).toBe(node === own);
    region.links.set(node.n, own.n, { cut: false });
    await everywhere("单向的岗位", id);
  });

  test("slow and lossy links delay, and lose nothing", async () => {
    for (const a of region.nodes)
      for (const b of region.nodes) region.links.set(a.n, b.n, { delayMs: 40, loss: 0.02 });
    const made: string[] = [];
    for (const city of ALL_CITIES) made.push(await publish(region, city, "慢线路岗位"));
    for (const id of made) await everywhere("慢线路岗位", id);
    for (const a of region.nodes)
      for (const b of region.nodes) region.links.set(a.n, b.n, { delayMs: 0, loss: 0 });
    await even();
  });

  // A directory is asked for once a minute, and refused pages open the breaker of their log.
  if (long)
    test("new keys after the old ones were revoked are learnt by themselves", async () => {
      const node = region.nodeOf(C);
      const roots = node.cities.flatMap((city) => region.roots.get(city)?.signer ?? []);
      await rotateKeys(node.ctx, { city: C, roots, days: 365, revoke: true });
      const id = await publish(region, C, "换钥匙后的岗位");
      await everywhere("换钥匙后的岗位", id, true, 250_000);
    });

  test("links in both directions are cut and mended", async () => {
    setLink(region, [A, E], true);
    const id = await publish(region, A, "断线的岗位");
    await until("found at home", () => finds(region.nodeOf(A), "断线的岗位", id));
    setLink(region, [A, E], false);
    await everywhere("断线的岗位", id);
    await even();
  });

  test("every log verifies from outside, and all digests are equal", async () => {
    const logs: string[] = [];
    for (const node of region.nodes)
      for (const { log, size } of await verifyFrom(region, node)) {
        logs.push(log);
        expect(size).toBeGreaterThan(5);
      }
    expect(logs.sort()).toEqual(ALL_CITIES.map((city) => `${city}/public`).sort());
    expect(await differences(region)).toEqual([]);
  });

  test("a narrowed agreement hides at once on other nodes, and the digests of the rest are equal", async () => {
    const id = await publish(region, A, "收窄前的岗位");
    await everywhere("收窄前的岗位", id);
    await even();
    await region.narrow({ from: A, to: null, without: ["posting"] });
    for (const node of region.nodes) {
      const own = node === region.nodeOf(A);
      await until("hidden", async () => (await finds(node, "收窄前的岗位", id)) === own, 5_000);
    }
    const withheld = (from: string, _: DemoNode, kind: string) => from === A && kind === "posting";
    expect(await differences(region, withheld)).toEqual([]);
  });
}
