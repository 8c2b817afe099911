import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SearchPort } from "../../src/search/index.ts";
import { indexingEngine } from "../../src/search/worker.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { liveEngine, openFiltering, openLive } from "../support/meili-live.ts";
import { testContext } from "../support/system-context.ts";
import { goldenCorpus } from "./corpus.ts";
import { type Judged, judgeGolden } from "./run.ts";
import { goldenVisitor } from "./world.ts";

const LIVE = liveEngine();
const mean = (all: Judged[]) => all.reduce((sum, { ndcg }) => sum + ndcg, 0) / all.length;
const PAGE = 100;

describe.each([
  { name: "a stub that evaluates the filters", open: openFiltering, runs: true },
  {
    name: "a live server",
    open: (ctx: Parameters<typeof openLive>[0]) => openLive(ctx, LIVE ?? { url: "", key: "" }),
    runs: LIVE !== null,
  },
])("the graded queries, PostgreSQL against $name", ({ open, runs }) => {
  let database: TestDatabase;
  let close: () => Promise<void>;
  let pairs: { one: Judged; other: Judged }[];
  beforeAll(async () => {
    if (!runs) return;
    database = await testDatabase();
    const visitor = await goldenVisitor(await testContext(database.db));
    const opened = await open(visitor);
    close = opened.close;
    const corpus = goldenCorpus();
    const judge = async (engine: SearchPort) =>
      (await judgeGolden(visitor, engine, { limit: PAGE, corpus })).judged;
    const [ones, others] = [
      await judge(await indexingEngine(database.db, visitor)),
      await judge(opened.port),
    ];
    pairs = ones.flatMap((one, at) => (others[at] ? [{ one, other: others[at] }] : []));
  });
  afterAll(async () => {
    await close?.();
    await database?.drop();
  });

  test.runIf(runs)("every query finds the same set", () => {
    const set = ({ ids, total }: Judged) => (total > PAGE ? [] : [...ids].sort());
    const different = pairs.filter(
      ({ one, other }) => one.total !== other.total || set(one).join() !== set(other).join(),
    );
    expect(different.map(({ one }) => one.query.text)).toEqual([]);
    expect(pairs.filter(({ one }) => one.total > 0 && one.total <= PAGE).length).toBeGreaterThan(300);
  });

  test.runIf(runs)("nDCG of the first ten differs by at most 0.01 in each class", () => {
    const kinds = [...new Set(pairs.map(({ one }) => one.query.kind))];
    const figures = kinds.map((kind) => {
      const of = pairs.filter(({ one }) => one.query.kind === kind);
      return { kind, differs: mean(of.map(({ one }) => one)) - mean(of.map(({ other }) => other)) };
    });
    expect(figures.filter(({ differs }) => Math.abs(differs) > 0.01)).toEqual([]);
  });

  test.runIf(runs)("a query of one word gives the same order, posting by posting", () => {
    const exact = pairs.filter(({ one }) => one.parts === 1);
    expect(exact.length).toBeGreaterThan(100);
    const different = exact.filter(({ one, other }) => one.ids.join() !== other.ids.join());
    expect(different.map(({ one }) => one.query.text)).toEqual([]);
  });
});
