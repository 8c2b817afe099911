import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseQuery, referenceWords, type SearchPort } from "../../src/search/index.ts";
import { meiliClient } from "../../src/search/meili/client.ts";
import { createMeiliSearch } from "../../src/search/meili/engine.ts";
import { SETTINGS, VERSION } from "../../src/search/meili/settings.ts";
import { markIndex } from "../../src/search/store/upkeep.ts";
import { documentReader, registerEngineKeys, searchUpkeep } from "../../src/search/worker.ts";
import { searchDocument } from "../conformance/documents.ts";
import { searchConformance } from "../conformance/search.ts";
import { twoAgreements } from "../factories/cities.ts";
import { type TestApp, testApp } from "../support/app.ts";
import { testDatabase } from "../support/database.ts";
import { type Asked, type MeiliStub, startMeiliStub } from "../support/meili-stub.ts";
import { openServices } from "../support/services.ts";
import { testContext } from "../support/system-context.ts";

const LIVE = process.env.MEILI_URL;

// The whole suite needs a real engine. It runs only if MEILI_URL and MEILI_KEY name one.
describe.skipIf(!LIVE)(`a live server${LIVE ? "" : " (skipped: MEILI_URL names none)"}`, () => {
  searchConformance("Meilisearch", async () => {
    const database = await testDatabase();
    const { first, second } = await twoAgreements(database.db);
    const services = await openServices(database);
    const ctx = await testContext(database.db);
    const client = meiliClient({ url: LIVE ?? "", key: process.env.MEILI_KEY ?? "" }, { timeout: 30_000 });
    await client.deleteIndexIfExists("postings");
    await client.createIndex("postings", { primaryKey: "id" }).waitTask();
    await client
      .index("postings")
      .updateSettings(SETTINGS as never)
      .waitTask();
    await markIndex(database.db, VERSION, true);
    const engine = createMeiliSearch(database.db, client, await documentReader(ctx));
    const settled = async () => {
      await client.tasks.waitForTasks(
        (await client.tasks.getTasks({ limit: 20 })).results.map(({ uid }) => uid),
      );
    };
    const port: SearchPort = {
      ...engine,
      put: async (documents) => engine.put(documents).then(settled),
      remove: async (ids) => engine.remove(ids).then(settled),
    };
    const { lexicon } = await referenceWords(services);
    return {
      port,
      lexicon,
      agreements: { first: first.slug, second: second.slug },
      travel: database.travel,
      close: database.drop,
    };
  });
});

