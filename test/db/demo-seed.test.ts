import { sql } from "kysely";
import { afterEach, expect, test } from "vitest";
import { seedDemo, seedFair, seedWork } from "../../db/demo/index.ts";
import { AGREEMENTS } from "../../db/demo/places.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openServices } from "../support/services.ts";

let database: TestDatabase;
afterEach(() => database?.drop());

async function open() {
  database = await testDatabase();
  return openServices(database);
}
const count = async (table: "city" | "enterprise" | "fair") =>
  (
    await database.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<string>().as("n"))
      .executeTakeFirstOrThrow()
  ).n;

test("the next start creates the fair that a killed start has not created, and no second one", async () => {
  const services = await open();
  await seedWork(services, () => undefined);
  expect(await count("fair")).toBe(0);
  await seedFair(services);
  await seedFair(services);
  expect(await count("fair")).toBe(1);
});

test("a database of somebody's own gets no demo fair", async () => {
  const services = await open();
  await seedFair(services);
  expect(await count("fair")).toBe(0);
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
