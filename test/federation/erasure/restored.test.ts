import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  markRestored,
  openRestored,
  privateKinds,
  selectRestored,
  settleRestored,
} from "../../../src/federation/index.ts";
import type { Erasures } from "../../../src/peers/index.ts";
import { logHead } from "../../../src/platform/changes/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf, type TestApp } from "../../support/app.ts";
import { openWorld, type World } from "../apply/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const STREAM = `${NEIGHBOUR}/to/${HOME}`;
const TABLES = [
  "log_entry",
  "log_head",
  "log_tile_hash",
  "followed_log",
  "erasure_receipt",
  "told_record",
  "given_card",
  "received_card",
  "consent",
  "application",
  "application_event",
  "consumer_cursor",
  "outgoing_command",
  "command",
];
/** Keeps what erasures change. The function that it returns puts it back, as a restored backup does. */
async function backup({ services: { db } }: TestApp) {
  for (const table of TABLES)
    await sql`create table ${sql.table(`kept_${table}`)} as select * from ${sql.table(table)}`.execute(db);
  return () =>
    db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`delete from outbox`.execute(tx);
      for (const table of TABLES) {
        await sql`delete from ${sql.table(table)}`.execute(tx);
        await sql`insert into ${sql.table(table)} select * from ${sql.table(`kept_${table}`)}`.execute(tx);
        await sql`drop table ${sql.table(`kept_${table}`)}`.execute(tx);
      }
    });
}
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
  const restore = await backup(world.away);
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

test("opened without asking its peers, it would serve an erased card; a peer keeps nothing of it", async () => {
  const one = await applied();
  const restore = await backup(world.away);
  await withdraw(one);
  await restore();
  await markRestored(world.away.services.db);
  await openRestored(at(world.away));
  expect(await selectRestored(world.away.services.db)).toEqual([]);
  expect(await payloads(world.away, one.card)).toBeGreaterThan(0);
  for (let n = 0; n < 3; n += 1) await world.sync();
  expect(await payloads(world.home.t, one.card)).toBe(0);
  expect((await world.home.received(one.id)).card).toBeNull();
});

test("a restored peer shows no card before it has read what was erased meanwhile", async () => {
  const one = await applied();
  const restore = await backup(world.home.t);
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
