import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DbOrTx } from "../../db/client.ts";
import { closePosting } from "../../src/postings/index.ts";
import { VERSION } from "../../src/search/meili/settings.ts";
import { answerCache, countWrite } from "../../src/search/store/answer-cache.ts";
import type { ReaderState } from "../../src/search/store/standing.ts";
import { markIndex } from "../../src/search/store/upkeep.ts";
import { drainAll } from "../../workers/index.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting } from "../factories/postings.ts";
import { bodyOf, type TestApp, testApp } from "../support/app.ts";
import { filteringEngine } from "../support/meili-filters.ts";
import { type MeiliStub, refusal, startMeiliStub } from "../support/meili-stub.ts";

describe("the cache of answers", () => {
  const STATE: ReaderState = {
    generation: "7",
    nowMs: 1_000,
    nextExpiryMs: 2_000,
    homeCities: ["210900", "211400"],
    meiliVersion: VERSION,
  };
  const database = () => ({}) as DbOrTx;
  /** Asks for an answer. Returns true if it had to be computed. */
  async function computes(db: DbOrTx, question: string, state: ReaderState, answer: unknown = 1) {
    let computed = false;
    await answerCache(db, state)(question, async () => {
      computed = true;
      return answer;
    });
    return computed;
  }

  test.each<[string, Partial<ReaderState>, boolean]>([
    ["nothing changes", {}, false],
    ["time passes", { nowMs: 1_999 }, false],
    ["a posting expires", { nowMs: 2_000, nextExpiryMs: 3_000 }, true],
    ["an index is written to", { generation: "8" }, true],
    ["the reader sees other cities", { homeCities: ["210900"] }, true],
    ["the clock is set back", { nowMs: 999 }, true],
  ])("when %s", async (_name, change, expected) => {
    const db = database();
    await computes(db, "焊工", STATE);
    expect(await computes(db, "焊工", { ...STATE, ...change })).toBe(expected);
  });

  test("drops the oldest answers above 32 MB", async () => {
    const db = database();
    const megabyte = "x".repeat(2 ** 19);
    for (let n = 0; n < 40; n += 1) await computes(db, `${n}`, STATE, megabyte);
    expect(await computes(db, "39", STATE)).toBe(false);
    expect(await computes(db, "0", STATE)).toBe(true);
  });

  test("drops the oldest answers above 4,000", async () => {
    const db = database();
    for (let n = 0; n <= 4_000; n += 1) await computes(db, `${n}`, STATE);
    expect(await computes(db, "1", STATE)).toBe(false);
    expect(await computes(db, "0", STATE)).toBe(true);
  });
});

describe("cached answers of the search engine", () => {
  let stub: MeiliStub;
  let t: TestApp;
  let closed: () => Promise<unknown>;
  let published: () => Promise<unknown>;
  let posting: string;
  beforeEach(async () => {
    stub = await startMeiliStub();
    stub.answer = filteringEngine().answer;
    t = await testApp({ config: { meili: { url: stub.url, key: "k" } } });
    await twoAgreements(t.services.db);
    const union = await t.asOfficer(HOME);
    const { enterprise, member } = await verifiedEnterprise(t.services, union.ctx);
    published = () => publishedPosting({ member, officer: union.ctx }, enterprise.id);
    posting = (await publishedPosting({ member, officer: union.ctx }, enterprise.id)).id;
    closed = () => closePosting(union.ctx, { id: posting, reason: "filled" });
    await drainAll(t.services);
    await markIndex(t.services.db, VERSION, true);
  });
  afterEach(async () => {
    await stub.close();
    await t.close();
  });

  type Found = { items: { id: string }[]; total: number; degraded: boolean };
  const find = async (q = "焊工") => {
    stub.asked.length = 0;
    const { items, total, degraded } = await bodyOf<Found>(
      await t.call("GET", `/api/v1/postings?q=${encodeURIComponent(q)}`),
      200,
    );
    const sent = stub.asked.filter(({ path }) => path === "/multi-search").length;
    return { ids: items.map(({ id }) => id), total, degraded, sent };
  };

  test("show no posting that was closed since, and end when the index follows", async () => {
    expect(await find()).toEqual({ ids: [posting], total: 1, degraded: false, sent: 1 });
    await closed();
    expect(await find()).toEqual({ ids: [], total: 1, degraded: false, sent: 0 });
    await drainAll(t.services);
    expect(await find()).toMatchObject({ ids: [], total: 0, degraded: false });
  });

  test("are exact while the engine is down, and do not close its breaker", async () => {
    expect(await find()).toMatchObject({ total: 1, sent: 1 });
    stub.answer = () => refusal(500, "internal");
    let sent = 0;
    for (let n = 0; n < 8; n += 1) {
      expect(await find()).toEqual({ ids: [posting], total: 1, degraded: false, sent: 0 });
      const other = await find("电焊");
      expect(other).toMatchObject({ total: 1, degraded: true });
      sent += other.sent;
    }
    expect(sent).toBe(5);
  });

  test("other writers do not wait while the consumer waits for the engine", async () => {
    const { answer } = stub;
    const task = { uid: 1, status: "processing", error: null };
    const removes = new Promise<void>((resolve) => {
      let removed = false;
      stub.answer = (request) => {
        removed ||= request.path.endsWith("/delete-batch");
        if (!removed || !request.path.startsWith("/tasks/")) return answer(request);
        resolve();
        return { status: 200, body: { ...task } };
      };
    });
    await published();
    await closed();
    const drained = drainAll(t.services);
    await removes;
    // Would never end if the consumer held the number of writes locked.
    await countWrite(t.services.db);
    task.status = "succeeded";
    await drained;
    expect(await find()).toMatchObject({ total: 1, degraded: false });
  });
});
