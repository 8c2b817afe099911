import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { close, differences, finds, publish, until } from "../../../db/demo/federation/acts.ts";
import type { Databases } from "../../../db/demo/federation/databases.ts";
import type { DemoNode } from "../../../db/demo/federation/node.ts";
import { openRegion, type Region } from "../../../db/demo/federation/region.ts";
import { createRandom } from "../../../db/demo/random.ts";
import { HANGS_MS } from "../../support/patience.ts";
import { endPrograms, startProgram } from "../../support/program.ts";
import { type Network, namespacesMissing, openNetwork } from "./namespaces.ts";
import { socketDoor } from "./socket-door.ts";
import { testDatabases } from "./story.ts";

/** Bound for a node whose breaker rests: a hint wakes it, unless the link is cut in that direction. */
const BACK_MS = 180_000;

type Told = {
  seed: number;
  rounds: number;
  /** Where the databases are; default the server of the test run. */
  databases?: () => Databases;
};

/**
 * Defines the tests of real partitions: each node is `npm start` in a network namespace of its own, with a
 * database of its own that it reaches by a Unix socket. The tests act on the databases, and never on the
 * network between the nodes but by its cables and routes.
 */
export function tellPartitions(cities: readonly string[], { seed, rounds, databases = testDatabases }: Told) {
  let network: Network;
  let region: Region;
  const doors: { close(): void }[] = [];
  const nodes = cities.length;

  beforeAll(async () => {
    network = openNetwork(nodes);
    region = await openRegion({
      hosting: cities.map((city) => [city]),
      share: 2,
      databases: databases(),
      elsewhere: { url: network.url, start },
    });
  }, HANGS_MS);
  afterAll(async () => {
    await endPrograms();
    await region?.close();
    for (const door of doors) door.close();
    network?.close();
  }, HANGS_MS);

  /** Starts the program as this node in its namespace, and waits until it answers. */
  async function start({ n, env }: DemoNode): Promise<void> {
    const door = await socketDoor(env.DATABASE_URL ?? "");
    doors.push(door);
    const { port, hostname } = new URL(network.url(n));
    const program = startProgram({
      launcher: network.launcher(n),
      env: { ...env, DATABASE_URL: door.url, HOST: hostname, PORT: port, OUTBOUND_ALLOW: "private" },
    });
    await program.says("已就绪");
  }

  /** Searches in the database of a node, by the same routes and without the network between the nodes. */
  const found = (node: DemoNode, title: string, id: string) =>
    finds({ url: `http://127.0.0.1:${node.port()}` }, title, id);
  const nodeAt = (n: number) => region.nodes[n] as DemoNode;
  const reaches = (n: number, title: string, id: string, wanted = true) =>
    until(
      `${title} ${wanted ? "at" : "gone from"} node ${n}`,
      async () => (await found(nodeAt(n), title, id)) === wanted,
      BACK_MS,
    );
  const all = cities.map((_, n) => n);
  const everywhere = (title: string, id: string, wanted = true) =>
    Promise.all(all.map((n) => reaches(n, title, id, wanted)));
  const cityOf = (n: number) => cities[n] ?? "";
  const even = () => until("equal digests", async () => (await differences(region)).length === 0, BACK_MS);

  test("every node holds what the others published before", even);

  test("a node without its cable works on, and catches up; others do not wait for it", async () => {
    network.cable(1, false);
    const there = await publish(region, cityOf(1), "断网时当地岗位");
    const here = await publish(region, cityOf(0), "断网时外地岗位");
    await reaches(1, "断网时当地岗位", there);
    for (const n of all.filter((one) => one !== 1)) await reaches(n, "断网时外地岗位", here);
    expect(await found(nodeAt(1), "断网时外地岗位", here)).toBe(false);
    expect(await found(nodeAt(0), "断网时当地岗位", there)).toBe(false);
    network.cable(1, true);
    await everywhere("断网时当地岗位", there);
    await everywhere("断网时外地岗位", here);
  });

  test("a way that drops what goes in one direction alone ends with equal digests", async () => {
    network.way(0, 1, false);
    const one = await publish(region, cityOf(0), "单向不通岗位甲");
    const other = await publish(region, cityOf(1), "单向不通岗位乙");
    for (const n of all.filter((n) => n !== 1)) await reaches(n, "单向不通岗位甲", one);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await found(nodeAt(1), "单向不通岗位甲", one)).toBe(false);
    network.way(0, 1, true);
    await everywhere("单向不通岗位甲", one);
    await everywhere("单向不通岗位乙", other);
    await close(region, cityOf(0), one);
    await everywhere("单向不通岗位甲", one, false);
  });

  test(`cables and ways that fail at random (seed ${seed}) lose nothing`, async () => {
    const { below } = createRandom(seed);
    const pick = () => below(nodes);
    const made: { title: string; id: string }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [n, from] = [pick(), pick()];
      const to = (from + 1 + below(nodes - 1)) % nodes;
      network.cable(n, false);
      network.way(from, to, false);
      for (const m of [pick(), n, from]) {
        const title = `随机断网岗位${round}号${made.length}`;
        made.push({ title, id: await publish(region, cityOf(m), title) });
      }
      await new Promise((resolve) => setTimeout(resolve, below(1_500)));
      network.way(from, to, true);
      network.cable(n, true);
    }
    for (const { title, id } of made) await everywhere(title, id);
    await even();
  });
}

/** Defines these tests under a name, or skips them and prints why where namespaces are not allowed. */
export function describePartitions(name: string, run: () => void): void {
  const missing = process.env.CI ? null : namespacesMissing();
  if (missing) console.log(`${name}: skipped, no network namespaces here (${missing})`);
  describe.skipIf(missing !== null)(name, run);
}
