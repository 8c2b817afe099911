import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RequestContext } from "../../src/platform/context.ts";
import { referenceWords } from "../../src/search/index.ts";
import { SETTINGS } from "../../src/search/meili/settings.ts";
import { LATIN_ATTRIBUTES, TERM_ATTRIBUTES } from "../../src/search/meili/terms.ts";
import { registerEngineKeys, searchUpkeep } from "../../src/search/worker.ts";
import { searchDocument } from "../conformance/documents.ts";
import { searchConformance } from "../conformance/search.ts";
import { twoAgreements } from "../factories/cities.ts";
import { testDatabase } from "../support/database.ts";
import { liveEngine, openFiltering, openLive } from "../support/meili-live.ts";
import { type RecordedEngine, recordedEngine } from "../support/meili-recorded.ts";
import type { Wanted } from "../support/search-query.ts";
import { openServices } from "../support/services.ts";
import { testContext } from "../support/system-context.ts";

const LIVE = liveEngine();

async function subject(open: (ctx: RequestContext) => ReturnType<typeof openFiltering>) {
  const database = await testDatabase();
  const { first, second } = await twoAgreements(database.db);
  const services = await openServices(database);
  const { port, close } = await open(await testContext(database.db));
  const { lexicon } = await referenceWords(services);
  return {
    port,
    lexicon,
    agreements: { first: first.slug, second: second.slug },
    travel: database.travel,
    close: async () => {
      await close();
      await database.drop();
    },
  };
}

// The engine's own behaviour needs a real engine. The suite runs only if MEILI_URL and MEILI_KEY name one.
describe.skipIf(!LIVE)(`a live server${LIVE ? "" : " (skipped: MEILI_URL names none)"}`, () => {
  searchConformance("Meilisearch", () => subject((ctx) => openLive(ctx, LIVE ?? { url: "", key: "" })));
});

describe("a stub that evaluates the filters", () => {
  searchConformance("Meilisearch's requests", () => subject(openFiltering));
});

