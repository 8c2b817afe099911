import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildWorld, type World } from "../platform/http/world.ts";
import { type Client, type TestApp, testApp } from "../support/app.ts";
import {
  bareApp,
  fill,
  type Operation,
  operationsOf,
  parametersOf,
  type Schema,
  sample,
} from "../support/operations.ts";

const ALL = operationsOf(bareApp());
/** Unusual and hostile texts. */
const NASTY = [
  "",
  " ",
  "'; drop table posting; --",
  "' or 1=1 --",
  "\\",
  "%00",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "😀".repeat(200),
  "$.a[*] ? (@ > 1)",
  'home_city = "210300" OR 1 = 1',
  "../../etc/passwd",
  "#{7*7}",
  "{{constructor}}",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "constructor",
  "__proto__",
  "1e309",
  "-1",
  "9223372036854775808",
  "0x10",
  "NaN",
  "null",
  "2026-13-45",
  "0000-00-00",
  "电".repeat(10_000),
  "a,b,c".repeat(500),
];
/** Reads an answer. A line of live events has no end: its first bytes say as much as the status. */
async function textOf(answer: Response): Promise<string> {
  if (!answer.headers.get("content-type")?.startsWith("text/event-stream")) return answer.text();
  await answer.body?.cancel();
  return "";
}

