import { afterAll, beforeAll, expect, test } from "vitest";
import { divisionNames, getSite, homeCityOf, listCities } from "../../src/cities/index.ts";
import { contextFor } from "../../src/platform/context.ts";
import { officer, visitor } from "../factories/actors.ts";
import { COUNTY, FIRST, HOME, NEIGHBOUR, SECOND, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting } from "../factories/postings.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { testContext } from "../support/system-context.ts";

let database: TestDatabase;
let services: Awaited<ReturnType<typeof testContext>>;
beforeAll(async () => {
  database = await testDatabase();
  services = await testContext(database.db);
  await twoAgreements(database.db);
});
afterAll(() => database.drop());

const codes = async (ctx: Parameters<typeof listCities>[0]) =>
  (await listCities(ctx)).items.map((city) => city.code);

test("visitors read the named agreement, else the first; officers and members read their city's", async () => {
  expect(await codes(visitor(services))).toEqual(FIRST.cities);
  expect(await codes(visitor(services, SECOND.slug))).toEqual(SECOND.cities);
  expect(await codes(await officer(services, SECOND.cities[0]))).toEqual(SECOND.cities);
  expect(await listCities(visitor(services, "no-such"))).toEqual({
    agreement: null,
    items: [],
    elsewhere: [],
  });
});

test("lists counties, hue and live postings by workplace, counted as the reader may see them", async () => {
  const union = await officer(services, HOME);
  const { enterprise, member } = await verifiedEnterprise(services, union);
  await publishedPosting({ member, officer: union }, enterprise.id);
  await publishedPosting({ member, officer: union }, enterprise.id, { placeText: "阜新市海州区" });
  await publishedPosting({ member, officer: union }, enterprise.id, { placeText: "鞍山市铁东区" });
  const { agreement, items } = await listCities(visitor(services));
  expect(agreement).toEqual({ slug: FIRST.slug, name: "agreement west", shortName: FIRST.slug });
  expect(items.map((city) => [city.code, city.postings])).toEqual([
    [NEIGHBOUR, 1],
    [HOME, 1],
    ["210700", 0],
  ]);
  expect(items[1]).toMatchObject({ shortName: "葫芦岛", hue: "#000001", hotline: "12351" });
  expect(items[1]?.counties.map((county) => county.code)).toContain(COUNTY[HOME]);
  const other = await listCities(visitor(services, SECOND.slug));
  expect(other.items.map((city) => city.postings)).toEqual([0, 0]);
});

test("hides a city that left and an ended agreement; a city without an agreement sees itself", async () => {
  await database.db
    .updateTable("agreementCity")
    .set({ leftOn: "2025-01-01" })
    .where("city", "=", "210700")
    .execute();
  expect(await codes(visitor(services))).toEqual([NEIGHBOUR, HOME]);
  expect(await codes(await officer(services, "210700"))).toEqual(["210700"]);
  await database.db
    .updateTable("agreement")
    .set({ endsOn: "2025-01-01" })
    .where("slug", "=", SECOND.slug)
    .execute();
  expect(await codes(visitor(services, SECOND.slug))).toEqual([]);
});

test("caches the page frame for 30 s per site", async () => {
  let nowMs = Date.now();
  const timed = { ...services, clock: { now: () => new Date(nowMs) } };
  const read = () => getSite(contextFor(timed, { kind: "anonymous" }, { agreement: FIRST.slug }));
  const before = await read();
  expect(before.agreement.slug).toBe(FIRST.slug);
  await database.db
    .updateTable("agreement")
    .set({ name: "renamed" })
    .where("slug", "=", FIRST.slug)
    .execute();
  nowMs += 29_000;
  expect((await read()).agreement.name).toBe(before.agreement.name);
  const alone = await getSite(await officer(services, "210700"));
  expect(alone.agreement).toEqual({ slug: "", name: "union 210700", shortName: "锦州" });
  expect((await getSite(visitor(services, "no-such"))).cities).toEqual([]);
  nowMs += 2_000;
  expect((await read()).agreement.name).toBe("renamed");
});

test("finds divisions by code, and the responsible union", async () => {
  expect((await divisionNames(services)).get(HOME)?.shortName).toBe("葫芦岛");
  expect(await homeCityOf(database.db, COUNTY[HOME] ?? "")).toBe(HOME);
  expect(await homeCityOf(database.db, HOME)).toBe(HOME);
  expect(await homeCityOf(database.db, "110101")).toBeNull();
  expect(await homeCityOf(database.db, "210000")).toBeNull();
});
