import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { putIdentities } from "../../src/federation/agreements/store.ts";
import { followDirectories, renewDirectory, SHARED_KINDS } from "../../src/federation/index.ts";
import { exchange, selectPeers } from "../../src/federation/pull/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { HOME } from "../factories/cities.ts";
import { type HomeServer, serveHome } from "./support/home-server.ts";
import { openTwoNodes, type TwoNodes } from "./support/two-nodes.ts";

let world: TwoNodes;
let moved: HomeServer;
beforeAll(async () => {
  world = await openTwoNodes();
  moved = await serveHome(() => world.home.t.app);
});
afterAll(async () => {
  await moved.close();
  await world.close();
});

const known = async () => {
  const peer = (await selectPeers(world.away.services.db)).find(({ city }) => city === HOME);
  return peer ?? expect.fail();
};
/** One exchange with HOME's node at the address that this node knows. */
async function pull() {
  await world.number();
  const log = { peer: await known(), audience: "public", reader: world.log.reader };
  return exchange(world.ctx, log, { fetch: world.outbound.fetch, kinds: SHARED_KINDS }, 0);
}
const rowsOf = async (id: string) => {
  const { rows } = await sql`select id from posting where id = ${id}::uuid`.execute(world.away.services.db);
  return rows.length;
};
/** Reads the directories of other nodes where they answer, as the program does every few minutes. */
const look = (hours: number) =>
  followDirectories(
    { ...world.ctx, clock: { now: () => new Date(Date.now() + hours * 3_600_000) } },
    async (url) =>
      Buffer.from(
        (await world.outbound.fetch(url, { method: "GET", totalMs: 5_000, maxBytes: 1_000_000 })).body,
      ).toString(),
  );

test("partners learn a new address from the old one, which answers until then; afterwards it may end", async () => {
  await world.home.publish({ title: "搬家前" });
  expect(await pull()).toEqual({ kind: "even" });
  await renewDirectory(systemContext(world.home.t.services, "test"), {
    roots: world.roots,
    days: 365,
    url: moved.url,
  });
  const id = await world.home.publish({ title: "搬家后" });
  // A question that is signed for the old address counts no more, and changes nothing.
  expect((await pull()).kind).not.toBe("even");
  expect([(await known()).url, await rowsOf(id)]).toEqual([world.server.url, 0]);
  await look(1);
  expect((await known()).url).toBe(moved.url);
  await world.server.close();
  expect(await pull()).toEqual({ kind: "even" });
  expect(await rowsOf(id)).toBe(1);
  // Names of logs and keys keep the origin of the first address.
  expect((await known()).origin).toBe(`${new URL(world.server.url).host}/fed`);
});

test("a later revision of the agreement with the old address keeps the new one; one that changes it, counts", async () => {
  const { db } = world.away.services;
  const { rows } = await sql<{ city: string; origin: string; root: string }>`
    select city, origin, root from city_identity where city = ${HOME}`.execute(db);
  const party = { city: HOME, origin: "", root: "", ...rows[0], url: world.server.url };
  const put = (url: string, before: string[]) =>
    db.transaction().execute((tx) =>
      putIdentities(
        tx,
        [{ ...party, url }],
        before.map((one) => ({ ...party, url: one })),
      ),
    );
  await put(world.server.url, [world.server.url]);
  expect((await known()).url).toBe(moved.url);
  await put("http://third.example.cn", [world.server.url]);
  expect((await known()).url).toBe("http://third.example.cn");
  await put(moved.url, []);
  expect((await known()).url).toBe(moved.url);
});
