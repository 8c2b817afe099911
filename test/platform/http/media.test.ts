import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../../src/app.ts";
import { AppError } from "../../../src/platform/core/errors.ts";
import { isMediaOrigin, Pages, playsMedia } from "../../../src/platform/http/index.ts";
import { type TestApp, testApp } from "../../support/app.ts";

/** The pages of the test. `from` holds the origins, one a line. */
const watch = new Pages()
  .get("/watch", { who: "anyone" }, (c) => {
    playsMedia(c, (c.req.query("from") ?? "").split("\n").filter(Boolean));
    if (c.req.query("fails") !== undefined) throw new AppError("NOT_FOUND");
    return c.html("<video></video>");
  })
  .get("/still", { who: "anyone" }, (c) => c.html("<p></p>"));

let t: TestApp;
beforeAll(async () => {
  t = await testApp({
    createApp: (parts) => {
      const app = createApp(parts);
      app.route("/", watch.app);
      return app;
    },
  });
});
afterAll(() => t.close());

/** Returns the policy of an answer, with each nonce replaced. */
async function policyOf(path: string): Promise<{ status: number; policy: string }> {
  const answer = await t.app.request(path);
  const policy = answer.headers.get("content-security-policy") ?? "";
  return { status: answer.status, policy: policy.replace(/'nonce-[A-Za-z0-9+/=]+'/g, "NONCE") };
}
const watchFrom = (...origins: string[]) => `/watch?from=${encodeURIComponent(origins.join("\n"))}`;

const PLAIN =
  "default-src 'self'; script-src NONCE; style-src 'self' NONCE; img-src 'self' data:; worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const SOURCE = "https://live.example.cn:8443";

describe("content security policy", () => {
  test("of a page that plays media: its source for media and pieces, a worker from a blob, and nothing else", async () => {
    const wide = PLAIN.replace("worker-src 'self'", "worker-src 'self' blob:");
    expect(await policyOf(watchFrom(SOURCE, SOURCE))).toEqual({
      status: 200,
      policy: `${wide}; media-src 'self' blob: ${SOURCE}; connect-src 'self' ${SOURCE}`,
    });
    expect((await policyOf("/watch")).policy).toBe(`${wide}; media-src 'self' blob:; connect-src 'self'`);
  });

  test("of all other pages, and of an error of that page, stays as it is", async () => {
    for (const path of ["/still", "/help", "/", "/nowhere", "/healthz", "/api/v1/cities", "/static/none.css"])
      expect([path, (await policyOf(path)).policy]).toEqual([path, PLAIN]);
    expect(await policyOf(`${watchFrom(SOURCE)}&fails`)).toEqual({ status: 404, policy: PLAIN });
    await policyOf(watchFrom(SOURCE));
    expect((await policyOf("/still")).policy).toBe(PLAIN);
  });

  test.each([
    "https://a.cn/",
    "https://a.cn/live.m3u8",
    "https://a.cn; script-src *",
    "https://a.cn;script-src",
    "https://a.cn 'unsafe-inline'",
    "https://a.cn\r\nset-cookie: x=1",
    "https://a.cn'",
    'https://a.cn"',
    "https://*.a.cn",
    "https://*",
    "https:",
    "https://",
    "*",
    "'unsafe-eval'",
    "blob:",
    "data:",
    "http://a.cn",
    "ftp://a.cn",
    "https://user@a.cn",
    "https://a.cn:443",
    "https://A.cn",
    "https://直播.cn",
    "https://[2001:db8::1]",
    "//a.cn",
    "null",
    "",
  ])("takes no %j", async (origin) => {
    expect(isMediaOrigin(t.services.config, origin)).toBe(false);
    expect(isMediaOrigin({ ...t.services.config, production: true }, origin)).toBe(false);
    // The page splits its origins at line breaks.
    if (origin === "" || origin.includes("\n")) return;
    expect(await policyOf(watchFrom(SOURCE, origin))).toEqual({ status: 500, policy: PLAIN });
  });

  test("takes our own origin, and a server of this machine outside production", () => {
    const config = { origins: ["http://10.0.0.5:3000"], production: true };
    expect(isMediaOrigin(config, "http://10.0.0.5:3000")).toBe(true);
    expect(isMediaOrigin(config, "http://10.0.0.5:3001")).toBe(false);
    expect(isMediaOrigin(config, "http://127.0.0.1:8080")).toBe(false);
    expect(isMediaOrigin({ ...config, production: false }, "http://127.0.0.1:8080")).toBe(true);
    expect(isMediaOrigin({ ...config, production: false }, "http://127.0.0.1.evil.cn")).toBe(false);
  });

  test("takes eight origins and no more", async () => {
    const all = Array.from({ length: 9 }, (_, n) => `https://s${n}.cn`);
    expect((await policyOf(watchFrom(...all.slice(0, 8)))).status).toBe(200);
    expect((await policyOf(watchFrom(...all))).status).toBe(500);
  });
});