/** Replaces lone surrogates: URLs and forms are UTF-8, which cannot encode them. */
const sendable = (value: string) => Buffer.from(value, "utf8").toString("utf8");
const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", maxLength: 60 }));
const anything = fc.oneof(
  text,
  fc.double(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 5 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Generates inputs near a valid one: some fields replaced, omitted or added. */
function nearly(schema: Schema): fc.Arbitrary<unknown> {
  const sound = sample(schema, true);
  if (typeof sound !== "object" || sound === null || Array.isArray(sound)) return anything;
  const names = Object.keys(sound);
  const edit = fc.record({
    name: fc.constantFrom(...names, "extra"),
    value: fc.option(anything, { nil: undefined }),
  });
  const edited = fc.array(edit, { minLength: 0, maxLength: 3 }).map((edits) => {
    const copy: Record<string, unknown> = { ...sound };
    for (const { name, value } of edits) copy[name] = value;
    return copy;
  });
  return fc.oneof({ weight: 4, arbitrary: edited }, { weight: 1, arbitrary: anything });
}

/** Routes that end the caller's session. They are left out, because every later response would be a 401. */
const ENDS = new Set(["DELETE /api/v1/sessions/current", "POST /sign-out"]);
const rows = (operations: Operation[]) =>
  operations.filter(({ name }) => !ENDS.has(name)).map((operation) => [operation.name, operation] as const);

/** How often each property is tried: bodies, and queries, addresses or forms; from which seed. */
export type Fuzzing = { bodies: number; queries: number; seed: number };

/** Declares the tests that send hostile input to every operation of the program. */
export function fuzz({ bodies, queries, seed }: Fuzzing): void {
  let t: TestApp;
  let world: World;
  beforeAll(async () => {
    t = await testApp();
    world = await buildWorld(t);
  });
  afterAll(() => t.close());

  const callerOf = (operation: Operation): Client | null => {
    const who = operation.policy?.who ?? "anyone";
    if (who === "anyone") return null;
    if (who === "signedIn") return world.seeker;
    return who.includes("member") ? world.member : world.officer;
  };

  async function ask(
    operation: Operation,
    path: string,
    body?: { type: string; text: string },
  ): Promise<void> {
    const client = callerOf(operation);
    const answer = await t.app.request(path, {
      method: operation.method,
      headers: {
        origin: "http://localhost",
        ...(client && !operation.page ? { authorization: `Bearer ${client.token}` } : {}),
        ...(client && operation.page ? { cookie: `session=${client.token}` } : {}),
        ...(body ? { "content-type": body.type } : {}),
      },
      ...(body ? { body: body.text } : {}),
    });
    const said = await textOf(answer);
    const asked = `${operation.method} ${path.slice(0, 300)} ${body?.text.slice(0, 300)}: ${answer.status} ${said.slice(0, 300)}`;
    expect(answer.status, asked).toBeLessThan(500);
    expect(/\n\s+at \w|node_modules|kysely|syntax error at/.test(said), asked).toBe(false);
  }

  const run = (runs: number, property: Parameters<typeof fc.assert>[0]) =>
    fc.assert(property, { numRuns: runs, seed });

  const own = (operation: Operation): Record<string, string> => {
    const target = world.targets[operation.policy?.on?.record ?? "posting"].at(-1)?.params ?? {};
    return parametersOf(operation.path).length > 1 ? { ...target, id: world.enterpriseId } : target;
  };

  describe("no input causes an internal error", () => {
    test.each(rows(ALL.filter(({ method }) => method === "GET")))("query of %s", async (_name, operation) => {
      const known = operation.parameters.filter((one) => one.in === "query").map((one) => one.name);
      const names = fc.constantFrom(...known, "q", "cursor", "sort", "status", "page", "no-such");
      const query = fc.array(fc.tuple(names, text), { maxLength: 4 });
      await run(
        queries,
        fc.asyncProperty(query, async (pairs) => {
          const search = new URLSearchParams(pairs.map(([name, value]) => [name, sendable(value)]));
          await ask(operation, `${fill(operation.path, own(operation))}?${search}`);
        }),
      );
    });

    test.each(rows(ALL.filter(({ path }) => parametersOf(path).length > 0)))(
      "address of %s",
      async (_name, operation) => {
        const values = fc.record(
          Object.fromEntries(parametersOf(operation.path).map((name) => [name, text])),
        );
        await run(
          queries,
          fc.asyncProperty(values, async (given) => {
            const wellFormed = Object.fromEntries(
              Object.entries(given).map(([name, value]) => [name, sendable(value)]),
            );
            const body = operation.bodies[0] && JSON.stringify(sample(operation.bodies[0]));
            await ask(
              operation,
              fill(operation.path, wellFormed),
              body ? { type: "application/json", text: body } : undefined,
            );
          }),
        );
      },
    );

    test.each(rows(ALL.filter(({ bodies }) => bodies.length > 0)))("body of %s", async (_name, operation) => {
      await run(
        bodies,
        fc.asyncProperty(fc.oneof(...operation.bodies.map(nearly)), async (body) => {
          const type = "application/json";
          await ask(operation, fill(operation.path, own(operation)), {
            type,
            text: JSON.stringify(body) ?? "",
          });
        }),
      );
    });

    test.each(rows(ALL.filter(({ method, page }) => page && method === "POST")))(
      "form of %s",
      async (_name, operation) => {
        const names = fc.constantFrom(
          "title",
          "reason",
          "phone",
          "code",
          "ids",
          "city",
          "payText",
          "validThrough",
          "uscc",
          "decision",
          "next",
          "callName",
          "skills",
          "ifRev",
        );
        const form = fc.array(fc.tuple(names, text), { maxLength: 6 });
        await run(
          queries,
          fc.asyncProperty(form, async (pairs) => {
            const type = "application/x-www-form-urlencoded";
            const body = new URLSearchParams(pairs.map(([name, value]) => [name, sendable(value)]));
            await ask(operation, fill(operation.path, own(operation)), { type, text: body.toString() });
          }),
        );
      },
    );
  });

  test("no query of a visitor reaches beyond the agreement", async () => {
    const elsewhere = { "x-agreement": "east" };
    const names = ["q", "city", "county", "occupation", "education", "sort", "cursor", "benefits", "payMin"];
    await run(
      bodies,
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 4 }),
        async (pairs) => {
          const search = new URLSearchParams(pairs.map(([name, value]) => [name, sendable(value)]));
          const answer = await t.app.request(`/api/v1/postings?${search}`, { headers: elsewhere });
          const said = await answer.text();
          for (const id of world.homeIds) expect(said).not.toContain(id);
          if (answer.status === 200) expect(JSON.parse(said)).toMatchObject({ items: [], total: 0 });
        },
      ),
    );
  });
}