describe("the requests that Meilisearch gets (a stub that ranks nothing checks them)", () => {
  let recorded: RecordedEngine;
  beforeAll(async () => {
    recorded = await recordedEngine();
  });
  beforeEach(() => recorded.reset());
  afterAll(() => recorded.close());
  const asked = (query: Wanted) => recorded.asked(query);

  const READABLE = [
    'homeCity IN ["210700", "210900", "211400"]',
    expect.stringMatching(/^expires > 1[0-9]{9}$/),
  ];

  test("sends one request with agreement, expiry and every term in each filter, authorised by the key", async () => {
    const { queries, paths } = await asked({ text: "兴城 焊工" });
    expect(paths).toEqual(["POST /multi-search"]);
    expect(recorded.stub.asked[0]?.key).toBe("search-key");
    const terms = [
      "(place IN [zl211481, z0okz1xq, zpz0okz1xq] OR title IN [z0okz1xq, zpz0okz1xq] OR rest = zpz0okz1xq)",
      "(trade = zowelder OR title IN [z6x6z351, zpz6x6z351] OR place IN [z6x6z351, zpz6x6z351] OR rest = zpz6x6z351)",
    ];
    const [whole, ...levels] = queries;
    expect(whole).toEqual({
      indexUid: "postings",
      filter: [...terms, ...READABLE],
      page: 1,
      hitsPerPage: 0,
      attributesToRetrieve: ["id"],
    });
    expect(levels).toHaveLength(2);
    for (const level of levels)
      expect(level).toEqual({
        indexUid: "postings",
        filter: [expect.any(String), ...READABLE],
        offset: 0,
        limit: 20,
        attributesToRetrieve: ["id"],
      });
    expect(JSON.stringify(queries)).not.toMatch(/\p{Script=Han}/u);
  });

  test.each([
    ["焊工", "title = ztz6x6z351", "title = z6x6z351", "trade = zowelder", "title = zpz6x6z351"],
    ["朝阳", "title = ztz4ylze9f", "title = z4ylze9f", "title = zpz4ylze9f", "place = zl211300"],
    ["pugong", "title = ztpugong", "titleLatin STARTS WITH pugong", "tradeLatin STARTS WITH pugong"],
    ["Ｂ２", "title = ztb2", "titleLatin STARTS WITH b2", "tradeLatin STARTS WITH b2"],
  ])("the order of %s: each level excludes all levels before it", async (text, ...best) => {
    recorded.answerWith({ totalHits: 9 });
    const { queries } = await asked({ text });
    const [whole, ...levels] = queries.map(({ filter }) => filter);
    const conditions = levels.map(([condition = ""]) => condition);
    best.forEach((condition, at) => {
      const before = best.slice(0, at);
      expect(conditions[at]).toContain(condition);
      for (const one of before) expect(conditions[at]?.split(" AND NOT ")[1]).toContain(one);
    });
    for (const one of best) expect(conditions.at(-1)).toContain(one);
    // No other condition says that a posting of the last level must match the word.
    expect(conditions.at(-1)?.split(" AND NOT ")[0]).toBe(whole?.[0]);
  });

  test("the levels stay few and short however long the query is", async () => {
    for (const text of [
      "焊".repeat(200),
      "甲乙丙 丁戊己 庚辛壬 癸子丑 寅卯辰 巳午未 申酉戌 亥天地".repeat(4),
    ]) {
      recorded.answerWith({ totalHits: 9 });
      const { queries } = await asked({ text });
      expect(queries.length).toBeGreaterThan(3);
      expect(queries.length).toBeLessThanOrEqual(12);
      expect(JSON.stringify(queries).length).toBeLessThan(200_000);
    }
  });

  test("sends exclusions, shifts and ways of payment as conditions", async () => {
    const { queries } = await asked({ text: "焊工 不要销售 不加班 不上夜班 日结200以上" });
    const [term, seller, overtime, filters] = queries[0]?.filter ?? [];
    expect(term).toContain("trade = zowelder");
    expect(seller).toMatch(/^NOT \(trade = zosaleszz2dzrep OR rest = zw[a-z0-9]+\)$/);
    expect(overtime).toMatch(/^NOT \(\(.*zp[a-z0-9]+.*\) AND NOT \(.*zp[a-z0-9]+.*\)\)$/);
    expect(filters).toEqual(
      [
        'payPeriod = "day" AND payMax >= 200',
        'payPeriods IN ["day"]',
        '(payday IN ["day"] OR (payday IS NULL AND payPeriod IN ["day"]))',
        'NOT shifts IN ["night", "two", "three", "rotating"]',
      ].join(" AND "),
    );
    const best = queries[1]?.filter[0];
    expect(best).toContain("payday IN [day]");
    expect(best).toContain("shifts = day");
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
      facets: ["county", "occupation", "education", "experienceMonths", "benefits"],
      sort: ["monthMax:desc", "id:desc"],
      page: 1,
      hitsPerPage: 20,
    });
    expect(queries[1]).toMatchObject({ limit: 0, facets: ["city"] });
    expect(queries[1]?.filter.some((one) => one.startsWith("city"))).toBe(false);
    expect(queries[2]).toMatchObject({ limit: 0, facets: ["payBand"] });
    expect(queries[2]?.filter.some((one) => one.includes("monthMax"))).toBe(false);
  });

  test("returns its counts as the port's, and the next page begins in the level where this one ends", async () => {
    recorded.answerWith(
      {
        totalHits: 9,
        facetDistribution: {
          city: { "210900": 8, "211400": 1 },
          payBand: { "0": 2, "1": 6, "3": 1 },
          experienceMonths: { "0": 5, "24": 4 },
        },
      },
      [["a"], [], ["b", "c", "d"], ["z"]],
    );
    const { answer, queries } = await asked({ text: "焊工", facets: true, limit: 3 });
    expect(answer).toMatchObject({ ids: ["a", "b", "c"], total: 9 });
    expect(answer.facets?.city).toEqual([
      { value: "210900", count: 8 },
      { value: "211400", count: 1 },
    ]);
    expect(answer.facets?.payBand).toEqual([
      { value: "3000", count: 7 },
      { value: "4000", count: 1 },
      { value: "5000", count: 1 },
    ]);
    expect(answer.facets?.experience.slice(0, 3)).toEqual([
      { value: "0", count: 5 },
      { value: "1", count: 5 },
      { value: "3", count: 9 },
    ]);
    const next = await asked({ text: "焊工", cursor: answer.nextCursor, limit: 3 });
    expect(next.queries.slice(1, 3).map(({ filter }) => filter[0])).toEqual(
      queries.slice(3, 5).map(({ filter }) => filter[0]),
    );
    expect(next.queries[1]?.offset).toBe(2);
    expect(next.queries[2]?.offset).toBe(0);
    const refused = expect.objectContaining({ code: "CURSOR_INVALID" });
    await expect(recorded.search({ text: "电工", cursor: answer.nextCursor, limit: 3 })).rejects.toEqual(
      refused,
    );
    await expect(recorded.search({ text: "焊工", cursor: answer.nextCursor, limit: 5 })).rejects.toEqual(
      refused,
    );
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
    const word = "[a-zA-Z]+ (=|STARTS WITH) [a-z0-9]+";
    const list = "[a-zA-Z]+ IN \\[[a-z0-9]+(, [a-z0-9]+)*\\]";
    const parts = new RegExp(`${word}|${list}|AND|OR|NOT|[ ()]`, "g");
    for (const { filter } of queries) {
      expect(filter.slice(-2)).toEqual(READABLE);
      for (const condition of filter.slice(0, -2)) expect(condition.replace(parts, "")).toBe("");
    }
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
    recorded.stub.answer = ({ path }) =>
      path.endsWith("/documents/fetch")
        ? { status: 200, body: { results: [{ id: known.id, rev: 4 }], total: 1 } }
        : undefined;
    await recorded.engine.put([known, fresh]);
    expect(recorded.stub.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /indexes/postings/documents/fetch",
      "POST /indexes/postings/documents?primaryKey=id",
      "GET /tasks/2",
    ]);
    const [written] = (recorded.stub.asked[1]?.body ?? []) as Record<string, unknown>[];
    expect(recorded.stub.asked[1]?.body).toHaveLength(1);
    expect(written).toMatchObject({
      id: fresh.id,
      rev: 1,
      homeCity: "210900",
      monthMax: null,
      payBand: null,
      shifts: [],
      payPeriods: [],
      payday: null,
      education: 0,
      waived: [],
    });
    const attributes = [...Object.values(TERM_ATTRIBUTES), ...Object.values(LATIN_ATTRIBUTES)];
    const terms = attributes.flatMap((attribute) => written?.[attribute] as string[]);
    expect(terms.length).toBeGreaterThan(20);
    expect(terms.filter((term) => !/^[a-z0-9]+$/.test(term))).toEqual([]);
    expect(new Set(terms).size).toBe(terms.length);
    await recorded.engine.remove([fresh.id]);
    expect(recorded.stub.asked.at(-2)).toMatchObject({
      method: "POST",
      path: "/indexes/postings/documents/delete-batch",
      body: [fresh.id],
    });
  });

  test("a rebuild fills a new index under our settings, swaps it, and deletes the old one", async () => {
    const ctx = { ...(await testContext(recorded.t.services.db)), config: recorded.t.services.config };
    const upkeep = await searchUpkeep(ctx);
    await upkeep?.rebuild(() => undefined);
    const steps = recorded.stub.asked
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
    expect(recorded.stub.asked.find(({ path }) => path.endsWith("/settings"))?.body).toEqual(SETTINGS);
    expect(SETTINGS).toMatchObject({
      searchableAttributes: [],
      rankingRules: ["sort", "published:desc", "id:desc"],
      typoTolerance: { enabled: false },
      prefixSearch: "disabled",
      displayedAttributes: ["id", "rev"],
    });
    const [equal, compared] = SETTINGS.filterableAttributes;
    expect(equal?.attributePatterns).toEqual(expect.arrayContaining(Object.values(TERM_ATTRIBUTES)));
    expect(equal?.features).toEqual({ facetSearch: false, filter: { equality: true, comparison: false } });
    expect(compared?.attributePatterns).toEqual(expect.arrayContaining(Object.values(LATIN_ATTRIBUTES)));
    expect(compared?.attributePatterns.filter((name) => equal?.attributePatterns.includes(name))).toEqual([]);
  });

  test("every request asks for an answer that is not compressed", async () => {
    await asked({ text: "焊工" });
    const ctx = { ...(await testContext(recorded.t.services.db)), config: recorded.t.services.config };
    await (await searchUpkeep(ctx))?.rebuild(() => undefined);
    await registerEngineKeys({ url: recorded.stub.url, masterKey: "0123456789abcdef" }).catch(
      () => undefined,
    );
    expect(new Set(recorded.stub.asked.map(({ path }) => path))).toContain("/keys");
    expect(new Set(recorded.stub.asked.map(({ encoding }) => encoding))).toEqual(new Set(["identity"]));
  });
});
