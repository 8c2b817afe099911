import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../../../src/app.ts";
import type { Services, SharedCounts } from "../../../../src/platform/context.ts";
import { Pages, VIEWER_PARAM, viewerToken } from "../../../../src/platform/http/index.ts";
import { countViewer } from "../../../../src/platform/http/limits/rate.ts";
import { createSeats } from "../../../../src/platform/http/limits/seats.ts";
import { openSharedCounts } from "../../../../src/platform/start/shared-counts.ts";
import { HOME, twoAgreements } from "../../../factories/cities.ts";
import { publishedFair } from "../../../factories/fairs.ts";
import { type TestApp, testApp } from "../../../support/app.ts";

/** A live page with a line and a beat, as cheap as such pages are. `usual` is a page like all others. */
const live = new Pages()
  .get("/test-live", { who: "anyone" }, async (c) => c.text(await viewerToken(c)), { live: true })
  .get("/test-live/line", { who: "anyone" }, (c) => c.text("line"), { live: true })
  .post("/test-live/beat", { who: "anyone" }, (c) => c.text("beat"), { live: true })
  .get("/test-usual", { who: "anyone" }, (c) => c.text("usual"));

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Counting = Pick<Services, "config" | "sharedCounts">;
/** Counts nothing: each process is alone. */
const alone = (): SharedCounts => ({ add: async () => 0 });

/** Starts a process of the installation with a limit and with counts of its own. */
function start(rateLimitPerMinute: number, sharedCounts: SharedCounts = alone()) {
  const config = { ...t.services.config, rateLimitPerMinute, trustedProxies: 1 };
  const services = { ...t.services, config, sharedCounts };
  const app = createApp({ servicesOf: () => services });
  app.route("/", live.app);
  app.pageEntries.push(...live.entries);
  const ask = (path: string, { from = "198.51.100.1", cookie = "", method = "GET" } = {}) =>
    app.request(path, {
      method,
      headers: { "x-forwarded-for": from, ...(cookie ? { cookie } : {}), "sec-fetch-site": "same-origin" },
    });
  return { ask, services };
}
type Ask = ReturnType<typeof start>["ask"];

const lineOf = (token: string) => `/test-live/line?${VIEWER_PARAM}=${token}`;
const cookieOf = (answer: Response) =>
  /visitor=[^;]+/.exec(answer.headers.get("set-cookie") ?? "")?.[0] ?? "";

/** Asks `n` times. Returns how many requests passed; all others must be refused with a time to wait. */
async function passed(n: number, ask: (at: number) => Promise<Response> | Response): Promise<number> {
  let ok = 0;
  for (let at = 0; at < n; at += 1) {
    const answer = await ask(at);
    if (answer.status === 200) ok += 1;
    else expect([answer.status, Number(answer.headers.get("retry-after")) > 0]).toEqual([429, true]);
    await answer.arrayBuffer();
  }
  return ok;
}

/** Opens a live page `n` times, each time as a new browser. Returns the viewers' tokens. */
async function openAll(n: number, ask: Ask): Promise<string[]> {
  const tokens: string[] = [];
  await passed(n, async () => {
    const answer = await ask("/test-live");
    tokens.push(await answer.clone().text());
    return answer;
  });
  return tokens;
}

