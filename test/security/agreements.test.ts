import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officerPhone, seekerPhone } from "../../db/demo/people.ts";
import { AGREEMENTS } from "../../db/demo/places.ts";
import { createApp } from "../../src/app.ts";
import { apiClient, signInByPhone } from "../support/client.ts";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";
import { listen } from "../support/listen.ts";

type Found = {
  items: { id: string; homeCity: string; title: string }[];
  total: number;
  facets: { city: { value: string; count: number }[] };
};
const [FIRST, SECOND] = AGREEMENTS;
const codes = (agreement: (typeof AGREEMENTS)[number] | undefined): string[] =>
  agreement?.cities.map(({ code }) => code) ?? [];

let demo: DemoDatabase;
let server: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  demo = await demoDatabase();
  server = await listen(createApp({ servicesOf: () => demo.services }));
});
afterAll(async () => {
  await server.close();
  await demo.drop();
});

const asSite = (slug: string | undefined, path: string) =>
  fetch(`${server.origin}${path}`, { headers: { "x-agreement": slug ?? "" } });
const search = async (slug: string | undefined, query = "") =>
  (await (await asSite(slug, `/api/v1/postings?limit=100${query}`)).json()) as Found;
const namesOf = async (cities: string[], table: "posting" | "enterprise") => {
  const column = table === "posting" ? "title" : "name";
  const rows = await demo.db
    .selectFrom(table)
    .select([`${column} as name`, "id"])
    .where("homeCity", "in", cities)
    .execute();
  return rows.map(({ id, name }) => ({ id, name: String(name) }));
};

describe("agreements see nothing of each other", () => {
  test("both have records to see", async () => {
    expect(codes(FIRST)).toHaveLength(5);
    expect(codes(SECOND)).toHaveLength(2);
    expect((await search(FIRST?.slug)).total).toBeGreaterThan(100);
    expect((await search(SECOND?.slug)).total).toBeGreaterThan(0);
  });

  test.each([
    ["the second of the first", SECOND, FIRST],
    ["the first of the second", FIRST, SECOND],
  ])("%s: search, facets, city filter, detail, enterprises, cities, pages", async (_name, own, other) => {
    const mine = await search(own?.slug);
    expect(mine.items.every(({ homeCity }) => codes(own).includes(homeCity))).toBe(true);
    for (const { value } of mine.facets.city) expect(codes(other)).not.toContain(value);
    for (const city of codes(other))
      expect(await search(own?.slug, `&city=${city}`)).toMatchObject({ items: [], total: 0 });

    const foreign = await namesOf(codes(other), "posting");
    for (const { id } of foreign.slice(0, 20)) {
      const answers = [
        await asSite(own?.slug, `/api/v1/postings/${id}`),
        await asSite(own?.slug, `/postings/${id}`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    }
    const { items: cities } = (await (await asSite(own?.slug, "/api/v1/cities")).json()) as {
      items: { code: string }[];
    };
    expect(cities.map(({ code }) => code).sort()).toEqual([...codes(own)].sort());

    const enterprises = await namesOf(codes(other), "enterprise");
    const pages = await Promise.all(
      ["/", "/postings", "/cities", "/help", "/ranking", "/api/v1/enterprises?limit=100"].map(async (path) =>
        (await asSite(own?.slug, path)).text(),
      ),
    );
    for (const { name, id } of enterprises)
      for (const text of pages) expect(text.includes(name) || text.includes(id)).toBe(false);
  });

  test("a seeker of the first cannot apply in the second, an officer finds no queue there", async () => {
    const [posting] = await namesOf(codes(SECOND), "posting");
    const seeker = apiClient(server.origin, await signInByPhone(server.origin, seekerPhone("210900")));
    const applied = await seeker.postings[":id"].applications.$post({
      param: { id: posting?.id ?? "" },
      json: {},
    });
    expect(applied.status).toBe(404);
    const officer = apiClient(server.origin, await signInByPhone(server.origin, officerPhone("210900")));
    const desk = await officer.postings[":id"].management.$get({ param: { id: posting?.id ?? "" } });
    expect(desk.status).toBe(404);
    const queue = (await (await officer.reviews.$get({ query: { limit: "100" } })).json()) as {
      items: { homeCity: string }[];
    };
    expect(queue.items.map(({ homeCity }) => homeCity).every((city) => city === "210900")).toBe(true);
  });

  test("a city that leaves is hidden from the next query on", async () => {
    const leaving = codes(FIRST)[0] ?? "";
    expect((await search(FIRST?.slug, `&city=${leaving}`)).total).toBeGreaterThan(0);
    await demo.db
      .updateTable("agreementCity")
      .set({ leftOn: "2026-01-01" })
      .where("city", "=", leaving)
      .execute();
    expect(await search(FIRST?.slug, `&city=${leaving}`)).toMatchObject({ items: [], total: 0 });
  });
});
