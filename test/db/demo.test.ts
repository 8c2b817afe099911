import { afterAll, beforeAll, expect, test } from "vitest";
import { ENTERPRISES, POSITIONS, SEEKERS } from "../../db/demo/world.ts";
import { checkUscc } from "../../src/enterprises/index.ts";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";

let demo: DemoDatabase;
beforeAll(async () => {
  demo = await demoDatabase();
});
afterAll(() => demo?.drop());

const citiesOf = async (slug: string) => {
  const rows = await demo.db
    .selectFrom("agreementCity")
    .innerJoin("agreement", "agreement.id", "agreementCity.agreementId")
    .select("city")
    .where("slug", "=", slug)
    .execute();
  return rows.map((row) => row.city);
};

test("152 enterprises of five cities offer 3,854 places; there are 300 seekers, including veterans", async () => {
  const cities = await citiesOf("liaoxi");
  expect(cities).toHaveLength(5);
  const enterprises = await demo.db
    .selectFrom("enterprise")
    .select(["id", "uscc"])
    .where("homeCity", "in", cities)
    .execute();
  expect(enterprises).toHaveLength(ENTERPRISES);
  for (const { uscc } of enterprises) expect(checkUscc(uscc ?? "").ok).toBe(true);
  const { places } = await demo.db
    .selectFrom("posting")
    .select((eb) => eb.fn.sum<string>("headcount").as("places"))
    .where("homeCity", "in", cities)
    .where("status", "=", "published")
    .executeTakeFirstOrThrow();
  expect(Number(places)).toBe(POSITIONS);
  const profiles = await demo.db.selectFrom("profile").select("veteran").execute();
  expect(profiles).toHaveLength(SEEKERS);
  expect(profiles.filter((profile) => profile.veteran === "declared").length).toBeGreaterThan(20);
});

test("31 counties in the five cities; the second agreement has two other cities", async () => {
  const cities = await citiesOf("liaoxi");
  const counties = await demo.db
    .selectFrom("division")
    .select("code")
    .where("parent", "in", cities)
    .execute();
  expect(counties).toHaveLength(31);
  const others = await citiesOf("liaodong");
  expect(others).toHaveLength(2);
  expect(others.filter((city) => cities.includes(city))).toEqual([]);
});

test("is equal on each run: every posting has the statutory elements and is searchable", async () => {
  const wanting = await demo.db
    .selectFrom("posting")
    .select(["title", "missing"])
    .where("status", "=", "published")
    .execute();
  expect(wanting.filter((posting) => posting.missing.length > 0)).toEqual([]);
  const { n } = await demo.db
    .selectFrom("postingSearch")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  expect(n).toBe(wanting.length);
});
