import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../../../src/app.ts";
import type { Log, Services } from "../../../../src/platform/context.ts";
import { type Actor, CALLBACK } from "../../../../src/platform/core/actor.ts";
import { isMemberOf, isOfficerOf } from "../../../../src/platform/core/guard.ts";
import { enforceDoor } from "../../../../src/platform/core/policy.ts";
import { Callbacks, Pages } from "../../../../src/platform/http/index.ts";
import { HOME, twoAgreements } from "../../../factories/cities.ts";
import { bodyOf, type TestApp, testApp } from "../../../support/app.ts";
import { CALLBACK_KEY, mountCallbacks } from "../../../support/callbacks.ts";
import { bareApp, operationsOf } from "../../../support/operations.ts";

type Line = Record<string, unknown>;
const lines: Line[] = [];
const note = (fields: Line, message: string) => void lines.push({ ...fields, message });
const log: Log = { debug: note, info: note, warn: note, error: note };
const seen: unknown[] = [];

let t: TestApp;
beforeAll(async () => {
  const meter = { request: (one: unknown) => void seen.push(one) };
  t = await testApp({ parts: { log, meter }, createApp: (parts) => mountCallbacks(createApp(parts)) });
  await twoAgreements(t.services.db);
});
afterAll(() => t.close());

const FORM = "application/x-www-form-urlencoded";
const send = (
  {
    query = "",
    body = "",
    type = FORM,
    headers = {},
  }: { query?: string; body?: string; type?: string; headers?: Record<string, string> },
  app: Pick<TestApp["app"], "request"> = t.app,
  path = "/callbacks/test",
) => app.request(path + query, { method: "POST", body, headers: { "content-type": type, ...headers } });

/** Removes what differs between two answers to the same request. */
const comparable = async (answer: Response) => ({
  status: answer.status,
  body: { ...(await answer.json()), requestId: "" },
  headers: [...answer.headers].filter(
    ([name]) => !["x-request-id", "content-security-policy"].includes(name),
  ),
});

/** An app whose limits no other test uses. */
function limited(rateLimitPerMinute: number) {
  const config = { ...t.services.config, rateLimitPerMinute };
  return mountCallbacks(createApp({ servicesOf: (): Services => ({ ...t.services, config }) }));
}

describe("a callback", () => {
  test.each([
    ["a form with the credential in the body", { body: `call=publish&name=a&k=${CALLBACK_KEY}` }],
    [
      "a form with the credential in the address",
      { query: `?k=${CALLBACK_KEY}`, body: "call=publish&name=a" },
    ],
    [
      "JSON",
      { type: "application/json", body: JSON.stringify({ call: "publish", name: "a", k: CALLBACK_KEY }) },
    ],
    [
      "a form with the origin of another site",
      {
        body: `call=publish&name=a&k=${CALLBACK_KEY}`,
        headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      },
    ],
  ])("is read as %s", async (_name, sent) => {
    const answer = await send(sent);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.has("set-cookie")).toBe(false);
    expect(await bodyOf(answer, 200)).toEqual({
      sender: "server",
      actor: { kind: "callback" },
      fields: { call: "publish", name: "a", k: CALLBACK_KEY },
    });
  });

  test("gets the same answer with a wrong and without a credential, whoever sends it", async () => {
    const officer = await t.asOfficer(HOME);
    const body = "call=publish&name=a";
    const none = await comparable(await send({ body }));
    expect([none.status, none.body.code]).toEqual([401, "CREDENTIAL_INVALID"]);
    const signed: Record<string, string>[] = [
      { cookie: `session=${officer.token}` },
      { authorization: `Bearer ${officer.token}` },
      { authorization: "Bearer nothing-of-a-session" },
      { "x-agreement": "no-such-agreement" },
    ];
    for (const headers of [{}, ...signed])
      for (const sent of [body, `${body}&k=`, `${body}&k=wrong`, `${body}&k=${CALLBACK_KEY}x`])
        expect(await comparable(await send({ body: sent, headers }))).toEqual(none);
    const elsewhere = "/callbacks/test/019a2278-0000-7000-8000-000000000001";
    expect(await comparable(await send({ body }, t.app, elsewhere))).toEqual(none);
  });

  test("has no more rights with a session than without", async () => {
    const officer = await t.asOfficer(HOME);
    const headers = {
      cookie: `session=${officer.token}; agreement=x`,
      authorization: `Bearer ${officer.token}`,
    };
    const { actor } = await bodyOf<{ actor: Actor }>(await send({ body: `k=${CALLBACK_KEY}`, headers }), 200);
    expect(actor).toEqual({ kind: "callback" });
    expect([isOfficerOf(actor, HOME), isMemberOf(actor, "x")]).toEqual([false, false]);
  });

  test("with a forged second field is refused, in each place", async () => {
    const good = `name=a&k=${CALLBACK_KEY}`;
    for (const sent of [
      { body: `${good}&name=b` },
      { query: "?name=b", body: good },
      { query: "?k=x", body: good },
    ]) {
      const { code, fields } = await bodyOf<{ code: string; fields: Line[] }>(await send(sent), 422);
      expect([code, fields.map((field) => field.code)]).toEqual(["INVALID_INPUT", ["REPEATED"]]);
    }
  });

  test("is at most 16 KiB long, with and without a length", async () => {
    const long = `k=${CALLBACK_KEY}&x=${"x".repeat(16 * 1024)}`;
    expect((await send({ body: long })).status).toBe(413);
    expect((await send({ body: long, headers: { "content-length": String(long.length) } })).status).toBe(413);
    expect((await send({ body: long.slice(0, 16 * 1024) })).status).toBe(200);
    expect((await send({ body: "x", type: "text/plain" })).status).toBe(415);
  });

  test("answers no other method", async () => {
    expect((await t.app.request(`/callbacks/test?k=${CALLBACK_KEY}`)).status).toBe(405);
    expect((await t.app.request("/callbacks/nothing", { method: "POST" })).status).toBe(404);
  });
});

