import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { VERSION } from "../../src/search/meili/settings.ts";
import { countWrite } from "../../src/search/store/answer-cache.ts";
import { markIndex } from "../../src/search/store/upkeep.ts";
import { searchUpkeep } from "../../src/search/worker.ts";
import { searchDocument } from "../conformance/documents.ts";
import { type RecordedEngine, recordedEngine } from "../support/meili-recorded.ts";
import { refusal } from "../support/meili-stub.ts";
import type { Wanted } from "../support/search-query.ts";
import { testContext } from "../support/system-context.ts";

let recorded: RecordedEngine;
beforeAll(async () => {
  recorded = await recordedEngine();
});
beforeEach(() => recorded.reset());
afterAll(() => recorded.close());

const asked = (query: Wanted) => recorded.asked(query);
const ids = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `posting-${from + at}`);

test.each([
  ["no text", { sort: "newest" as const }, 47_000, [], [1]],
  ["a word without a match", { text: "焊工" }, 0, [], [3]],
  ["a word, all matches in the best levels", { text: "焊工" }, 5, [ids(2), ids(3, 2)], [3]],
  ["a word, its page full from the best levels", { text: "焊工" }, 99, [[], ids(20)], [3]],
  ["a word, its page full from the next levels", { text: "焊工" }, 99, [[], ids(3), [], ids(20, 3)], [3, 3]],
  ["a word, most matches in the last levels", { text: "焊工" }, 99, [ids(1)], [3, 3, 2]],
  ["two words, their page full from the best levels", { text: "兴城 焊工" }, 99, [ids(20)], [3]],
  ["two words, most matches in the last levels", { text: "兴城 焊工" }, 99, [ids(1)], [3, 3, 2]],
  [
    "a word with facets and a chosen city",
    { text: "焊工", filter: { city: ["210900"] }, facets: true },
    99,
    [ids(20)],
    [4],
  ],
])("%s: the queries of each request", async (_name, query, totalHits, levels, expected) => {
  recorded.answerWith({ totalHits }, levels);
  const { requests, answer } = await asked(query);
  expect(requests).toEqual(expected);
  expect(answer.ids).toEqual(levels.flat().slice(0, 20));
});

test("a later request asks only for as many postings as the page lacks", async () => {
  recorded.answerWith({ totalHits: 99 }, [ids(3), ids(4, 3), ids(5, 7)]);
  const { queries } = await asked({ text: "焊工" });
  expect(queries.slice(1).map(({ limit }) => limit)).toEqual([20, 20, 13, 13, 13, 8, 8]);
});

describe("a repeated query", () => {
  const query = { text: "焊工", facets: true };
  const requestsOf = async (repeated: Wanted) => (await asked(repeated)).requests.length;
  beforeEach(() =>
    recorded.answerWith({ totalHits: 2, facetDistribution: { city: { "210900": 2 } } }, [ids(2)]),
  );

  test("is answered from the cache; without the cache it is sent again", async () => {
    const first = await asked(query);
    const again = await asked(query);
    expect([first.requests.length, again.requests.length]).toEqual([1, 0]);
    expect(again.answer).toEqual(first.answer);
    expect(first.answer.facets?.city).toEqual([{ value: "210900", count: 2 }]);
    expect((await recorded.asked(query, recorded.uncached)).requests).toEqual([3]);
    expect((await recorded.asked(query, recorded.uncached)).requests).toEqual([3]);
  });

  test("is sent again by another page size, filter, order, reader, or with other counts", async () => {
    await asked(query);
    for (const other of [
      { limit: 5 },
      { filter: { city: ["210900"] } },
      { sort: "newest" as const },
      { scope: { city: "210900", agreement: "west" } },
      { facets: false },
    ])
      expect(await requestsOf({ ...query, ...other })).toBe(1);
    expect(await requestsOf(query)).toBe(0);
  });

  test("is sent again after a write, a removal, a reconciliation and a rebuild", async () => {
    const upkeep = await searchUpkeep({
      ...(await testContext(recorded.t.services.db)),
      config: recorded.t.services.config,
    });
    for (const write of [
      () => recorded.engine.put([searchDocument({ title: "电焊工" })]),
      () => recorded.engine.remove([searchDocument({}).id]),
      () => upkeep?.reconcile(),
      () => upkeep?.rebuild(() => undefined),
    ]) {
      await asked(query);
      await write();
      expect([await requestsOf(query), await requestsOf(query)]).toEqual([1, 0]);
    }
  });

  test("a write counts only after the engine has applied it", async () => {
    await asked(query);
    const { answer } = recorded.stub;
    const task = { uid: 1, status: "processing", error: null };
    const waits = new Promise<void>((resolve) => {
      recorded.stub.answer = (request) => {
        if (!request.path.startsWith("/tasks/")) return answer(request);
        resolve();
        return { status: 200, body: { ...task } };
      };
    });
    const writing = recorded.engine.put([searchDocument({ title: "电焊工" })]);
    await waits;
    expect(await requestsOf(query)).toBe(0);
    task.status = "succeeded";
    await writing;
    expect(await requestsOf(query)).toBe(1);
  });

  test("is refused while the index is being filled, and a failed one is sent again", async () => {
    await asked(query);
    await markIndex(recorded.t.services.db, VERSION, false);
    await expect(recorded.search(query)).rejects.toThrow("being filled");
    await markIndex(recorded.t.services.db, VERSION, true);
    await countWrite(recorded.t.services.db);
    recorded.stub.answer = () => refusal(500, "internal");
    await expect(recorded.search(query)).rejects.toThrow();
    recorded.answerWith({ totalHits: 2 }, [ids(2)]);
    expect(await requestsOf(query)).toBe(1);
  });

  test("two at the same time share one request", async () => {
    recorded.stub.asked.length = 0;
    const [one, other] = await Promise.all([recorded.search(query), recorded.search(query)]);
    expect(other).toEqual(one);
    expect(recorded.stub.asked).toHaveLength(1);
  });
});
