import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  dropLapsed,
  markRestored,
  privateKinds,
  selectRestored,
  settleRestored,
} from "../../../src/federation/index.ts";
import type { Erasures } from "../../../src/peers/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { searchTalent } from "../../../src/talent/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf, type TestApp } from "../../support/app.ts";
import { keepTables } from "../support/kept-tables.ts";
import { nodeContext } from "../support/signed-agreement.ts";
import { openPool, type PoolWorld } from "./world.ts";

let world: PoolWorld;
beforeAll(async () => {
  world = await openPool();
});
afterAll(() => world.close());
beforeEach(() => {
  world.link.cut = false;
});

const at = (t: TestApp): RequestContext => nodeContext(world, t);
const there = () => world.home.t;
/** Calls the verb, because a session ends earlier than a lease. */
const finds = async () => (await searchTalent(world.home.officer.ctx, { limit: 100 })).items.length;
const consentStands = async (id: string) => {
  const { rows } = await sql`
    select from consent where id = ${id}::uuid and withdrawn_at is null`.execute(world.away.services.db);
  return rows.length > 0;
};

/** Moves the clock of the node where cards are searched. */
async function later(time: string): Promise<void> {
  await there().database.travel(time);
}

test("without a new head for a week a card of the pool is hidden, and returns with the next head", async () => {
  const { card } = await world.shown();
  await world.sync();
  expect(await finds()).toBe(1);
  world.link.cut = true;
  await later("6 days 23 hours");
  expect(await finds()).toBe(1);
  await later("2 hours");
  expect(await finds()).toBe(0);
  // Without the condition the row would still be found.
  const { rows } = await sql`select from talent_card where home_city = ${NEIGHBOUR}`.execute(
    there().services.db,
  );
  expect(rows).toHaveLength(1);
  await later("-7 days -1 hour");
  world.link.cut = false;
  await world.sync();
  expect(await finds()).toBe(1);
  expect(card.city).toBe(HOME);
});

test("a day later the row and its sealed text are deleted, without receipts", async () => {
  const { consentId } = await world.shown();
  await world.sync();
  const before = await finds();
  expect(before).toBeGreaterThan(0);
  world.link.cut = true;
  await later("8 days 1 hour");
  expect(await dropLapsed(at(there()), privateKinds(at(there())))).toBe(1);
  expect(await world.held(there(), consentId)).toEqual({ cards: 0, payloads: 0, erased: 0 });
  const { rows } = await sql`select from erasure_receipt`.execute(there().services.db);
  expect(rows).toEqual([]);
  await later("-8 days -1 hour");
});

test("a restored home takes back again what its person took back, before it serves its log", async () => {
  const { client, card, consentId } = await world.shown();
  await world.sync();
  const restore = await keepTables(world.away);
  expect((await client.call("DELETE", `/api/v1/me/talent/${card.id}`)).status).toBe(204);
  await world.sync();
  await world.receipts();
  await restore();
  await markRestored(world.away.services.db);
  expect(await world.held(world.away, consentId)).toMatchObject({ cards: 1, payloads: 1 });
  expect(await consentStands(consentId)).toBe(true);
  await settleRestored(at(world.away), privateKinds(at(world.away)));
  expect(await selectRestored(world.away.services.db)).toEqual([]);
  expect(await world.held(world.away, consentId)).toMatchObject({ cards: 0, payloads: 0 });
  expect(await consentStands(consentId)).toBe(false);
  const own = await bodyOf<{ items: object[] }>(await client.call("GET", "/api/v1/me/talent"), 200);
  expect(own.items).toEqual([]);
  // The first reading finds the new epoch, the second one reads it.
  await world.sync();
  await world.sync();
  await world.receipts();
  const asked = await bodyOf<Erasures>(await client.call("GET", "/api/v1/me/erasures"), 200);
  expect(asked).toMatchObject({ cities: { confirmed: 1, total: 1 }, items: [{ kind: "candidate" }] });
});

test("twin: without the kind's way to take back, the card would stand on the restored home", async () => {
  const { client, card, consentId } = await world.shown();
  await world.sync();
  const restore = await keepTables(world.away);
  await client.call("DELETE", `/api/v1/me/talent/${card.id}`);
  await world.sync();
  await restore();
  await markRestored(world.away.services.db);
  const kinds = privateKinds(at(world.away)).map(({ takeBack: _, ...kind }) => kind);
  await settleRestored(at(world.away), kinds);
  expect(await world.held(world.away, consentId)).toMatchObject({ cards: 1, payloads: 0 });
  expect(await consentStands(consentId)).toBe(true);
});
