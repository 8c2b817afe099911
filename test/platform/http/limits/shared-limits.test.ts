import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../../../src/app.ts";
import type { Services, SharedCounts } from "../../../../src/platform/context.ts";
import { openSharedCounts } from "../../../../src/platform/start/shared-counts.ts";
import { type TestApp, testApp } from "../../../support/app.ts";
import { listen } from "../../../support/listen.ts";
import { redisInstalled, startRedis, type TestRedis } from "../../../support/redis.ts";

let t: TestApp;
let redis: TestRedis | undefined;
beforeAll(async () => {
  t = await testApp();
  if (redisInstalled) redis = await startRedis();
});
afterAll(async () => {
  await redis?.stop();
  await t.close();
});

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const PATH = "/api/v1/cities";
/** Counts nothing: each process is alone. */
const alone = (): SharedCounts => ({ add: async () => 0 });

/** Starts a process of the installation: an app with counts of its own, and shared ones by `open`. */
async function start(rateLimitPerMinute: number, open: (services: Services) => SharedCounts) {
  const config = { ...t.services.config, rateLimitPerMinute, trustedProxies: 1 };
  const services = { ...t.services, config };
  const sharedCounts = open(services);
  const app = createApp({ servicesOf: () => ({ ...services, sharedCounts }) });
  const server = await listen(app);
  closing.push(server.close);
  return (from: string, headers: Record<string, string> = {}, path = PATH) =>
    fetch(server.origin + path, { headers: { "x-forwarded-for": from, ...headers } });
}

const opened = (redisUrl: string | null) => (services: Services) => {
  const counts = openSharedCounts({ ...services, config: { ...services.config, redisUrl } });
  closing.push(counts.close);
  return counts;
};

type Ask = Awaited<ReturnType<typeof start>>;
/** Sends `n` requests by turns to the processes. Returns how many of them passed. */
async function passed(n: number, processes: Ask[], ask: (one: Ask, at: number) => Promise<Response>) {
  let ok = 0;
  for (let at = 0; at < n; at += 1) {
    const answer = await ask(processes[at % processes.length] as Ask, at);
    if (answer.status === 200) ok += 1;
    else expect([answer.status, Number(answer.headers.get("retry-after")) > 0]).toEqual([429, true]);
    await answer.arrayBuffer();
  }
  return ok;
}

describe.each([
  ["PostgreSQL", () => null],
  ["Redis", () => redis?.url ?? null],
])("two processes that share their counts in %s", (name, url) => {
  if (name === "Redis" && !redisInstalled) return test.skip("is not installed here", () => undefined);

  test("admit together what one would admit", async () => {
    const both = [await start(40, opened(url())), await start(40, opened(url()))];
    expect(await passed(100, both, (one) => one("198.51.100.1"))).toBe(40);
    expect(await passed(10, both, (one) => one("198.51.100.2"))).toBe(10);
  });

  test("of a high limit, each reports only every hundredth part; so few more pass", async () => {
    const reports: number[] = [];
    const counted = (services: Services): SharedCounts => {
      const counts = opened(url())(services);
      return {
        add: (key, requests, max) => {
          reports.push(requests);
          return counts.add(key, requests, max);
        },
      };
    };
    const both = [await start(300, counted), await start(300, counted)];
    const ok = await passed(340, both, (one) => one("198.51.100.3"));
    expect(ok).toBeGreaterThanOrEqual(300 - 2 * 3);
    expect(ok).toBeLessThanOrEqual(300 + 2 * 3);
    expect(reports.length).toBeLessThanOrEqual(340 / 3 + 340 / 30);
  });
});

test("twin: two processes that count for themselves admit twice as much", async () => {
  const both = [await start(40, alone), await start(40, alone)];
  expect(await passed(100, both, (one) => one("198.51.100.4"))).toBe(80);
});

test("while Redis is down each process counts for itself, and no request waits or fails", async () => {
  const both = [
    await start(41, opened("redis://127.0.0.1:1")),
    await start(41, opened("redis://127.0.0.1:1")),
  ];
  expect(await passed(100, both, (one) => one("198.51.100.5"))).toBe(82);
});

describe("many visitors behind one address", () => {
  const HALL = "198.51.100.6";
  const cookieOf = (answer: Response) => /visitor=[^;]+/.exec(answer.headers.get("set-cookie") ?? "")?.[0];

  test("a browser has a limit of its own with the cookie of its first page, at every address", async () => {
    const one = await start(50, alone);
    const cookie = cookieOf(await one(HALL, {}, "/postings")) ?? "";
    await passed(60, [one], (ask) => ask(HALL));
    expect((await one(HALL)).status).toBe(429);
    for (const address of [HALL, "198.51.100.7"])
      expect(await passed(60, [one], (ask) => ask(address, { cookie }))).toBe(50);
  });

  test("forged cookies count as none; collected ones have the limit of their address", async () => {
    const one = await start(12, alone);
    const forged = (at: number) => ({ cookie: `visitor=${`v${at}`.padEnd(22, "x")}.${"y".repeat(43)}` });
    expect(await passed(40, [one], (ask, at) => ask("198.51.100.8", forged(at)))).toBe(12);

    const address = "198.51.100.9";
    const cookies: string[] = [];
    for (let n = 0; n < 12; n += 1) cookies.push(cookieOf(await one(address, {}, "/postings")) ?? "");
    expect(new Set(cookies.filter(Boolean)).size).toBe(12);
    // Each has 12 requests of its own, 144 in all. The address has 120, of which the pages took 12.
    expect(await passed(160, [one], (ask, at) => ask(address, { cookie: cookies[at % 12] ?? "" }))).toBe(108);
  });
});
