import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lookThroughSharing, makeSharingDue, purgeUngiven } from "../../src/federation/index.ts";
import { drainAll } from "../../workers/index.ts";
import { HOME, NEIGHBOUR } from "../factories/cities.ts";
import { openTwoNodes, STREAM, type TwoNodes } from "./support/two-nodes.ts";

let world: TwoNodes;
beforeAll(async () => {
  world = await openTwoNodes();
  await give(["posting", "enterprise"]);
});
afterAll(() => world.close());
beforeEach(() => {
  world.server.instead = () => null;
});

/** Says on both nodes what HOME gives NEIGHBOUR. */
async function give(kinds: string[]): Promise<void> {
  for (const { services } of [world.home.t, world.away]) {
    await sql`delete from agreement_clause`.execute(services.db);
    await sql`
      insert into agreement_clause (agreement_id, ordinal, from_city, to_city, kinds, starts_on)
      select id, 0, ${HOME}, ${NEIGHBOUR}, ${kinds}, '2024-05-01' from agreement where slug = 'west'`.execute(
      services.db,
    );
  }
  await world.away.services.db.transaction().execute(makeSharingDue);
}

/** Looks through the copies, and then does the work that follows from it. */
async function lookThrough(): Promise<void> {
  await lookThroughSharing(world.ctx, world.outbound.fetch);
  await drainAll(world.away.services);
}

const payloads = async (kind: string) => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from log_entry where stream = ${STREAM} and kind = ${kind} and payload is not null`.execute(
    world.away.services.db,
  );
  return rows[0]?.n;
};
const purges = async () => {
  const { rows } = await sql<{ detail: { purged: Record<string, number> } }>`
    select detail from audit where action = 'federation.copies_purged' order by at`.execute(
    world.away.services.db,
  );
  return rows.map(({ detail }) => detail.purged);
};
const due = async () => {
  const { rows } = await sql`select from followed_log where sharing_checked_on is null`.execute(
    world.away.services.db,
  );
  return rows.length;
};

test("what is no longer given is deleted, and what is given again comes back whole", async () => {
  await world.home.publish({ title: "铆工" });
  const kept = await world.home.publish({ title: "起重工" });
  await world.pull();
  await lookThrough();
  const before = await world.found(world.away);
  expect(before).toHaveLength(2);
  expect(before).toContain(kept);

  await give(["enterprise"]);
  await lookThrough();
  expect(await world.found(world.away)).toEqual([]);
  expect([await payloads("posting"), (await world.held()).postings]).toEqual([0, 0]);
  expect(await purges()).toEqual([{ posting: before.length }]);
  await lookThrough();
  expect(await purges()).toHaveLength(1);

  const meanwhile = await world.home.publish({ title: "焊工" });
  await world.pull();
  expect(await world.found(world.away)).toEqual([]);

  await give(["posting", "enterprise"]);
  await lookThrough();
  expect(await world.found(world.away)).toEqual([...before, meanwhile].sort());
  expect(await due()).toBe(0);
  const title = async (t: TwoNodes["away"]) => (await t.call("GET", `/api/v1/postings/${kept}`)).json();
  expect(await title(world.away)).toEqual(await title(world.home.t));
});

test("a home that does not answer, or gives something else, is asked again later", async () => {
  const all = await world.found(world.away);
  await give(["enterprise"]);
  await lookThrough();
  await give(["posting", "enterprise"]);
  world.server.instead = (_, response) => {
    response.destroy();
    return "done";
  };
  await lookThrough();
  expect([await due(), await payloads("posting")]).toEqual([1, 0]);

  world.server.instead = async ({ after }) => {
    const page = (await world.page({ after })).toString();
    return Buffer.from(page.replaceAll("铆工", "假工"));
  };
  await lookThrough();
  expect([await due(), await payloads("posting")]).toEqual([1, 0]);

  world.server.instead = () => null;
  await lookThrough();
  expect(await world.found(world.away)).toEqual(all);
  expect(await due()).toBe(0);
});

test("a hosted city's records are never purged", async () => {
  const own = { stream: `${NEIGHBOUR}/public`, city: NEIGHBOUR, epoch: 1 };
  expect(await purgeUngiven(world.ctx, own)).toEqual({});
});
