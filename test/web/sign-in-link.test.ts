import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SetupFile, setUp } from "../../src/cities/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { type TestApp, testApp } from "../support/app.ts";
import { ROOT } from "../support/sources.ts";

let site: TestApp;
beforeAll(async () => {
  site = await testApp();
});
afterAll(() => site.close());

test("an empty house says what to do next; after the setup the link signs the administrator in", async () => {
  const before = await (await site.call("GET", "/")).text();
  expect(before).toContain("npm run setup");
  expect(before).not.toContain("电焊工");
  const text = readFileSync(join(ROOT, "docs", "examples", "five-cities.json"), "utf8");
  const { link } = await setUp(systemContext(site.services, "setup"), SetupFile.parse(JSON.parse(text)), {
    typed: async () => [],
    officialCodes: new Set(),
    link: false,
    replace: false,
  });
  const home = await (await site.call("GET", "/")).text();
  expect(home).toContain("/postings?city=210900");

  const path = `/sign-in/link?token=${link?.token}`;
  // Looking at the link does not use it: messengers open links to show a preview.
  for (const _ of [1, 2]) expect(await (await site.call("GET", path)).text()).toContain("139****0000");
  const sent = await site.app.request("/sign-in/link", {
    method: "POST",
    body: new URLSearchParams({ token: link?.token ?? "" }),
    headers: { origin: "http://localhost" },
  });
  expect([sent.status, sent.headers.get("set-cookie")]).toEqual([303, expect.stringMatching(/^session=/)]);
  const used = await site.call("GET", path);
  expect(used.status).toBe(410);
  expect(await used.text()).toContain("这个登录链接不能用了");
});
