import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { VERSION } from "../../src/search/meili/settings.ts";
import { markIndex } from "../../src/search/store/upkeep.ts";
import { searchUpkeep } from "../../src/search/worker.ts";
import { drainAll } from "../../workers/index.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting } from "../factories/postings.ts";
import { bodyOf, type TestApp, testApp } from "../support/app.ts";
import { type MeiliStub, refusal, startMeiliStub } from "../support/meili-stub.ts";
import { testContext } from "../support/system-context.ts";

const searchPart = async (t: TestApp) => {
  const { parts } = await bodyOf<{ parts: { name: string }[] }>(await t.call("GET", "/readyz"), 200);
  return parts.find(({ name }) => name === "search");
};

test("without Meilisearch, /readyz names PostgreSQL as the engine", async () => {
  const t = await testApp();
  expect(await searchPart(t)).toEqual({ name: "search", ok: true, engine: "postgresql" });
  await t.close();
});

describe("while the engine is down", () => {
  let stub: MeiliStub;
  let t: TestApp;
  let posting: string;
  beforeEach(async () => {
    stub = await startMeiliStub();
    t = await testApp({ config: { meili: { url: stub.url, key: "k" } } });
    await twoAgreements(t.services.db);
    const union = await t.asOfficer(HOME);
    const { enterprise, member } = await verifiedEnterprise(t.services, union.ctx);
    posting = (await publishedPosting({ member, officer: union.ctx }, enterprise.id)).id;
    await drainAll(t.services);
    await markIndex(t.services.db, VERSION, true);
    stub.asked.length = 0;
  });
  afterEach(async () => {
    await stub.close();
    await t.close();
  });

  type Found = { items: { id: string }[]; total: number; degraded: boolean };
  const found = async () =>
    bodyOf<Found>(await t.call("GET", `/api/v1/postings?q=${encodeURIComponent("焊工")}`), 200);
  const byDatabase = () => ({ items: [{ id: posting }], total: 1, degraded: true });

  const say = (answer: MeiliStub["answer"]) => async () => {
    stub.answer = answer;
  };

  test.each([
    ["refuses", async () => stub.close()],
    ["hangs", say(() => null)],
    ["answers 500", say(() => refusal(500, "internal"))],
    ["has lost its index", say(() => refusal(404, "index_not_found"))],
    ["answers nonsense", say(() => ({ status: 200, body: { results: [{}] } }))],
    ["is being filled", async () => markIndex(t.services.db, VERSION, false)],
    ["is of another version", async () => markIndex(t.services.db, VERSION + 1, true)],
  ])("it %s: the database answers, and the answer and the page say so", async (_name, happens) => {
    await happens();
    expect(await found()).toMatchObject(byDatabase());
    expect(await (await t.call("GET", `/postings?q=${encodeURIComponent("焊工")}`)).text()).toContain(
      "搜索服务正在恢复",
    );
  });

  test("after five failures it is not called for ten seconds", async () => {
    stub.answer = () => refusal(500, "internal");
    for (let n = 0; n < 8; n += 1) expect(await found()).toMatchObject(byDatabase());
    expect(stub.asked.filter(({ path }) => path === "/multi-search")).toHaveLength(5);
    expect(await searchPart(t)).toMatchObject({ ok: false, breaker: "open", ready: true });
  });

  test("/readyz names the engine, its breaker, and the changes that its index lacks", async () => {
    const whole = {
      name: "search",
      ok: true,
      engine: "meilisearch",
      breaker: "closed",
      ready: true,
      behind: 0,
    };
    expect(await searchPart(t)).toEqual(whole);
    stub.answer = () => refusal(500, "internal");
    const union = await t.asOfficer(HOME);
    const { enterprise, member } = await verifiedEnterprise(t.services, union.ctx);
    await publishedPosting({ member, officer: union.ctx }, enterprise.id);
    await expect(drainAll(t.services)).rejects.toThrow(/does not take changes/);
    const { behind } = (await searchPart(t)) as { behind?: number };
    expect(behind).toBeGreaterThan(0);
    await markIndex(t.services.db, VERSION, false);
    expect(await searchPart(t)).toMatchObject({ ok: false, ready: false });
  });

  test("changes are retried, and written once it is back", async () => {
    await stub.close();
    const union = await t.asOfficer(HOME);
    const { enterprise, member } = await verifiedEnterprise(t.services, union.ctx);
    const later = (await publishedPosting({ member, officer: union.ctx }, enterprise.id)).id;
    await expect(drainAll(t.services)).rejects.toThrow(/does not take changes/);
    const back = await startMeiliStub(stub.port);
    await drainAll(t.services);
    const written = back.asked
      .filter(({ method, path }) => method === "POST" && path.includes("/documents?"))
      .flatMap(({ body }) => body as { id: string }[]);
    expect(written.map(({ id }) => id)).toContain(later);
    await back.close();
  });

  test("an index that lost its postings is refilled after two checks", async () => {
    const upkeep = await searchUpkeep({ ...(await testContext(t.services.db)), config: t.services.config });
    expect(await upkeep?.supervise()).toBe("doubtful");
    expect(await upkeep?.supervise()).toBe("reconciled");
    const written = stub.asked
      .filter(({ method, path }) => method === "POST" && path.includes("/documents?"))
      .flatMap(({ body }) => body as { id: string }[]);
    expect(written.map(({ id }) => id)).toEqual([posting]);
    stub.answer = ({ path }) =>
      path.endsWith("/stats")
        ? { status: 200, body: { numberOfDocuments: 1, isIndexing: false } }
        : undefined;
    expect(await upkeep?.supervise()).toBe("whole");
  });

  test("an interrupted rebuild starts again at the next check, and queries resume", async () => {
    await markIndex(t.services.db, VERSION, false);
    expect(await found()).toMatchObject(byDatabase());
    const upkeep = await searchUpkeep({ ...(await testContext(t.services.db)), config: t.services.config });
    stub.answer = ({ path }) =>
      path.endsWith("/stats")
        ? { status: 200, body: { numberOfDocuments: 1, isIndexing: false } }
        : undefined;
    expect(await upkeep?.supervise()).toBe("rebuilt");
    expect(await found()).toMatchObject({ degraded: false });
    expect(await upkeep?.supervise()).toBe("whole");
  });
});
