import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, testApp } from "../../support/app.ts";
import { bareApp, fill, operationsOf } from "../../support/operations.ts";

let t: TestApp;
let session: string;
beforeAll(async () => {
  t = await testApp();
  session = (await t.signInAs("13700888001")).token;
});
afterAll(() => t.close());

const POSTS = operationsOf(bareApp()).filter(({ method, page }) => method === "POST" && page);
const post = (path: string, headers: Record<string, string>) =>
  t.app.request(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: "List-Unsubscribe=One-Click&token=x",
  });

test("only the unsubscribe route accepts a POST without cookie, origin and form token, and only with its signed token", async () => {
  expect(POSTS.length).toBeGreaterThan(30);
  const passed: string[] = [];
  for (const { name, path } of POSTS)
    for (const query of ["?token=x", ""])
      for (const headers of [{}, { origin: "https://mail.example" }, { cookie: `session=${session}` }]) {
        const { status } = await post(`${fill(path, {})}${query}`, headers);
        if (status !== 403) passed.push(`${name}${query} ${status}`);
      }
  expect([...new Set(passed)]).toEqual(["POST /mail/unsubscribe?token=x 404"]);
});

test("no spelling of another address passes for it", async () => {
  for (const [path, status] of [
    ["/mail/unsubscribe/?token=x", 404],
    ["/mail/unsubscribe/../confirm?token=x", 403],
    ["/mail/confirm?token=x&path=/mail/unsubscribe", 403],
    ["/mail/unsubscribe?token=", 403],
    ["//mail/unsubscribe?token=x", 404],
    ["/MAIL/unsubscribe?token=x", 404],
    ["/me/mail/remove?token=x", 403],
  ] as const)
    expect([path, (await post(path, { cookie: `session=${session}` })).status]).toEqual([path, status]);
});
