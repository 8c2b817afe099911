import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DIRECTORY_PATH, followDirectories, rotateKeys } from "../../../src/federation/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { HOME } from "../../factories/cities.ts";
import { openTwoNodes, type TwoNodes } from "../support/two-nodes.ts";

let world: TwoNodes;
beforeAll(async () => {
  world = await openTwoNodes();
});
afterAll(() => world.close());

test.each(["10 minutes", "-10 minutes"])(
  "a clock that is %s wrong changes nothing; set right, it goes on",
  async (skew) => {
    const { db } = world.away.services;
    await world.home.publish({ title: "钟表工" });
    await world.number();
    const before = await world.held();
    await sql`update app.clock set skew = skew + ${skew}::interval`.execute(db);
    // Behind, the keys made just now are not valid yet for this node.
    const code = skew.startsWith("-") ? "UNKNOWN_KEY" : "SIGNATURE_INVALID";
    expect(await world.pull()).toMatchObject({ code });
    expect((await world.held()).size).toBe(before.size);
    await sql`update app.clock set skew = skew - ${skew}::interval`.execute(db);
    expect(await world.pull()).toEqual({ kind: "even" });
    expect((await world.held()).size).toBeGreaterThan(before.size);
  },
);

test("pages that a revoked key signed are refused once the directory was read again, and not before", async () => {
  await world.home.publish({ title: "锁匠" });
  await world.number();
  const old = await world.page({ after: (await world.held()).size });
  const before = await world.held();
  const ctx = systemContext(world.home.t.services, "test");
  await rotateKeys(ctx, { city: HOME, roots: world.roots, days: 365, revoke: true });
  const fetchText = async () => (await world.home.t.app.request(DIRECTORY_PATH)).text();
  await followDirectories(
    { ...world.ctx, clock: { now: () => new Date(Date.now() + 3_600_000) } },
    fetchText,
  );
  world.server.instead = ({ limit }) => (limit === 1 ? null : old);
  expect(await world.pull()).toEqual({ kind: "refused", code: "UNKNOWN_KEY" });
  expect((await world.held()).size).toBe(before.size);
  world.server.instead = () => null;
  expect(await world.pull()).toEqual({ kind: "even" });
  expect((await world.held()).size).toBeGreaterThan(before.size);
});
