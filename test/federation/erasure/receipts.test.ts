import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createReceiptSender } from "../../../src/federation/index.ts";
import type { Erasures } from "../../../src/peers/index.ts";
import { emit, eraseRecord } from "../../../src/platform/changes/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import type { Outbound } from "../../../src/platform/outbound/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf, type Client, type TestApp } from "../../support/app.ts";
import { openWorld, type World } from "../apply/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const STREAM = `${NEIGHBOUR}/to/${HOME}`;
const [there, here] = [() => world.home.t.services.db, () => world.away.services.db];

const cardOf = async (id: string) => {
  const { rows } = await sql<{ card: string }>`
    select consent_id as card from application where id = ${id}::uuid`.execute(here());
  return rows[0]?.card ?? expect.fail();
};
const erasures = async (client: Client, query = "") =>
  bodyOf<Erasures>(await client.call("GET", `/api/v1/me/erasures${query}`), 200);
const withdraw = (client: Client, id: string) => client.call("POST", `/api/v1/applications/${id}/withdrawal`);
/** The receipts that HOME's node owes, as it keeps them. */
const owed = async () =>
  (
    await sql<{ seq: number; state: string; recordId: string }>`
      select seq, state, record_id from erasure_receipt where stream = ${STREAM} order by seq`.execute(
      there(),
    )
  ).rows;
/** Payloads and rows of a card that a node still has. */
async function leftOf(card: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from received_card where consent_id = ${card}::uuid)::int
      + (select count(*) from log_entry where record_id = ${card} and (payload is not null or salt is not null))::int as n`.execute(
    there(),
  );
  return rows[0]?.n ?? -1;
}

test("a withdrawal is purged there, and the person reads who confirmed it", async () => {
  const { client, id } = await world.applied({ message: "明天就能上班" });
  await world.settle();
  expect(await erasures(client)).toMatchObject({ items: [], cities: { confirmed: 0, total: 0 } });
  expect((await withdraw(client, id)).status).toBe(204);
  const asked = await erasures(client);
  expect(asked).toMatchObject({
    cities: { confirmed: 0, total: 1 },
    employers: { confirmed: 0, total: 1 },
    items: [{ kind: "card", city: { code: HOME }, confirmedAt: null, here: false }],
  });
  expect(asked.items[0]?.employer).toBeTruthy();
  await world.sync();
  expect(await leftOf(await cardOf(id))).toBe(0);
  expect((await owed()).map(({ state }) => state)).toEqual(["waiting"]);
  expect((await erasures(client)).cities).toEqual({ confirmed: 0, total: 1 });
  await world.receipts();
  expect((await owed()).map(({ state }) => state)).toEqual(["done"]);
  const done = await erasures(client);
  expect(done).toMatchObject({ cities: { confirmed: 1, total: 1 }, employers: { confirmed: 1, total: 1 } });
  expect(Date.parse(done.items[0]?.confirmedAt ?? "")).toBeGreaterThan(0);
  const page = await client.call("GET", "/me/erasures");
  expect([page.status, await page.text()]).toEqual([
    200,
    expect.stringMatching(/1 座城市里 1 座已确认.*1 家企业里 1 家已确认.*全部删完了/s),
  ]);
});

test("a receipt whose answer is lost is sent again, and counts once", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  await withdraw(client, id);
  await world.sync();
  world.link.loseAnswers = 1;
  await world.receipts();
  const confirmed = (await erasures(client)).items[0]?.confirmedAt;
  expect(confirmed).toBeTruthy();
  expect((await owed()).at(-1)?.state).toBe("waiting");
  await world.retry();
  await world.receipts();
  expect((await owed()).at(-1)?.state).toBe("done");
  expect((await erasures(client)).items[0]?.confirmedAt).toBe(confirmed);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit where action = 'erasure.confirmed' and subject_id = ${await cardOf(id)}`.execute(
    here(),
  );
  expect(rows).toEqual([{ n: 1 }]);
});

test("withdrawn while the peer is down: nothing is left there once it is back", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  const card = await cardOf(id);
  world.link.cut = true;
  await withdraw(client, id);
  await world.sync();
  await world.receipts();
  expect(await leftOf(card)).toBeGreaterThan(0);
  expect((await erasures(client)).cities).toEqual({ confirmed: 0, total: 1 });
  world.link.cut = false;
  await world.sync();
  await world.receipts();
  expect(await leftOf(card)).toBe(0);
  expect((await erasures(client)).cities).toEqual({ confirmed: 1, total: 1 });
});

test("an erasure that races a put wins, and a late old put brings nothing back", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  const card = await cardOf(id);
  const { rows } = await sql<{ payload: string }>`
    select payload from log_entry where record_id = ${card} and kind = 'card'`.execute(here());
  const payload = JSON.parse(rows[0]?.payload ?? "null");
  const late = (rev: number) =>
    here()
      .transaction()
      .execute((tx) =>
        emit(tx, {
          city: NEIGHBOUR,
          audience: `to/${HOME}`,
          kind: "card",
          id: card,
          rev,
          op: "put",
          payload,
        }),
      );
  // Another version, and the erasure, are in one page.
  await client.call("PUT", "/api/v1/me/profile", {
    body: { callName: "王师傅", skills: ["welder"], places: [NEIGHBOUR], years: 14 },
  });
  await withdraw(client, id);
  await world.sync();
  expect(await leftOf(card)).toBe(0);
  await late(1);
  await world.sync();
  await late(99);
  await world.sync();
  expect(await leftOf(card)).toBe(0);
  expect((await world.home.received(id)).card).toBeNull();
});

