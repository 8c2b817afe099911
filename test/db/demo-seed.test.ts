import { sql } from "kysely";
import { afterEach, expect, test } from "vitest";
import { seedDemo, seedFair, seedLivestreams, seedWork } from "../../db/demo/index.ts";
import { AGREEMENTS } from "../../db/demo/places.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openServices } from "../support/services.ts";

let database: TestDatabase;
afterEach(() => database?.drop());

async function open() {
  database = await testDatabase();
  return openServices(database);
}
const count = async (table: "city" | "enterprise" | "fair" | "livestream") =>
  (
    await database.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<string>().as("n"))
      .executeTakeFirstOrThrow()
  ).n;

test("the next start creates the fair and livestreams that a killed start has not, and no second ones", async () => {
  const services = await open();
  await seedWork(services, () => undefined);
  expect(await count("fair")).toBe(0);
  await seedFair(services);
  await seedFair(services);
  expect(await count("fair")).toBe(1);
  await seedLivestreams(services);
  await seedLivestreams(services);
  const { rows } = await sql`
    select status, count(*)::int as n from livestream group by 1 order by 1`.execute(database.db);
  expect(rows).toEqual([
    { status: "announced", n: 2 },
    { status: "cancelled", n: 1 },
    { status: "draft", n: 1 },
    { status: "ended", n: 1 },
  ]);
  const { rows: said } = await sql`
    select (select count(*)::int from livestream_claim) as claims,
      (select count(*)::int from livestream_question where answer is not null) as answers,
      (select count(*)::int from livestream_pin where unpinned_at <= app.now() - interval '20 hours') as pins,
      (select count(*)::int from application where via is not null) as applications,
      (select count(*)::int from livestream_audience where figures is not null) as audiences,
      (select count(*)::int from livestream l where status = 'ended'
        and (exists (select from livestream_claim c where c.livestream_id = l.id
            and (c.at < l.on_air_at or c.at > l.ended_at))
          or exists (select from livestream_question q where q.livestream_id = l.id
            and (q.asked_at < l.on_air_at or q.answered_at > l.ended_at)))) as displaced`.execute(
    database.db,
  );
  expect(said).toEqual([{ claims: 3, answers: 2, pins: 4, applications: 8, audiences: 1, displaced: 0 }]);
});

test("a database of somebody's own gets no demo fair", async () => {
  const services = await open();
  await seedFair(services);
  await seedLivestreams(services);
  expect([await count("fair"), await count("livestream")]).toEqual([0, 0]);
});

test("real cities whose agreement has the name of the demo's get no demo fair", async () => {
  const services = await open();
  await seedWork(services, () => undefined);
  await sql`update account set phone_index = sha256(id::text::bytea)`.execute(database.db);
  await seedFair(services);
  expect(await count("fair")).toBe(0);
});

test("twin: a seed that commits step by step is never completed after a kill", async () => {
  const services = await open();
  const [first] = AGREEMENTS[0]?.cities ?? [];
  if (!first) throw new Error("the demo has cities");
  await database.db.insertInto("city").values({ code: first.code, federationName: "阜新市总工会" }).execute();
  await seedDemo(services);
  expect(await count("enterprise")).toBe(0);
});