test("neither query nor body reaches logs, metrics or answers, also after an error", async () => {
  lines.length = 0;
  seen.length = 0;
  const secret = "wrong-key-with-a-phone-13712345678";
  await send({ query: `?k=${secret}`, body: "name=secret-name" });
  await send({ query: `?k=${secret}&k=${secret}` });
  const broken = await send({ query: `?k=${CALLBACK_KEY}`, body: "name=broken" });
  expect(await bodyOf(broken, 500)).toMatchObject({ code: "INTERNAL" });
  await t.app.request(`/callbacks/nothing?k=${secret}`, { method: "POST" });
  const told = JSON.stringify([lines, seen, await (await send({ query: `?k=${secret}` })).text()]);
  expect(told).not.toMatch(/wrong-key|secret-name|a-key-of|1371234/);
  expect(lines.filter(({ message }) => message === "request").map(({ route }) => route)).toEqual([
    "/callbacks/test",
    "/callbacks/test",
    "/callbacks/test",
    "unmatched",
    "/callbacks/test",
  ]);
  const failed = lines.find(({ message }) => message === "a request failed");
  expect(failed?.error).toMatch(/^Error\n {4}at .*callbacks/);
});

describe("callbacks a minute", () => {
  const statuses = async (n: number, one: () => Promise<Response> | Response) => {
    const all: number[] = [];
    for (let at = 0; at < n; at += 1) all.push((await one()).status);
    return all;
  };

  test("wrong credentials of an address are limited, and a known one of the same address is not", async () => {
    const app = limited(21);
    const wrong = await statuses(30, () => send({ body: "k=wrong" }, app));
    expect(wrong).toEqual([...Array(21).fill(401), ...Array(9).fill(429)]);
    expect((await send({ body: `k=${CALLBACK_KEY}` }, app)).status).toBe(200);
  });

  test("a known credential has a limit of its own", async () => {
    const app = limited(22);
    const right = await statuses(25, () => send({ body: `k=${CALLBACK_KEY}` }, app));
    expect(right).toEqual([...Array(22).fill(200), ...Array(3).fill(429)]);
    expect((await send({ body: "k=wrong" }, app)).status).toBe(401);
  });

  test("an address as a whole has a limit ten times as high, before a body is read", async () => {
    const app = limited(2);
    const all = await statuses(22, () => send({ body: "k=wrong&k=wrong" }, app));
    expect(all).toEqual([...Array(20).fill(422), ...Array(2).fill(429)]);
  });
});

describe("the kind of route", () => {
  test("lets only callbacks in, and callbacks into no other route", () => {
    const routes = operationsOf(mountCallbacks(bareApp()));
    const passed = routes.filter(({ policy }) => {
      try {
        enforceDoor(policy ?? { who: [] }, CALLBACK);
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: "CREDENTIAL_INVALID" });
        return false;
      }
    });
    const below = routes.filter(({ path }) => path.startsWith("/callbacks/"));
    expect(passed).toEqual(below);
    expect(passed.map(({ name }) => name)).toContain("POST /callbacks/test/{id}");
  });

  test("stands only below its path, and a page below that path answers nobody", async () => {
    const nothing = { verify: async () => null, answer: () => new Response() };
    expect(() => new Callbacks().post("/fed/v1/callbacks", nothing)).toThrow("is not below");
    const app = createApp({ servicesOf: () => t.services });
    app.route("/", new Pages().post("/callbacks/page", { who: "anyone" }, (c) => c.text("in")).app);
    expect((await send({}, app, "/callbacks/page")).status).toBe(401);
  });
});