test("receipts count from the node of the receiving city alone, and for erased records alone", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  const erasedAt = new Date().toISOString();
  const send = (of: object) =>
    world.ask("/fed/v1/receipts", JSON.stringify({ erasedAt, stores: ["records"], ...of }));
  const card = await cardOf(id);
  const { rows } = await sql<{ seq: number }>`
    select seq from log_entry where record_id = ${card} and kind = 'card'`.execute(here());
  const seq = rows[0]?.seq ?? expect.fail();
  // The card stands: nobody asked to erase it, and a clause gives it.
  expect((await send({ log: `${STREAM}/1`, seq })).status).toBe(204);
  expect((await erasures(client)).items).toEqual([]);
  expect((await send({ log: `${STREAM}/1`, seq: 99_999 })).status).toBe(404);
  expect((await send({ log: `${STREAM}/7`, seq })).status).toBe(404);
  expect((await send({ log: `${NEIGHBOUR}/to/210700/1`, seq })).status).toBe(404);
  expect((await send({ log: `${NEIGHBOUR}/public/1`, seq })).status).toBe(422);
  expect((await send({ log: `${STREAM}/1`, seq, stores: [] })).status).toBe(422);
  expect((await send({ log: `${STREAM}/1`, seq, more: 1 })).status).toBe(422);
  expect((await send({ log: `${STREAM}/1`, seq, deleted: { log: 1 } })).status).toBe(422);
  expect((await send({ log: `${STREAM}/1`, seq, deleted: { records: 2 ** 31 } })).status).toBe(422);
  const unsigned = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  expect((await world.away.app.request("/fed/v1/receipts", unsigned)).status).toBe(401);
});

test("a node tells the home alone which erasures it carried out", async () => {
  const answer = await world.post("", `/fed/v1/receipts`);
  expect(answer.status).toBe(400);
  const own = await world.ask(`/fed/v1/receipts?log=${HOME}/to/${NEIGHBOUR}`);
  expect(await bodyOf(own, 200)).toEqual({ items: [] });
  expect((await world.ask(`/fed/v1/receipts?log=${STREAM}`)).status).toBe(404);
  expect((await world.ask("/fed/v1/receipts?log=x")).status).toBe(422);
});

test("a receipt names the places from which the record went: a kind that stays goes from the log alone", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  const stores = async (t: TestApp, record: string) =>
    (
      await sql<{ stores: string[] }>`
        select stores from erasure_receipt where record_id = ${record}`.execute(t.services.db)
    ).rows.map((row) => row.stores);
  await withdraw(client, id);
  await there()
    .transaction()
    .execute((tx) =>
      eraseRecord(tx, { city: HOME, audience: `to/${NEIGHBOUR}`, kind: "application", id, rev: 99 }),
    );
  await world.sync();
  expect(await stores(world.home.t, await cardOf(id))).toEqual([["records", "log"]]);
  expect(await stores(world.away, id)).toEqual([["log"]]);
  expect((await world.mine(client, id)).status).toBe("withdrawn");
  const { rows } = await sql<{ n: number }>`
    select count(payload)::int as n from log_entry where record_id = ${id} and stream = ${`${HOME}/to/${NEIGHBOUR}`}`.execute(
    here(),
  );
  expect(rows).toEqual([{ n: 0 }]);
});

test("a receipt says how much was really deleted, and the person reads it", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  await client.call("PUT", "/api/v1/me/profile", {
    body: { callName: "王师傅", skills: ["welder"], places: [NEIGHBOUR], years: 14 },
  });
  await world.sync();
  await withdraw(client, id);
  // The other one is taken back before anybody has read it.
  const unread = await world.applied();
  await withdraw(unread.client, unread.id);
  await world.sync();
  await world.receipts();
  expect((await erasures(client)).items).toMatchObject([{ kind: "card", deleted: { records: 1, log: 2 } }]);
  expect((await erasures(unread.client)).items).toMatchObject([{ deleted: { records: 0, log: 0 } }]);
  const page = async (who: Client) => (await who.call("GET", "/me/erasures")).text();
  expect(await page(client)).toContain("求职卡 1 份，收到的原件 2 份");
  expect(await page(unread.client)).toContain("对方那里当时已经没有了");
});

test("a home of an earlier release, which knows no numbers, gets the receipt without them", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  await withdraw(client, id);
  await world.sync();
  const { rows } = await sql<{ url: string }>`
    select url from city_identity where city = ${NEIGHBOUR}`.execute(there());
  const former: Outbound = async (url, request) =>
    String(request.body).includes("deleted")
      ? { status: 422, headers: {}, body: new Uint8Array() }
      : world.fetch(url, request);
  const ctx = systemContext(world.home.t.services, "test");
  await createReceiptSender(ctx, { fetch: former }).pass({ city: NEIGHBOUR, url: rows[0]?.url ?? "" });
  expect((await owed()).at(-1)?.state).toBe("done");
  const [erasure] = (await erasures(client)).items;
  expect([erasure?.confirmedAt !== null, erasure?.deleted]).toEqual([true, null]);
});
