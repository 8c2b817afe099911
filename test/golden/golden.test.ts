import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPostings, type SearchPort } from "../../src/search/index.ts";
import { encodeTerm } from "../../src/search/meili/encode.ts";
import { weightsOf } from "../../src/search/meili/terms.ts";
import { documentReader, indexingEngine } from "../../src/search/worker.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { testContext } from "../support/system-context.ts";
import type { Golden } from "./corpus.ts";
import { gradeOf } from "./judge.ts";
import { type Judged, judgeGolden } from "./run.ts";
import { goldenVisitor } from "./world.ts";

let database: TestDatabase;
let visitor: Awaited<ReturnType<typeof goldenVisitor>>;
let engine: SearchPort;
let corpus: Golden[];
let judged: Judged[];
beforeAll(async () => {
  database = await testDatabase();
  visitor = await goldenVisitor(await testContext(database.db));
  engine = await indexingEngine(database.db, visitor);
  ({ corpus, judged } = await judgeGolden(visitor, engine));
});
afterAll(() => database.drop());

const mean = (all: Judged[]) => all.reduce((sum, { ndcg }) => sum + ndcg, 0) / all.length;
const kinds = () => [...new Set(judged.map(({ query }) => query.kind))];

describe("graded queries", () => {
  test("are at least 200, each with a known result or a known absence of one", () => {
    expect(judged.length).toBeGreaterThanOrEqual(400);
    const empty = judged.filter(({ answerable, query }) => !answerable && query.kind !== "nothing");
    expect(empty.map(({ query }) => query.text)).toEqual([]);
  });

  test("rank the right postings first: nDCG of the first ten 0.95 over all, 0.9 in each class", () => {
    expect(mean(judged)).toBeGreaterThanOrEqual(0.95);
    for (const kind of kinds()) {
      const figure = mean(judged.filter(({ query }) => query.kind === kind));
      expect([kind, figure >= 0.9]).toEqual([kind, true]);
    }
  });

  test("find something if a relevant posting exists, and nothing otherwise", () => {
    const missed = judged.filter(({ answerable, total }) => answerable && total === 0);
    expect(missed.map(({ query }) => query.text)).toEqual([]);
    const invented = judged.filter(({ query, total }) => query.kind === "nothing" && total > 0);
    expect(invented.map(({ query }) => query.text)).toEqual([]);
  });

  test("a negation finds nothing that contradicts it", () => {
    const byId = new Map(corpus.map((document) => [document.id, document]));
    const negations = judged.filter(({ query }) => query.kind === "negation");
    const wrong = negations.flatMap(({ query, ids }) =>
      ids.flatMap((id) => {
        const document = byId.get(id);
        return document && gradeOf(query, document) === 0 ? [`${query.text}: ${document.title}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("twin: the newest-first order does not reach this nDCG", async () => {
    const byId = new Map(corpus.map((document) => [document.id, document]));
    const { ndcg10 } = await import("./judge.ts");
    const exact = judged.filter(({ query }) => query.kind === "exact trade");
    const figures = await Promise.all(
      exact.map(async ({ query }) => {
        const { ids } = await findPostings(visitor, engine, {
          text: query.text,
          filter: {},
          sort: "newest",
          cursor: null,
          limit: 10,
          facets: false,
        });
        return ndcg10(
          query,
          ids.flatMap((id) => byId.get(id) ?? []),
          corpus,
        );
      }),
    );
    expect(figures.reduce((sum, figure) => sum + figure, 0) / figures.length).toBeLessThan(0.9);
  });
});

test("every dictionary word inside every title finds it", async () => {
  const reader = await documentReader(visitor);
  const missed: string[] = [];
  for (const document of corpus) {
    const words = reader
      .terms(document)
      .filter(({ term, weight }) => weight === "A" && /^\p{Script=Han}{2,}$/u.test(term));
    for (const { term } of words.filter(({ term }) => document.title.includes(term))) {
      const { total } = await findPostings(visitor, engine, {
        text: term,
        filter: { enterpriseId: document.enterpriseId, county: [document.county ?? ""] },
        sort: "relevance",
        cursor: null,
        limit: 1,
        facets: false,
      });
      if (total === 0) missed.push(`${term} in ${document.title}`);
    }
  }
  expect(missed).toEqual([]);
});

test("every term has a weight that its kind can have, and its code begins another's exactly if it does", async () => {
  const reader = await documentReader(visitor);
  const terms = corpus.flatMap((document) => reader.terms(document));
  const wrong = terms.filter(({ term, weight }) => !weightsOf(term).includes(weight));
  expect(wrong).toEqual([]);
  const codes = [...new Map(terms.map(({ term }) => [encodeTerm(term), term]))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  expect(codes).toHaveLength(new Set(terms.map(({ term }) => term)).size);
  const begun = codes.filter(([code, term], at) => {
    const [nextCode = "", next = ""] = codes[at + 1] ?? [];
    return nextCode.startsWith(code) !== next.startsWith(term);
  });
  expect(begun).toEqual([]);
});
