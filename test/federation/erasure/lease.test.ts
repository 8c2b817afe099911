import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { privateKinds } from "../../../src/federation/commands/private-kinds.ts";
import { dropLapsed, lookThroughSharing } from "../../../src/federation/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { bodyOf } from "../../support/app.ts";
import { openWorld, type World } from "../apply/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const nodes = () => [world.home.t, world.away];
const there = () => world.home.t.services.db;
/** Moves the clocks of both nodes: that of the database, and that of the program. */
const pass = async (time: string) => {
  for (const { services } of nodes()) {
    await sql`update app.clock set skew = skew + ${time}::interval`.execute(services.db);
    const { rows } = await sql<{ ms: number }>`
      select (extract(epoch from skew) * 1000)::float8 as ms from app.clock`.execute(services.db);
    const skewMs = rows[0]?.ms ?? 0;
    Object.assign(services, { clock: { now: () => new Date(Date.now() + skewMs) } });
  }
};
afterEach(async () => {
  world.link.cut = false;
  for (const { services } of nodes())
    await sql`update app.clock set skew = interval '0'`.execute(services.db);
  await pass("0");
  // A time ahead of the clock would keep the lease of the next test.
  await sql`update followed_log set fresh_at = null`.execute(there());
  await world.sync();
});

const atHome = (): RequestContext => systemContext(world.home.t.services, "test");
const kinds = () => privateKinds(atHome());
/** As an activated agreement does. */
const due = () => sql`update followed_log set sharing_checked_on = null`.execute(there());
/** What the employer's node does every half minute. */
async function work(): Promise<void> {
  await lookThroughSharing(atHome(), world.fetch, kinds());
  await dropLapsed(atHome(), kinds());
}
const card = async (id: string) => (await world.home.received(id)).card;
const rows = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from received_card`.execute(there())).rows[0]?.n;

async function applied() {
  const one = await world.applied({ message: "请看" });
  await world.settle();
  expect(await card(one.id)).toMatchObject({ callName: "王师傅" });
  return one;
}

test("without a new head for a week a card is hidden, and it returns with the next one", async () => {
  const { id } = await applied();
  world.link.cut = true;
  await pass("6 days 23 hours");
  await world.sync();
  await work();
  expect(await card(id)).not.toBeNull();
  await pass("2 hours");
  await world.sync();
  await work();
  expect(await card(id)).toBeNull();
  expect(await rows()).toBeGreaterThan(0);
  world.link.cut = false;
  await world.sync();
  expect(await card(id)).toMatchObject({ callName: "王师傅" });
});

test("without the condition of the lease a dead home's cards would stay in sight", async () => {
  const { id } = await applied();
  world.link.cut = true;
  await pass("7 days 1 hour");
  await world.sync();
  expect(await card(id)).toBeNull();
  const view = (condition: string) => sql`
    create or replace view shared.lease as select stream, city, split_part(stream, '/', 3) as reader, fresh_at
    from followed_log where ${sql.raw(condition)}`;
  await view("true").execute(there());
  expect(await card(id)).toMatchObject({ callName: "王师傅" });
  await view("fresh_at > (select app.now()) - interval '7 days'").execute(there());
  expect(await card(id)).toBeNull();
});

test("a day later the cards are deleted, and what is still given comes back with the heads", async () => {
  const [stays, goes] = [await applied(), await applied()];
  world.link.cut = true;
  await pass("8 days 1 hour");
  await work();
  expect(await rows()).toBe(0);
  const { rows: left } = await sql<{ n: number }>`
    select count(*)::int as n from log_entry where kind = 'card' and payload is not null`.execute(there());
  expect(left).toEqual([{ n: 0 }]);
  const gone = await goes.client.call("POST", `/api/v1/applications/${goes.id}/withdrawal`);
  expect(gone.status).toBe(204);
  world.link.cut = false;
  await world.sync();
  await work();
  expect(await card(stays.id)).toMatchObject({ callName: "王师傅" });
  expect((await world.home.received(stays.id)).message).toBe("请看");
  expect(await card(goes.id)).toBeNull();
});

test("an expelled node fails closed: what no clause gives is deleted, with receipts", async () => {
  const { client, id } = await applied();
  await world.clauses({ card: false });
  await due();
  await work();
  expect(await card(id)).toBeNull();
  expect(await rows()).toBe(0);
  await world.receipts();
  const asked = await bodyOf<{ items: { confirmedAt: string | null }[] }>(
    await client.call("GET", "/api/v1/me/erasures"),
    200,
  );
  expect(asked.items).toHaveLength(1);
  expect(asked.items[0]?.confirmedAt).toBeTruthy();
  await world.clauses({});
  await due();
  await work();
  expect(await card(id)).toMatchObject({ callName: "王师傅" });
});