describe("viewers of live pages behind one address", () => {
  test("a thousand open the page, its line and a beat within a minute, and none is refused", async () => {
    const { ask } = start(200);
    const tokens = await openAll(1_000, ask);
    expect(new Set(tokens).size).toBe(1_000);
    expect(await passed(1_000, (at) => ask(lineOf(tokens[at] ?? "")))).toBe(1_000);
    const beat = (at: number) => ask(`/test-live/beat?${VIEWER_PARAM}=${tokens[at]}`, { method: "POST" });
    expect(await passed(100, beat)).toBe(100);
  });

  test("twin: as a usual page, most of them are refused", async () => {
    const { ask } = start(20);
    expect(await passed(100, () => ask("/test-usual"))).toBe(20);
  });

  test("one who asks a thousand times is refused after a tenth of the limit, and the next is not", async () => {
    const { ask } = start(1_200);
    const [one = "", next = ""] = await openAll(2, ask);
    expect(await passed(1_000, () => ask(lineOf(one)))).toBe(120);
    expect(await passed(120, () => ask(lineOf(next)))).toBe(120);
  });

  test("the cookie of the page counts like its token, and together they count once", async () => {
    const { ask } = start(100);
    const page = await ask("/test-live");
    const [cookie, token] = [cookieOf(page), await page.text()];
    expect(cookie).toBe(`visitor=${token}`);
    expect(await passed(6, () => ask("/test-live/line", { cookie }))).toBe(6);
    expect(await passed(20, () => ask(lineOf(token)))).toBe(4);
    expect(await (await ask("/test-live", { cookie, from: "198.51.100.2" })).text()).toBe(token);
  });

  test("forged tokens share the count of their address, take no memory, and lift no limit", async () => {
    const keys = new Set<string>();
    const { ask } = start(10, {
      add: async (key) => {
        keys.add(key);
        return 0;
      },
    });
    const [token = ""] = await openAll(1, ask);
    const [id = "", signed = ""] = token.split(".");
    const forged = (at: number) =>
      [`v${at}`.padEnd(22, "x"), id].map(
        (one, n) => `${one}.${n === 0 ? signed : signed.replace(/.$/, "!")}`,
      );
    // The page that gave the token was one of the hundred.
    const all = await passed(1_000, (at) => ask(lineOf(forged(at)[at % 2] ?? "")));
    expect(all).toBe(99);
    expect([...keys].sort()).toEqual(["all watching from 198.51.100.1", "watching from 198.51.100.1"]);
    expect(await passed(1, () => ask(lineOf(token)))).toBe(1);
  });

  test("collected tokens have the limit of their address, a hundred times that of a visitor", async () => {
    const { services } = start(10);
    const watch = (at: number) =>
      countViewer(services, { client: "198.51.100.3", viewer: `v${at}` }).then(
        () => 1,
        (error: { code: string }) => {
          expect(error.code).toBe("RATE_LIMITED");
          return 0;
        },
      );
    let ok = 0;
    for (let at = 0; at < 3_000; at += 1) ok += await watch(at);
    expect(ok).toBe(1_000);
  });

  test("ten thousand viewers of one address pass at the usual limit, and most cost no shared statement", async () => {
    let reports = 0;
    const { services } = start(1_200, {
      add: async () => {
        reports += 1;
        return 0;
      },
    });
    for (let round = 0; round < 3; round += 1)
      for (let at = 0; at < 10_000; at += 1)
        await countViewer(services, { client: "198.51.100.4", viewer: `v${at}` });
    expect(reports).toBe(30_000 / 1_200);
  });
});

test("seats: no more keys than seats are kept, and each minute frees all", () => {
  let nowMs = 0;
  const seats = createSeats(100, () => nowMs);
  const taken = (n: number) =>
    Array.from({ length: n }, (_, at) => seats.take(`k${at}`)).filter(Boolean).length;
  expect([taken(10_000), seats.size()]).toEqual([100, 100]);
  expect([seats.take("k0"), seats.take("late")]).toEqual([true, false]);
  nowMs = 60_000;
  expect([seats.take("late"), seats.size()]).toEqual([true, 1]);
});

test("a viewer without a seat is counted with the address, so the limit of the address stays", async () => {
  const { services } = start(10);
  const counting: Counting = services;
  const results = await Promise.all(
    Array.from({ length: 150 }, () =>
      countViewer(counting, { client: "198.51.100.5", viewer: null }).then(
        () => true,
        () => false,
      ),
    ),
  );
  expect(results.filter(Boolean)).toHaveLength(100);
});

test("two processes that share their counts admit a viewer little more often than one", async () => {
  const shared = () => {
    const counts = openSharedCounts({ ...t.services, config: { ...t.services.config, redisUrl: null } });
    closing.push(counts.close);
    return counts;
  };
  const [one, other] = [start(400, shared()), start(400, shared())];
  const [token = ""] = await openAll(1, one.ask);
  const ok = await passed(100, (at) => (at % 2 === 0 ? one : other).ask(lineOf(token)));
  // Forty a minute, reported in tens: each process may have nine that the other does not know.
  expect(ok).toBeGreaterThanOrEqual(40 - 1);
  expect(ok).toBeLessThanOrEqual(40 + 2 * 9);
});

describe("the live pages of a fair", () => {
  test("board, its line and the hall's queue are counted per viewer; a signed-in person per account", async () => {
    await twoAgreements(t.services.db);
    const officer = await t.asOfficer(HOME);
    const { fair } = await publishedFair(t.services, officer.ctx);
    await sql`update app.clock set skew = interval '10 days 1 hour'`.execute(t.services.db);
    const { ask } = start(3);
    const hall = `/fairs/${fair.id}/queue/${fair.venues[0]?.id}`;
    const lines: Response[] = [];
    for (let at = 0; at < 8; at += 1) {
      const board = await ask(`/fairs/${fair.id}/board`);
      const path = /data-events="([^"]+)"/.exec(await board.text())?.[1] ?? "";
      expect([board.status, path]).toEqual([200, expect.stringContaining(`/events?${VIEWER_PARAM}=`)]);
      lines.push(await ask(path));
      expect((await ask(hall)).status).toBe(200);
    }
    expect(lines.map(({ status }) => status)).toEqual(Array(8).fill(200));
    for (const line of lines) await line.body?.cancel();
    const cookie = `session=${officer.token}`;
    expect(await passed(6, () => ask(hall, { cookie }))).toBe(3);
  });
});
