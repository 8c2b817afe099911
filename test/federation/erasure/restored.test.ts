import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  markRestored,
  openRestored,
  privateKinds,
  restoredHealth,
  selectRestored,
  settleRestored,
} from "../../../src/federation/index.ts";
import { endWaiting } from "../../../src/federation/serving/restored/end-waiting.ts";
import type { Erasures } from "../../../src/peers/index.ts";
import { logHead } from "../../../src/platform/changes/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf, type TestApp } from "../../support/app.ts";
import { openWorld, type World } from "../apply/world.ts";
import { keepTables } from "../support/kept-tables.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const STREAM = `${NEIGHBOUR}/to/${HOME}`;
const at = ({ services }: TestApp): RequestContext => ({
  ...systemContext(services, "test"),
  outbound: world.fetch,
});
const count = async ({ services: { db } }: TestApp, query: ReturnType<typeof sql<{ n: number }>>) =>
  (await query.execute(db)).rows[0]?.n;
/** Payloads of a card in the log of its city, on a node. */
const payloads = (t: TestApp, card: string) =>
  count(
    t,
    sql`select count(*)::int as n from log_entry
      where stream = ${STREAM} and record_id = ${card} and payload is not null`,
  );
async function applied() {
  const one = await world.applied();
  await world.settle();
  const { rows } = await sql<{ card: string }>`
    select consent_id as card from application where id = ${one.id}::uuid`.execute(world.away.services.db);
  return { ...one, card: rows[0]?.card ?? expect.fail() };
}
const withdraw = async ({ client, id }: Awaited<ReturnType<typeof applied>>) => {
  expect((await client.call("POST", `/api/v1/applications/${id}/withdrawal`)).status).toBe(204);
  await world.sync();
  await world.receipts();
};

test("a restored home erases again what its peers erased, before it serves", async () => {
  const one = await applied();
  const restore = await keepTables(world.away);
  await withdraw(one);
  await restore();
  await markRestored(world.away.services.db);
  expect(await payloads(world.away, one.card)).toBeGreaterThan(0);
  const ctx = at(world.away);
  expect(await settleRestored(ctx, privateKinds(ctx))).toBe(0);
  expect((await logHead(ctx.db, STREAM))?.epoch).toBe(2);
  expect(await payloads(world.away, one.card)).toBe(0);
  expect(
    await count(
      world.away,
      sql`select count(*)::int as n from consent where id = ${one.card}::uuid and withdrawn_at is null`,
    ),
  ).toBe(0);
  await world.sync();
  await world.sync();
  await world.receipts();
  expect((await world.home.received(one.id)).card).toBeNull();
  const asked = await bodyOf<Erasures>(await one.client.call("GET", "/api/v1/me/erasures"), 200);
  expect(asked).toMatchObject({ cities: { confirmed: 1, total: 1 } });
});

test("opened by hand, a log for one city stays closed until that city has said what it erased", async () => {
  const one = await applied();
  const restore = await keepTables(world.away);
  await withdraw(one);
  await restore();
  await markRestored(world.away.services.db);
  world.link.cut = true;
  const ctx = at(world.away);
  expect(await openRestored(ctx)).toEqual([`${NEIGHBOUR}/public`]);
  expect(await settleRestored(ctx, privateKinds(ctx))).toBeGreaterThan(0);
  const waiting = (await selectRestored(world.away.services.db)).map(({ stream }) => stream);
  expect(waiting).toContain(STREAM);
  expect(await restoredHealth.check(world.away.services)).toEqual({ waiting: waiting.length });
  const closed = await world.ask(`/fed/v1/log/${NEIGHBOUR}/to-${HOME}/1/changes?after=0`);
  expect([closed.status, await closed.text()]).toEqual([503, expect.stringContaining("LOG_RESTORED")]);
  expect(await payloads(world.away, one.card)).toBeGreaterThan(0);
  world.link.cut = false;
  await settleRestored(ctx, privateKinds(ctx));
  expect((await selectRestored(world.away.services.db)).map(({ stream }) => stream)).not.toContain(STREAM);
  expect(await payloads(world.away, one.card)).toBe(0);
});

test("twin: opened without asking, it would serve an erased card; a peer keeps nothing of it", async () => {
  const one = await applied();
  const restore = await keepTables(world.away);
  await withdraw(one);
  await restore();
  await markRestored(world.away.services.db);
  const ctx = at(world.away);
  for (const log of await selectRestored(ctx.db)) await endWaiting(ctx, log, { epoch: log.epoch + 1 });
  expect(await payloads(world.away, one.card)).toBeGreaterThan(0);
  for (let n = 0; n < 3; n += 1) await world.sync();
  expect(await payloads(world.home.t, one.card)).toBe(0);
  expect((await world.home.received(one.id)).card).toBeNull();
});

test("a restored peer shows no card before it has read what was erased meanwhile", async () => {
  const one = await applied();
  const restore = await keepTables(world.home.t);
  await withdraw(one);
  await restore();
  const held = () =>
    count(
      world.home.t,
      sql`select count(*)::int as n from received_card where consent_id = ${one.card}::uuid`,
    );
  const card = async () => (await world.home.received(one.id)).card;
  expect(await held()).toBe(1);
  // Without the mark of the restore it is in sight.
  expect(await card()).toMatchObject({ callName: "王师傅" });
  await markRestored(world.home.t.services.db);
  expect(await card()).toBeNull();
  const ctx = at(world.home.t);
  await settleRestored(ctx, privateKinds(ctx));
  await world.sync();
  expect(await held()).toBe(0);
  expect(await payloads(world.home.t, one.card)).toBe(0);
});
