import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bodyOf, type Client, freshPhone, type TestApp, testApp } from "../../support/app.ts";

/** Origin of in-process requests. Outside production the program accepts it as its own. */
const OURS = "http://localhost";
const FOREIGN = "https://evil.example";

let t: TestApp;
let client: Client;
let cookie: string;
beforeAll(async () => {
  t = await testApp();
  client = await t.signInAs(freshPhone());
  cookie = `session=${client.token}`;
});
afterAll(() => t.close());

type Headers = Record<string, string>;
const codeOf = async (answer: Response) => (await bodyOf<{ code: string }>(answer, answer.status)).code;

/** Opens a page as a visitor. Returns the cookie, and the CSRF token of the page's form. */
async function openForm(path = "/sign-in", headers: Headers = {}) {
  const answer = await t.call("GET", path, { headers });
  const token = /name="_csrf" value="([^"]+)"/.exec(await answer.text())?.[1] ?? "";
  return { cookie: (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "", token };
}

const send = (path: string, fields: Record<string, string>, headers: Headers) =>
  t.app.request(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(fields).toString(),
  });

describe("page form", () => {
  const table: [string, Headers, number][] = [
    ["our origin, as browsers without Sec-Fetch-Site send it", { origin: OURS }, 200],
    ["our public origin", { origin: "http://localhost:3000" }, 200],
    ["the same origin, without Origin", { "sec-fetch-site": "same-origin" }, 200],
    ["a foreign origin", { origin: FOREIGN }, 403],
    ["a foreign origin that claims to be here", { origin: FOREIGN, "sec-fetch-site": "same-origin" }, 403],
    ["a sandboxed frame", { origin: "null" }, 403],
    ["another site", { "sec-fetch-site": "cross-site" }, 403],
    ["a neighbour below our domain", { "sec-fetch-site": "same-site" }, 403],
    ["an origin that begins like ours", { origin: "http://localhost:3000.evil.example" }, 403],
    ["nothing at all", {}, 403],
  ];
  test.each(table)("%s", async (_name, headers, status) => {
    const answer = await send("/sign-in", { phone: freshPhone() }, headers);
    expect(answer.status).toBe(status);
  });

  test("without origin headers needs its token", async () => {
    const form = await openForm();
    expect(form.token).toMatch(/^[\w-]{43}$/);
    const headers = { cookie: form.cookie };
    const sent = await send("/sign-in", { phone: freshPhone(), _csrf: form.token }, headers);
    expect(sent.status).toBe(200);
    const other = await openForm();
    const refused: [Record<string, string>, Headers][] = [
      [{ _csrf: other.token }, headers],
      [{ _csrf: "" }, headers],
      [{}, headers],
      [{ _csrf: form.token }, {}],
      [{ _csrf: form.token }, { ...headers, origin: FOREIGN }],
    ];
    for (const [fields, more] of refused)
      expect((await send("/sign-in", { phone: freshPhone(), ...fields }, more)).status).toBe(403);
  });

  test("of a session needs that session's token: a visitor's or another session's does not fit", async () => {
    const mine = await openForm("/me", { cookie });
    const visitors = await openForm();
    const stranger = await t.signInAs(freshPhone());
    const theirs = await openForm("/me", { cookie: `session=${stranger.token}` });
    for (const _csrf of [visitors.token, theirs.token])
      expect((await send("/sign-out", { _csrf }, { cookie })).status).toBe(403);
    const both = `${cookie}; ${visitors.cookie}`;
    expect((await send("/sign-out", { _csrf: visitors.token }, { cookie: both })).status).toBe(403);
    expect((await client.call("GET", "/api/v1/me")).status).toBe(200);
    const own = `session=${stranger.token}`;
    expect((await send("/sign-out", { _csrf: theirs.token }, { cookie: own })).status).toBe(303);
    expect(mine.token).not.toBe(theirs.token);
  });

  test("a cookie's signature and a token are compared by the vault, in constant time", async () => {
    const form = await openForm();
    const [id = "", signed = ""] = form.cookie.replace("visitor=", "").split(".");
    const verifies = vi.spyOn(t.services.vault, "verifies");
    const sent = () => verifies.mock.calls.map(([, , mac]) => Buffer.from(mac).toString("base64url"));
    try {
      const forged = `${id}.${signed.replace(/^./, (first) => (first === "A" ? "B" : "A"))}`;
      await t.call("GET", "/sign-in", { headers: { cookie: `visitor=${forged}` } });
      expect(sent()).toContain(forged.split(".")[1]);
      await send("/sign-in", { phone: freshPhone(), _csrf: form.token }, { cookie: form.cookie });
      expect(sent()).toEqual(expect.arrayContaining([signed, form.token]));
    } finally {
      verifies.mockRestore();
    }
  });

  test("over https carries a host-bound cookie", async () => {
    const https = await testApp({ config: { origins: ["https://jobs.example"] } });
    try {
      const answer = await https.call("GET", "/sign-in");
      const written = answer.headers.get("set-cookie") ?? "";
      expect(written).toMatch(
        /^__Host-visitor=[\w-]{22}\.[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(answer.headers.get("cache-control")).toBe("private, no-store");
    } finally {
      await https.close();
    }
  });

  test("production accepts the public origin only, whatever host was requested", async () => {
    const config = { production: true, origins: ["https://jobs.example"] };
    const production = await testApp({ config });
    try {
      const post = (origin: string) =>
        production.app.request("https://evil.example/sign-in", {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded", origin },
          body: `phone=${freshPhone()}`,
        });
      expect((await post("https://evil.example")).status).toBe(403);
      expect((await post("https://jobs.example")).status).toBe(200);
    } finally {
      await production.close();
    }
  });
});

describe("JSON API", () => {
  const read = (headers: Headers, body: unknown = {}) =>
    t.call("POST", "/api/v1/me/notices/reading", { headers, body });
  const table: [string, () => Headers, number][] = [
    ["a cookie from our page", () => ({ cookie, origin: OURS }), 204],
    ["a cookie, same origin", () => ({ cookie, "sec-fetch-site": "same-origin" }), 204],
    ["a cookie from a foreign page", () => ({ cookie, origin: FOREIGN }), 403],
    ["a cookie from a sandboxed frame", () => ({ cookie, origin: "null" }), 403],
    ["a cookie and silence", () => ({ cookie }), 403],
    [
      "a bearer token from anywhere",
      () => ({ authorization: `Bearer ${client.token}`, origin: FOREIGN }),
      204,
    ],
    ["a bearer token and silence", () => ({ authorization: `Bearer ${client.token}` }), 204],
  ];
  test.each(table)("%s", async (_name, headers, status) => {
    expect((await read(headers())).status).toBe(status);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain; application/json",
    "application/jsonp",
    "application/xml",
  ])("refuses %s", async (type) => {
    const answer = await t.call("POST", "/api/v1/sessions/otp", {
      headers: { "content-type": type },
      body: { phone: freshPhone() },
    });
    expect([answer.status, await codeOf(answer)]).toEqual([415, "MEDIA_TYPE_UNSUPPORTED"]);
  });

  test("refuses a body without a type", async () => {
    const body = new TextEncoder().encode(JSON.stringify({ phone: freshPhone() }));
    const headers = { "content-length": String(body.length) };
    const answer = await t.app.request("/api/v1/sessions/otp", { method: "POST", headers, body });
    expect(answer.status).toBe(415);
  });

  test("takes JSON with a character set", async () => {
    const headers = { "content-type": "application/json; charset=utf-8" };
    const answer = await t.call("POST", "/api/v1/sessions/otp", { headers, body: { phone: freshPhone() } });
    expect(answer.status).toBe(202);
  });

  test("answers no other origin", async () => {
    const preflight = await t.call("OPTIONS", "/api/v1/me", {
      headers: { origin: FOREIGN, "access-control-request-method": "GET" },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
    const answer = await t.call("GET", "/api/v1/me", { headers: { cookie, origin: FOREIGN } });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });
});
