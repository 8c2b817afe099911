import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildWorld, type World } from "../platform/http/world.ts";
import { type Client, type TestApp, testApp } from "../support/app.ts";
import { changedTables, fingerprint } from "../support/dump.ts";
import { bareApp, fill, operationsOf, parametersOf } from "../support/operations.ts";

const ALL = operationsOf(bareApp());

let t: TestApp;
let world: World;
beforeAll(async () => {
  t = await testApp();
  world = await buildWorld(t);
});
afterAll(() => t.close());

const callers = (): [string, Client | null][] => [
  ["visitor", null],
  ["seeker", world.seeker],
  ["member", world.member],
  ["officer", world.officer],
];

async function ask(method: string, path: string, who: Client | null): Promise<Response> {
  const page = !path.startsWith("/api/");
  const signed = page ? { cookie: `session=${who?.token}` } : { authorization: `Bearer ${who?.token}` };
  return t.app.request(path, { method, headers: { ...(who ? signed : {}) } });
}

/** All GET routes. `addressOf` fills in the id of an existing record where the policy names one. */
const reads = ALL.filter(({ method }) => method === "GET");
const addressOf = ({ path, policy }: (typeof reads)[number]) => {
  const target = world.targets[policy?.on?.record ?? "posting"].at(-1)?.params ?? {};
  const values = Object.fromEntries(parametersOf(path).map((name) => [name, target[name] ?? "west"]));
  return fill(path, { ...values, ...(parametersOf(path).length > 1 ? { id: world.enterpriseId } : {}) });
};

function directives(csp: string): Map<string, string> {
  return new Map(
    csp.split(";").map((part) => {
      const [name = "", ...rest] = part.trim().split(/\s+/);
      return [name, rest.join(" ")];
    }),
  );
}

function expectSafe(answer: Response): void {
  const csp = answer.headers.get("content-security-policy") ?? "";
  const rules = directives(csp);
  expect(csp).not.toContain("unsafe-");
  expect(rules.get("default-src")).toBe("'self'");
  expect(rules.get("script-src")).toMatch(/^'nonce-[\w+/=-]{20,}'$/);
  for (const name of ["object-src", "base-uri", "frame-ancestors"]) expect(rules.get(name)).toBe("'none'");
  expect(rules.get("form-action")).toBe("'self'");
  const [, seconds] =
    /^max-age=(\d+); includeSubDomains$/.exec(answer.headers.get("strict-transport-security") ?? "") ?? [];
  expect(Number(seconds)).toBeGreaterThanOrEqual(31_536_000);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("referrer-policy")).toBe("same-origin");
  expect(answer.headers.get("x-frame-options")).toBe("DENY");
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  expect(answer.headers.get("x-powered-by")).toBeNull();
}

describe("every answer", () => {
  test.each(reads.map((operation) => [operation.name, operation] as const))(
    "%s: same rules for whoever asks; nothing personal in a shared cache",
    async (_name, operation) => {
      for (const [who, client] of callers()) {
        const answer = await ask("GET", addressOf(operation), client);
        expect([who, answer.status < 500]).toEqual([who, true]);
        expectSafe(answer);
        if (client)
          expect([who, answer.headers.get("cache-control")]).toEqual([
            who,
            expect.stringContaining("no-store"),
          ]);
      }
    },
  );

  test("includes errors: not found, not allowed, unreadable, failed", async () => {
    const broken = bareApp();
    const answers = [
      await t.app.request("/no-such-page"),
      await t.app.request("/api/v1/none"),
      await t.app.request("/me"),
      await t.app.request("/union", { headers: { cookie: `session=${world.seeker.token}` } }),
      await t.app.request("/api/v1/sessions", {
        method: "POST",
        body: "{",
        headers: { "content-type": "application/json" },
      }),
      await t.app.request("/sign-in", { method: "POST", headers: { origin: "https://elsewhere.test" } }),
      await broken.request("/api/v1/cities"),
      await broken.request("/"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 303, 403, 400, 403, 500, 500]);
    for (const answer of answers) expectSafe(answer);
  });

  test("has its own nonce, which its scripts carry", async () => {
    const nonces = new Set<string>();
    for (let n = 0; n < 20; n += 1) {
      const answer = await t.app.request("/");
      const [, nonce = ""] =
        /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "") ?? [];
      const html = await answer.text();
      for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
      expect(html).not.toMatch(/\son\w+="/);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(20);
  });
});

test("a GET writes nothing but a recorded look at a card, and counts", async () => {
  const before = await fingerprint(t.services.db);
  for (const operation of reads)
    for (const [, client] of callers()) await ask("GET", addressOf(operation), client);
  const changed = changedTables(before, await fingerprint(t.services.db));
  expect(changed.filter((name) => !/\.(card_view|livestream_uncounted)$/.test(name))).toEqual([]);
});
