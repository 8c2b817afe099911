import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../../../src/app.ts";
import { readConfig } from "../../../../src/platform/config/index.ts";
import { addressBlock, trustedHop } from "../../../../src/platform/http/limits/address.ts";
import { bodyOf, freshPhone, type TestApp, testApp } from "../../../support/app.ts";
import { listen } from "../../../support/listen.ts";

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

describe("caller's address", () => {
  test.each([
    ["0 proxies, a header", "198.51.100.1", 0, null],
    ["1 proxy", "198.51.100.1", 1, "198.51.100.1"],
    ["1 proxy, forged in front", "10.0.0.1, 127.0.0.1, 198.51.100.1", 1, "198.51.100.1"],
    ["2 proxies", "198.51.100.1, 192.0.2.9", 2, "198.51.100.1"],
    ["2 proxies, forged in front", "8.8.8.8, 198.51.100.1, 192.0.2.9", 2, "198.51.100.1"],
    ["2 proxies, too short", "192.0.2.9", 2, null],
    ["1 proxy, empty", "", 1, null],
    ["1 proxy, absent", undefined, 1, null],
  ])("%s", (_name, header, trusted, expected) => {
    expect(trustedHop(header, trusted)).toBe(expected);
  });

  test.each([
    ["203.0.113.5", "203.0.113.5"],
    ["203.0.113.5:8080", "203.0.113.5"],
    ["::ffff:203.0.113.5", "203.0.113.5"],
    ["::1", "0:0:0:0::/64"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
    ["[2001:db8:1:2::7]:443", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["<script>", "unknown"],
    ["", "unknown"],
  ])("%s counts as %s", (text, block) => {
    expect(addressBlock(text)).toBe(block);
  });
});

/**
 * Serves the app with the given rate limit. Apps with equal limits share one limiter, so each test needs a
 * different limit.
 */
const limited = async (rateLimitPerMinute: number, trustedProxies = 0) => {
  const config = { ...t.services.config, rateLimitPerMinute, trustedProxies };
  const app = createApp({ servicesOf: () => ({ ...t.services, config }) });
  return listen(app);
};

describe("requests per minute", () => {
  const PATH = "/api/v1/cities";
  const times = async (n: number, call: () => Promise<Response>) => {
    const statuses = await Promise.all(Array.from({ length: n }, async () => (await call()).status));
    return {
      passed: statuses.filter((s) => s === 200).length,
      refused: statuses.filter((s) => s === 429).length,
    };
  };

  test("do not count static files", async () => {
    const server = await limited(7);
    const { passed } = await times(20, () => fetch(`${server.origin}/static/none.css`));
    expect(passed).toBe(0);
    expect((await times(7, () => fetch(server.origin + PATH))).passed).toBe(7);
    await server.close();
  });

  test("one address gets 429 with Retry-After; another address continues", async () => {
    const server = await limited(31, 1);
    const from = (forwarded: string) =>
      fetch(server.origin + PATH, { headers: { "x-forwarded-for": forwarded } });
    expect(await times(50, () => from("198.51.100.1"))).toEqual({ passed: 31, refused: 19 });
    const refused = await from("198.51.100.1");
    expect((await bodyOf<{ code: string }>(refused, 429)).code).toBe("RATE_LIMITED");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    expect((await from("198.51.100.2")).status).toBe(200);
    let n = 0;
    const forged = () => from(`10.0.0.${n++}, 198.51.100.1`);
    expect(await times(20, forged)).toEqual({ passed: 0, refused: 20 });
    await server.close();
  });

  test("count the socket's address without trusted proxies", async () => {
    const server = await limited(32);
    let n = 0;
    const forged = () =>
      fetch(server.origin + PATH, {
        headers: { "x-forwarded-for": `10.0.0.${n++}`, "x-real-ip": `10.1.0.${n}` },
      });
    expect(await times(50, forged)).toEqual({ passed: 32, refused: 18 });
    await server.close();
  });

  test("a signed-in person's requests count per account, not per address", async () => {
    const people = [await t.signInAs(freshPhone()), await t.signInAs(freshPhone())];
    const server = await limited(33);
    expect(await times(40, () => fetch(server.origin + PATH))).toEqual({ passed: 33, refused: 7 });
    for (const { token } of people) {
      const signed = () => fetch(server.origin + PATH, { headers: { authorization: `Bearer ${token}` } });
      expect(await times(40, signed)).toEqual({ passed: 33, refused: 7 });
    }
    await server.close();
  });

  test("unknown tokens are no longer looked up after too many", async () => {
    const server = await limited(34);
    let n = 0;
    const guess = () =>
      fetch(server.origin + PATH, {
        headers: { authorization: `Bearer ${`guess-${n++}-`.padEnd(43, "x")}` },
      });
    const statuses = [];
    for (let i = 0; i < 50; i += 1) statuses.push((await guess()).status);
    expect(statuses.filter((s) => s === 401)).toHaveLength(34);
    expect(statuses.slice(34)).toEqual(Array(16).fill(429));
    await server.close();
  });

  test("a page says it in words, with the same code and Retry-After", async () => {
    const server = await limited(3);
    const page = () => fetch(`${server.origin}/help`, { headers: { accept: "text/html" } });
    for (let n = 0; n < 3; n += 1) expect((await page()).status).toBe(200);
    const refused = await page();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.text()).toMatch(/class="[^"]*"[\s\S]*(稍后|太快|太多|频繁|等)/);
    await server.close();
  });

  test("the default is high, because a hall shares one address", () => {
    expect(readConfig({}).rateLimitPerMinute).toBe(1_200);
  });
});
