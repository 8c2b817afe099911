import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppError } from "../../src/platform/core/errors.ts";
import type { Lexicon, SearchDocument, SearchPort } from "../../src/search/index.ts";
import { searchQuery, type Wanted } from "../support/search-query.ts";
import { searchDocument } from "./documents.ts";

export type Subject = {
  port: SearchPort;
  /** The word list by which a query is split into terms. */
  lexicon: Lexicon;
  /** Slugs of two agreements: the first has the cities 210900 and 211400, the second 210800 and 210300. */
  agreements: { first: string; second: string };
  /** Moves the clock that decides whether a posting has expired, by an interval such as `1 day`. */
  travel(interval: string): Promise<void>;
  close(): Promise<void>;
};

/** Defines the tests that every implementation of SearchPort must pass. */
export function searchConformance(name: string, open: () => Promise<Subject>): void {
  describe(`search conformance: ${name}`, () => {
    let subject: Subject;
    const ask = (query: Wanted = {}) =>
      subject.port.search(searchQuery(subject.lexicon, subject.agreements.first, query));
    const put = async (...documents: Partial<SearchDocument>[]) => {
      const made = documents.map((document) => searchDocument(document));
      await subject.port.put(made);
      return made.map((document) => document.id);
    };
    const clear = async () => {
      const all = await Promise.all(
        [subject.agreements.first, subject.agreements.second].map((agreement) =>
          ask({ limit: 100, scope: { city: null, agreement } }),
        ),
      );
      await subject.port.remove(all.flatMap((answer) => answer.ids));
    };
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());

    describe("words", () => {
      beforeAll(clear);
      test.each([
        ["焊工", "电焊工（二保焊）"],
        ["电焊工", "电焊工"],
        ["焊", "电焊工"],
        ["数控", "数控车床操作工"],
        ["车床", "数控车床操作工"],
        ["CNC", "CNC操作工"],
        ["cn", "CNC操作工"],
        ["ＣＮＣ", "CNC操作工"],
        ["b2", "货车司机B2"],
        ["工会", "总工会文员"],
        ["处理", "待处理专员"],
      ])("%s finds %s", async (text, title) => {
        const [id] = await put({ title });
        expect((await ask({ text })).ids).toContain(id);
      });

      test("requires every term", async () => {
        await clear();
        const [both] = await put(
          { title: "货车司机", text: "包住 夜班", shifts: ["night"] },
          { title: "货车司机", text: "包住" },
        );
        expect((await ask({ text: "司机 夜班" })).ids).toEqual([both]);
        expect((await ask({ text: "司机 夜班 焊工" })).ids).toEqual([]);
      });

      test("ranks a title match before a text match", async () => {
        await clear();
        const [title, text] = await put({ title: "叉车司机" }, { title: "仓库文员", text: "会开叉车优先" });
        expect((await ask({ text: "叉车" })).ids).toEqual([title, text]);
      });

      test("punctuation alone finds nothing and is no error", async () => {
        expect(await ask({ text: "，。！" })).toMatchObject({ ids: [], total: 0, nextCursor: null });
      });
    });

    describe("visibility", () => {
      test("each agreement finds its own cities' postings only", async () => {
        await clear();
        const [a, b] = await put(
          { homeCity: "211400", city: "211400" },
          { homeCity: "210800", city: "210800" },
        );
        expect((await ask()).ids).toEqual([a]);
        const other = { city: null, agreement: subject.agreements.second };
        const answer = await ask({ scope: other, facets: true });
        expect(answer.ids).toEqual([b]);
        expect(answer.facets?.city).toEqual([{ value: "210800", count: 1 }]);
        expect((await ask({ scope: other, filter: { city: ["211400"] } })).total).toBe(0);
        expect((await ask({ scope: { city: "210900", agreement: subject.agreements.second } })).ids).toEqual([
          a,
        ]);
      });

      test("the query itself checks expiry", async () => {
        await clear();
        await put({ title: "瓦工", expiresAt: new Date(Date.now() + 3_600_000) });
        expect((await ask({ text: "瓦工", facets: true })).total).toBe(1);
        await subject.travel("2 hours");
        expect(await ask({ text: "瓦工", facets: true })).toMatchObject({ ids: [], total: 0 });
        await subject.travel("-2 hours");
      });
    });

    describe("exclusions, shifts and ways of payment", () => {
      const found: Record<string, string | undefined> = {};
      beforeAll(async () => {
        await clear();
        const names = ["day", "night", "daily", "hourly", "seller", "clerk", "overtime", "denied", "agency"];
        const ids = await put(
          { title: "普工", shifts: ["day"], monthMinYuan: 4000, monthMaxYuan: 5000, payPeriod: "month" },
          { title: "普工", shifts: ["two", "night"], payday: "month", payPeriod: "day", payMaxYuan: 250 },
          { title: "普工", payPeriod: "day", payPeriods: ["day"], payMaxYuan: 200 },
          { title: "普工", payPeriod: "hour", payPeriods: ["hour", "piece"], payMaxYuan: 20 },
          { title: "电话销售专员" },
          { title: "文员", employerName: "砚禾销售有限公司", text: "配合销售部" },
          { title: "保安", text: "经常加班" },
          { title: "保安", text: "不加班" },
          { title: "保安", agency: true },
        );
        for (const [at, name] of names.entries()) found[ids[at] ?? ""] = name;
      });
      const namesOf = async (query: Wanted) =>
        (await ask({ limit: 100, ...query })).ids.map((id) => found[id]).sort();

      test.each<[string, string[]]>([
        ["不要销售", ["agency", "clerk", "daily", "day", "denied", "hourly", "night", "overtime"]],
        ["保安 不加班", ["agency", "denied"]],
        ["保安 不要中介 不加班", ["denied"]],
        ["普工 不上夜班", ["daily", "day", "hourly"]],
        ["不要普工", ["agency", "clerk", "denied", "overtime", "seller"]],
        ["不去阜新", []],
        ["普工 日结", ["daily"]],
        ["普工 不要日结", ["day", "hourly", "night"]],
      ])("%s", async (text, expected) => {
        expect(await namesOf({ text })).toEqual(expected);
      });

      test.each<[Wanted["filter"], string[]]>([
        [{ shift: ["night", "three"] }, ["night"]],
        [
          { notShift: ["two"] },
          ["agency", "clerk", "daily", "day", "denied", "hourly", "overtime", "seller"],
        ],
        [{ payPeriod: ["piece"] }, ["hourly"]],
        [{ notPayPeriod: ["day", "hour"], shift: ["day"] }, ["day"]],
        [{ payday: ["day"] }, ["daily"]],
        [{ payday: ["month"] }, ["day", "night"]],
        [{ dayPayMin: 220 }, ["night"]],
        [{ hourPayMin: 20 }, ["hourly"]],
        [{ hourPayMin: 21 }, []],
        [{ payMax: 4500 }, ["day"]],
        [{ payMax: 3500 }, []],
      ])("filter %j", async (filter, expected) => {
        expect(await namesOf({ filter: filter ?? {} })).toEqual(expected);
      });
    });

    describe("filters, totals and facets", () => {
      beforeAll(async () => {
        await clear();
        await put(
          {
            title: "焊工甲",
            monthMinYuan: 5000,
            monthMaxYuan: 8000,
            payPeriod: "month",
            benefits: ["dormitory"],
            education: 3,
          },
          {
            title: "焊工乙",
            monthMinYuan: 3000,
            monthMaxYuan: 4000,
            payPeriod: "month",
            city: "211400",
            county: "211481",
            homeCity: "211400",
          },
          { title: "焊工丙", payPeriod: "day", benefits: ["dormitory", "meals"], experienceMinMonths: 36 },
          { title: "会计", monthMaxYuan: 6000, payPeriod: "month", education: 5 },
        );
      });

      test("payMin keeps monthly upper bounds, and unknown pay only on request", async () => {
        expect((await ask({ filter: { payMin: 5000 } })).total).toBe(2);
        expect((await ask({ filter: { payMin: 5000, payUnknown: true } })).total).toBe(3);
      });

      test("education and experience keep postings that require no more", async () => {
        expect((await ask({ filter: { education: 3 } })).total).toBe(3);
        expect((await ask({ filter: { experienceYears: 1 } })).total).toBe(3);
      });

      test("counts a facet under every condition but its own", async () => {
        const { facets, total } = await ask({ text: "焊工", filter: { city: ["210900"] }, facets: true });
        expect(total).toBe(2);
        expect(facets?.city).toEqual([
          { value: "210900", count: 2 },
          { value: "211400", count: 1 },
        ]);
        expect(facets?.benefits).toEqual([
          { value: "dormitory", count: 2 },
          { value: "meals", count: 1 },
        ]);
        expect(facets?.payBand.find((band) => band.value === "5000")?.count).toBe(1);
      });

      test("choosing a facet's value gives its count", async () => {
        const { facets } = await ask({ facets: true });
        for (const { value, count } of facets?.payBand ?? [])
          expect((await ask({ filter: { payMin: Number(value) } })).total).toBe(count);
        for (const { value, count } of facets?.county ?? [])
          expect((await ask({ filter: { county: [value] } })).total).toBe(count);
        for (const { value, count } of facets?.benefits ?? [])
          expect((await ask({ filter: { benefits: [value] } })).total).toBe(count);
      });
    });

    describe("order and pages", () => {
      beforeAll(async () => {
        await clear();
        const same = new Date(Date.now() - 1000);
        await put(
          ...Array.from({ length: 23 }, (_, i) => ({
            title: i % 2 ? "钳工" : "钳工学徒",
            publishedAt: i < 10 ? same : new Date(same.getTime() - i * 1000),
            monthMaxYuan: i % 3 ? 5000 + (i % 4) * 500 : null,
            payPeriod: i % 3 ? ("month" as const) : null,
          })),
        );
      });

      test("nearest first, postings without a place last, pages neither repeat nor skip", async () => {
        const near = {
          point: { lon: 120.86, lat: 40.76 },
          metres: { "211400": 0, "211481": 17_000, "210900": 140_000 },
        };
        const [here, beside, far, nowhere] = await put(
          { title: "铆工", homeCity: "211400", city: "211400", county: null },
          { title: "铆工", homeCity: "211400", city: "211400", county: "211481" },
          { title: "铆工", city: "210900", county: null },
          { title: "铆工", city: null, county: null },
        );
        const first = await ask({ text: "铆工", sort: "nearest", near, limit: 3 });
        expect(first.ids).toEqual([here, beside, far]);
        const second = await ask({ text: "铆工", sort: "nearest", near, limit: 3, cursor: first.nextCursor });
        expect(second.ids).toEqual([nowhere]);
      });

      test("of equal relevance the nearer first; within some divisions only, with equal totals", async () => {
        const near = {
          point: { lon: 120.86, lat: 40.76 },
          metres: { "211400": 0, "211481": 17_000, "210900": 140_000 },
        };
        const [far, beside, here, less] = await put(
          { title: "铣工", city: "210900", county: null },
          { title: "铣工", homeCity: "211400", city: "211400", county: "211481" },
          { title: "铣工", homeCity: "211400", city: "211400", county: null },
          { title: "车间文员", text: "会铣工的优先", homeCity: "211400", city: "211400", county: null },
        );
        const all = await ask({ text: "铣工", near, limit: 3 });
        expect(all.ids).toEqual([here, beside, far]);
        expect((await ask({ text: "铣工", near, limit: 3, cursor: all.nextCursor })).ids).toEqual([less]);
        const filter = { around: ["211400", "211481"] };
        const around = await ask({ text: "铣工", near, filter, facets: true });
        expect(around).toMatchObject({ ids: [here, beside, less], total: 3 });
        expect(around.facets?.city).toEqual([{ value: "211400", count: 3 }]);
        // A county outside counts although its city is inside.
        expect((await ask({ text: "铣工", near, filter: { around: ["211400"] } })).ids).toEqual([here, less]);
      });

      test.each(["relevance", "newest", "pay"] as const)(
        "%s: pages neither repeat nor skip",
        async (sort) => {
          const seen: string[] = [];
          let cursor: string | null = null;
          do {
            const answer: Awaited<ReturnType<typeof ask>> = await ask({
              text: "钳工",
              sort,
              cursor,
              limit: 5,
            });
            expect(answer.total).toBe(23);
            seen.push(...answer.ids);
            cursor = answer.nextCursor;
          } while (cursor);
          expect(seen).toHaveLength(23);
          expect(new Set(seen).size).toBe(23);
          expect((await ask({ text: "钳工", sort, limit: 100 })).ids).toEqual(seen);
        },
      );

      test("refuses a cursor of another query and an invented one", async () => {
        const { nextCursor } = await ask({ text: "钳工", sort: "newest", limit: 5 });
        const refused = expect.objectContaining({ code: "CURSOR_INVALID" });
        await expect(ask({ text: "焊工", sort: "newest", cursor: nextCursor })).rejects.toEqual(refused);
        await expect(ask({ text: "钳工", sort: "pay", cursor: nextCursor })).rejects.toEqual(refused);
        await expect(ask({ cursor: "bm9uc2Vuc2U" })).rejects.toBeInstanceOf(AppError);
      });
    });

    describe("escaping", () => {
      const ATTACKS = [
        "' or 1=1 --",
        "焊工' & !'x",
        "a:*|b",
        '"焊工',
        "\\",
        "焊工\u0000\u0007",
        "city = 210800 OR 1 = 1",
        "😀焊工",
        "焊".repeat(10_000),
        "<->",
        "(((",
      ];
      test.each(ATTACKS)("%j is read as words only", async (text) => {
        const answer = await ask({ text, facets: true });
        expect(answer.total).toBeGreaterThanOrEqual(0);
        for (const { value } of answer.facets?.city ?? []) expect(["210900", "211400"]).toContain(value);
      });

      test("filter values cannot change the filter", async () => {
        expect((await ask({ filter: { occupation: ["x' or 'a'='a"] } })).total).toBe(0);
      });
    });

    describe("writing", () => {
      test("an older revision never replaces a newer one; removing twice has no further effect", async () => {
        await clear();
        const newer = searchDocument({ title: "新瓦工", rev: 5 });
        await subject.port.put([newer]);
        await subject.port.put([{ ...newer, title: "旧木工", rev: 4 }]);
        expect((await ask({ text: "瓦工" })).ids).toEqual([newer.id]);
        expect((await ask({ text: "木工" })).ids).toEqual([]);
        await subject.port.remove([newer.id]);
        await subject.port.remove([newer.id]);
        expect((await ask({ text: "瓦工" })).total).toBe(0);
      });
    });
  });
}