describe("the requests that Meilisearch gets (a stub that ranks nothing checks them)", () => {
  let stub: MeiliStub;
  let t: TestApp;
  let engine: SearchPort;
  beforeAll(async () => {
    stub = await startMeiliStub();
    t = await testApp({ config: { meili: { url: stub.url, key: "search-key" } } });
    await twoAgreements(t.services.db);
    const ctx = await testContext(t.services.db);
    const client = meiliClient({ url: stub.url, key: "search-key" }, { timeout: 1_000 });
    engine = createMeiliSearch(t.services.db, client, await documentReader(ctx));
  });
  beforeEach(async () => {
    stub.asked.length = 0;
    stub.answer = () => undefined;
    await markIndex(t.services.db, VERSION, true);
  });
  afterAll(async () => {
    await stub.close();
    await t.close();
  });

  type Query = {
    q: string;
    filter: string[];
    facets?: string[];
    page?: number;
    hitsPerPage?: number;
    limit?: number;
    sort?: string[];
  };
  const queriesOf = (asked: Asked | undefined) => (asked ? (asked.body as { queries: Query[] }).queries : []);
  const search = async (query: Partial<Parameters<SearchPort["search"]>[0]> & { text?: string }) => {
    const { text = null, ...rest } = query;
    const { lexicon } = await referenceWords(t.services);
    const { terms, without, filter } = parseQuery(text, lexicon);
    return engine.search({
      terms,
      without,
      filter,
      sort: "relevance",
      cursor: null,
      limit: 20,
      facets: false,
      scope: { city: null, agreement: "west" },
      ...rest,
    });
  };
  const asked = async (query: Parameters<typeof search>[0]) => {
    stub.asked.length = 0;
    const answer = await search(query);
    return {
      queries: queriesOf(stub.asked[0]),
      answer,
      paths: stub.asked.map(({ method, path }) => `${method} ${path}`),
    };
  };

  test("sends one query with agreement, expiry and every term in its filter, authorised by the key", async () => {
    const { queries, paths } = await asked({ text: "兴城 焊工" });
    expect(paths).toEqual(["POST /multi-search"]);
    expect(stub.asked[0]?.key).toBe("search-key");
    const [query] = queries;
    expect(query).toMatchObject({
      indexUid: "postings",
      matchingStrategy: "all",
      page: 1,
      hitsPerPage: 20,
      attributesToRetrieve: ["id"],
    });
    expect(query?.filter).toEqual([
      'homeCity IN ["210700", "210900", "211400"]',
      expect.stringMatching(/^expires > 1[0-9]{9}$/),
      "((terms = z40z211481) OR (terms = z5174zz57cez) OR (terms = z7ezz5174zz57cez))",
      "((terms = z23zwelder) OR (terms = z710azz5de5z) OR (terms = z7ezz710azz5de5z))",
    ]);
    expect(query?.q).toBe("z7ezz5174zz57cez z7ezz710azz5de5z");
    expect(JSON.stringify(queries)).not.toMatch(/\p{Script=Han}/u);
  });

  test("sends exclusions, shifts and ways of payment as conditions", async () => {
    const { queries } = await asked({ text: "焊工 不要销售 不加班 不上夜班 日结200以上" });
    const [, , term, seller, overtime, ...filters] = queries[0]?.filter ?? [];
    expect(term).toContain("terms = z23zwelder");
    expect(seller).toMatch(/^NOT \(\(terms = z23zsalesz2dzrep\) OR \(terms = z5ez[a-z0-9]+\)\)$/);
    expect(overtime).toMatch(/^NOT \(\(\(terms = z7ez[a-z0-9]+\) OR .+\) AND NOT \(\(terms = z7ez/);
    expect(filters).toEqual([
      [
        'payPeriod = "day" AND payMax >= 200',
        'payPeriods IN ["day"]',
        '(payday IN ["day"] OR (payday IS NULL AND payPeriod IN ["day"]))',
        'NOT shifts IN ["night", "two", "three", "rotating"]',
      ].join(" AND "),
    ]);
  });

  test("counts a chosen facet by a query without it; sends sorts and pages", async () => {
    const { queries } = await asked({
      filter: { city: ["210900"], payMin: 5000, payUnknown: true },
      facets: true,
      sort: "pay",
    });
    expect(queries).toHaveLength(3);
    expect(queries[0]).toMatchObject({
      filter: expect.arrayContaining(['city IN ["210900"]', "(monthMax >= 5000 OR monthMax IS NULL)"]),
      facets: ["county", "occupation", "educationSteps", "experienceSteps", "benefits"],
      sort: ["pay:desc", "id:desc"],
    });
    expect(queries[1]).toMatchObject({ limit: 0, facets: ["city"] });
    expect(queries[1]?.filter.some((one) => one.startsWith("city"))).toBe(false);
    expect(queries[2]).toMatchObject({ limit: 0, facets: ["payBands"] });
    expect(queries[2]?.filter.some((one) => one.includes("monthMax"))).toBe(false);
  });

  test("returns its counts as the port's, and the next page of the same query", async () => {
    stub.answer = ({ path }) =>
      path === "/multi-search"
        ? {
            status: 200,
            body: {
              results: [
                {
                  hits: [{ id: "a" }],
                  totalHits: 21,
                  facetDistribution: {
                    city: { "210900": 20, "211400": 1 },
                    payBands: { "5000": 2, "3000": 9 },
                  },
                },
              ],
            },
          }
        : undefined;
    const { answer } = await asked({ text: "焊工", facets: true });
    expect(answer).toMatchObject({ ids: ["a"], total: 21 });
    expect(answer.facets?.city).toEqual([
      { value: "210900", count: 20 },
      { value: "211400", count: 1 },
    ]);
    expect(answer.facets?.payBand).toEqual([
      { value: "3000", count: 9 },
      { value: "5000", count: 2 },
    ]);
    expect((await asked({ text: "焊工", cursor: answer.nextCursor })).queries[0]?.page).toBe(2);
    const refused = expect.objectContaining({ code: "CURSOR_INVALID" });
    await expect(search({ text: "电工", cursor: answer.nextCursor })).rejects.toEqual(refused);
    await expect(search({ text: "焊工", cursor: answer.nextCursor, limit: 5 })).rejects.toEqual(refused);
  });

  test.each([
    "' or 1=1 --",
    'a" OR homeCity = "210300',
    "city = 210800 OR 1 = 1",
    "\\焊",
    "焊工\u0000",
    "(((焊",
  ])("%j stays a word", async (text) => {
    const { queries } = await asked({ text });
    const [home, expires, ...terms] = queries[0]?.filter ?? [];
    expect(home).toBe('homeCity IN ["210700", "210900", "211400"]');
    expect(expires).toMatch(/^expires > \d+$/);
    for (const term of terms)
      expect(term).toMatch(/^\((\(terms = [a-z0-9]+( AND terms = [a-z0-9]+)*\)( OR )?)+\)$/);
  });

  test("sends nothing for a reader without a city, or a query without a word", async () => {
    expect((await asked({ scope: { city: null, agreement: "no-such" } })).paths).toEqual([]);
    expect((await asked({ text: "，。！" })).paths).toEqual([]);
  });

  test("writes documents in one request, newer ones only, as plain words", async () => {
    const [known, fresh] = [
      searchDocument({ title: "电焊工", rev: 3 }),
      searchDocument({ title: "叉车司机", rev: 1 }),
    ];
    stub.answer = ({ path }) =>
      path.endsWith("/documents/fetch")
        ? { status: 200, body: { results: [{ id: known.id, rev: 4 }], total: 1 } }
        : undefined;
    await engine.put([known, fresh]);
    expect(stub.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /indexes/postings/documents/fetch",
      "POST /indexes/postings/documents?primaryKey=id",
    ]);
    const [written] = (stub.asked[1]?.body ?? []) as Record<string, unknown>[];
    expect(stub.asked[1]?.body).toHaveLength(1);
    expect(written).toMatchObject({
      id: fresh.id,
      rev: 1,
      homeCity: "210900",
      pay: -1,
      monthMax: null,
      shifts: [],
      payPeriods: [],
      payday: null,
      educationSteps: ["0", "1", "2", "3", "4", "5", "6", "7"],
    });
    for (const attribute of ["title", "trade", "beside", "place", "rest"])
      expect(String(written?.[attribute])).toMatch(/^[a-z0-9 ]*$/);
    await engine.remove([fresh.id]);
    expect(stub.asked.at(-1)).toMatchObject({
      method: "POST",
      path: "/indexes/postings/documents/delete-batch",
      body: [fresh.id],
    });
  });

  test("a rebuild fills a new index under our settings, swaps it, and deletes the old one", async () => {
    const ctx = { ...(await testContext(t.services.db)), config: t.services.config };
    const upkeep = await searchUpkeep(ctx);
    await upkeep?.rebuild(() => undefined);
    const steps = stub.asked
      .filter(({ path }) => !path.startsWith("/tasks"))
      .map(({ method, path }) => `${method} ${path.replace(/postings_\w+/, "fresh")}`);
    expect(steps).toEqual([
      "POST /indexes",
      "PATCH /indexes/fresh/settings",
      "GET /indexes?limit=100",
      "POST /swap-indexes",
      "DELETE /indexes/fresh",
      "GET /indexes/postings/documents?fields=id%2Crev&limit=10000&offset=0",
    ]);
    expect(stub.asked.find(({ path }) => path.endsWith("/settings"))?.body).toEqual(SETTINGS);
    expect(SETTINGS).toMatchObject({
      typoTolerance: { enabled: false },
      prefixSearch: "disabled",
      displayedAttributes: ["id", "rev"],
    });
    expect(
      SETTINGS.filterableAttributes.map(({ attributePatterns, features }) => [
        attributePatterns.includes("terms" as never),
        features.filter.comparison,
      ]),
    ).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test("every request asks for an answer that is not compressed", async () => {
    await asked({ text: "焊工" });
    const ctx = { ...(await testContext(t.services.db)), config: t.services.config };
    await (await searchUpkeep(ctx))?.rebuild(() => undefined);
    await registerEngineKeys({ url: stub.url, masterKey: "0123456789abcdef" }).catch(() => undefined);
    expect(new Set(stub.asked.map(({ path }) => path))).toContain("/keys");
    expect(new Set(stub.asked.map(({ encoding }) => encoding))).toEqual(new Set(["identity"]));
  });
});
