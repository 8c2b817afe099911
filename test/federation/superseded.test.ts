import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emit, forgetSuperseded, logHead } from "../../src/platform/changes/index.ts";
import { HOME, NEIGHBOUR } from "../factories/cities.ts";
import type { TestApp } from "../support/app.ts";
import { openWorld, type World } from "./apply/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const STREAM = `${NEIGHBOUR}/to/${HOME}`;
const nodes = () => [world.away, world.home.t];
/** Payloads that a node's log has of a record, by the number of the entry, oldest first. */
const payloads = async ({ services }: TestApp, id: string) =>
  (
    await sql<{ held: boolean }>`
      select payload is not null and salt is not null as held from log_entry
      where stream = ${STREAM} and record_id = ${id} order by seq`.execute(services.db)
  ).rows.map(({ held }) => held);
const cardOf = async (id: string) =>
  (
    await sql<{ card: string }>`
      select consent_id as card from application where id = ${id}::uuid`.execute(world.away.services.db)
  ).rows[0]?.card ?? expect.fail();
const later = async (time: string) => {
  for (const { database } of nodes()) await database.travel(time);
};

test("a version that was replaced 30 days ago loses its payload on both nodes; every page is still proved", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  await client.call("PUT", "/api/v1/me/profile", {
    body: { callName: "王师傅", skills: ["welder"], places: [NEIGHBOUR], years: 14 },
  });
  await world.sync();
  const card = await cardOf(id);
  for (const t of nodes()) {
    await forgetSuperseded(t.services.db);
    expect(await payloads(t, card)).toEqual([true, true]);
  }
  await later("31 days");
  for (const t of nodes()) {
    expect(await forgetSuperseded(t.services.db)).toBeGreaterThan(0);
    expect(await payloads(t, card)).toEqual([false, true]);
    expect(await forgetSuperseded(t.services.db)).toBe(0);
  }
  await later("-31 days");
  expect((await world.home.received(id)).card).toMatchObject({ years: 14 });
  // A reader that begins anew verifies the whole log and holds the same.
  const { db } = world.home.t.services;
  await sql`delete from log_entry where stream = ${STREAM}`.execute(db);
  await sql`delete from log_tile_hash where stream = ${STREAM}`.execute(db);
  await sql`delete from log_head where stream = ${STREAM}`.execute(db);
  await sql`delete from received_card`.execute(db);
  await world.sync();
  expect(await payloads(world.home.t, card)).toEqual([false, true]);
  expect((await world.home.received(id)).card).toMatchObject({ years: 14 });
  const head = async (t: TestApp) => (await logHead(t.services.db, STREAM))?.frontier;
  expect(await head(world.home.t)).toEqual(await head(world.away));
});

test("an older revision that came later takes nothing away; a closing does, and a local log keeps all", async () => {
  const { db } = world.away.services;
  const ids = [world.away.services.ids.uuid(), world.away.services.ids.uuid()];
  const tell = (id: string, rev: number, op: "put" | "close" = "put", audience = `to/${HOME}` as const) =>
    db.transaction().execute((tx) =>
      emit(tx, {
        city: NEIGHBOUR,
        audience,
        kind: "unheard",
        id,
        rev,
        op,
        ...(op === "put" ? { payload: { rev } } : {}),
      }),
    );
  const [one = "", two = ""] = ids;
  await tell(one, 5);
  await tell(one, 4);
  await tell(two, 1);
  await tell(two, 2, "close");
  await world.sync();
  const locals = async () =>
    (
      await sql<{ n: number }>`
        select count(payload)::int as n from log_entry where stream like '%/local'`.execute(db)
    ).rows[0]?.n;
  const before = await locals();
  await later("31 days");
  await forgetSuperseded(db);
  await later("-31 days");
  expect([await payloads(world.away, one), await payloads(world.away, two)]).toEqual([
    [true, true],
    [false, false],
  ]);
  expect(await locals()).toBe(before);
});
