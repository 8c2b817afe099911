import { createRoute, z } from "@hono/zod-openapi";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../../src/app.ts";
import { apiRoute, createApi, Pages } from "../../../src/platform/http/index.ts";
import { bodyOf, type TestApp, testApp } from "../../support/app.ts";
import { mountCallbacks } from "../../support/callbacks.ts";
import { changedTables, fingerprint } from "../../support/dump.ts";
import {
  bareApp,
  fill,
  type Operation,
  operationsOf,
  parametersOf,
  type Schema,
  sample,
} from "../../support/operations.ts";
import { NOT_RECORDS, OPEN, WITHOUT_POLICY } from "./open-routes.ts";
import { buildWorld, doorStatus, type Stranger, type World } from "./world.ts";

type App = ReturnType<typeof createApp>;
// The program has no callback yet, so the matrices get one of the tests.
const bare = mountCallbacks(bareApp());
const ALL = operationsOf(bare);
const WITH_RECORD = ALL.filter((operation) => operation.policy?.on?.param);

/**
 * Returns the faults of an app's declarations: routes without a policy, and routes with parameters whose
 * policy names no record.
 */
function undeclared(app: App): string[] {
  const operations = operationsOf(app);
  const declared = new Set(operations.filter((one) => one.policy).map((one) => one.name));
  const routed = app.routes
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}")}`)
    .filter((name) => !/^ALL \/(.*\/)?\*$/.test(name));
  const open = new Set(routed.filter((name) => !declared.has(name) && !WITHOUT_POLICY.has(name)));
  const nameless = operations.filter(({ name, path, policy }) => {
    const names = parametersOf(path);
    if (names.length === 0 || NOT_RECORDS.has(name)) return false;
    return !policy?.on || !names.includes(policy.on.param);
  });
  return [...open, ...nameless.map(({ name }) => `${name} names no record`)].sort();
}

let t: TestApp;
let world: World;
beforeAll(async () => {
  t = await testApp({ createApp: (parts) => mountCallbacks(createApp(parts)) });
  world = await buildWorld(t);
});
afterAll(() => t.close());

/** A form with so many fields that every page's route gets as far as reading the record. */
const FORM = new URLSearchParams({
  reason: "filled",
  reasons: "PLACE_UNCLEAR",
  kind: "decline",
  statement: "我是人事",
  uscc: "91211400MA0000000X",
  ifRev: "1",
  startedOn: "2030-01-31",
  label: "外地企业",
  title: "电焊工",
  callName: "李师傅",
  skills: "welder",
  places: "211400",
  phone: "13700000000",
  code: "123456",
}).toString();

type Answer = { status: number; text: string; location: string };

async function ask(
  operation: Operation,
  params: Record<string, string>,
  { client, headers }: Pick<Stranger, "client" | "headers">,
  body: unknown = operation.bodies[0] && sample(operation.bodies[0]),
): Promise<Answer> {
  const form = (operation.page || operation.callback) && operation.method === "POST";
  const signed = client
    ? operation.page || operation.callback
      ? { cookie: `session=${client.token}` }
      : { authorization: `Bearer ${client.token}` }
    : {};
  const sent = form ? FORM : body === undefined ? undefined : JSON.stringify(body);
  const type = form ? "application/x-www-form-urlencoded" : "application/json";
  const answer = await t.app.request(fill(operation.path, params), {
    method: operation.method,
    headers: {
      ...signed,
      ...headers,
      "if-match": '"1"',
      origin: "http://localhost",
      ...(sent === undefined ? {} : { "content-type": type }),
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get("location") ?? "" };
}

/** Removes the varying parts of a response: request id, nonce, form token, and the requested id. */
function comparable({ status, text, location }: Answer, params: Record<string, string>): Answer {
  let plain = text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, "ID")
    .replace(/nonce="[^"]*"/g, "nonce")
    .replace(/name="_csrf" value="[^"]*"/g, "token");
  let where = location;
  for (const id of Object.values(params)) {
    plain = plain.replaceAll(id, "ID");
    where = where.replaceAll(id, "ID");
  }
  return { status, text: plain, location: where };
}

const nobodys = () => t.services.ids.uuid();
const missingLike = (params: Record<string, string>) =>
  Object.fromEntries(Object.keys(params).map((name) => [name, nobodys()]));

describe("every route", () => {
  test("declares a policy, and the record that its address names", () => {
    expect(ALL.length).toBeGreaterThan(80);
    expect(undeclared(bare)).toEqual([]);
  });

  test("twin: a route without a policy, and an id without a record, are reported", () => {
    const app = createApp({ servicesOf: () => t.services });
    const responses = { 200: { description: "open" } };
    const params = z.object({ id: z.string() });
    const open = createApi()
      .openapi(createRoute({ method: "get", path: "/open", responses }), (c) => c.body(null, 200))
      .openapi(
        apiRoute({ who: "signedIn" }, { method: "get", path: "/loose/{id}", request: { params }, responses }),
        (c) => c.body(null, 200),
      );
    app.api.route("/", open);
    app.route("/api/v1", open);
    app.get("/admin", (c) => c.text("open"));
    app.all("/any", (c) => c.text("open"));
    const pages = new Pages().get("/loose/:id", { who: "anyone" }, (c) => c.text("open"));
    app.route("/", pages.app);
    app.pageEntries.push(...pages.entries);
    expect(undeclared(app)).toEqual([
      "ALL /any",
      "GET /admin",
      "GET /api/v1/loose/{id} names no record",
      "GET /api/v1/open",
      "GET /loose/{id} names no record",
    ]);
  });

  test("open to visitors is on the list", () => {
    const open = ALL.filter(({ policy }) => policy?.who === "anyone").map(({ name }) => name);
    expect(open.sort()).toEqual([...OPEN].sort());
  });
});

describe("role and route", () => {
  /** Routes that end the caller's session. Each is called with a session of its own. */
  const ENDING = new Set(["DELETE /api/v1/sessions/current", "POST /sign-out"]);
  const callers = (): [string, Stranger["client"], string[]][] => [
    ["visitor", null, []],
    ["seeker", world.seeker, ["seeker"]],
    ["member", world.member, ["seeker", "member"]],
    ["officer", world.officer, ["seeker", "officer"]],
    [
      "administrator",
      world.strangers.find((one) => one.roles.includes("administrator"))?.client ?? null,
      ["seeker", "administrator"],
    ],
  ];

  test.each(ALL.map((operation) => [operation.name, operation] as const))("%s", async (name, operation) => {
    if (!operation.policy) throw new Error("no policy");
    const body = operation.method === "GET" ? undefined : {};
    for (const [who, client, roles] of callers()) {
      const expected = doorStatus(operation.policy, roles);
      if (expected === "in" && ENDING.has(name)) continue;
      const params = missingLike(Object.fromEntries(parametersOf(operation.path).map((one) => [one, ""])));
      const { status, location } = await ask(operation, params, { client, headers: {} }, body);
      const asked = `${who}: ${status}`;
      if (expected === "in") expect([401, 403], asked).not.toContain(status);
      else if (expected === 401 && operation.page && operation.method === "GET")
        expect([asked, location.split("?")[0]]).toEqual([`${who}: 303`, "/sign-in"]);
      else expect(asked).toBe(`${who}: ${expected}`);
    }
  });
});

describe("record and route: strangers get the missing-thing answer", () => {
  let before: Awaited<ReturnType<typeof fingerprint>>;
  beforeAll(async () => {
    before = await fingerprint(t.services.db);
  });

  test.each(WITH_RECORD.map((operation) => [operation.name, operation] as const))(
    "%s",
    async (_name, operation) => {
      const { policy } = operation;
      if (!policy?.on) throw new Error("no record");
      const targets = world.targets[policy.on.record];
      expect(targets.length).toBeGreaterThan(0);
      let missed = 0;
      for (const target of targets) {
        const own = policy.on.by === "readers" && target.shown;
        const two = policy.on.param === "id" ? {} : { id: world.enterpriseId };
        const params = { ...target.params, ...two };
        for (const stranger of world.strangers) {
          if (own && !stranger.outside) continue;
          const absent = missingLike(params);
          const [real, none] = [
            await ask(operation, params, stranger),
            await ask(operation, absent, stranger),
          ];
          const asked = `${stranger.name}, ${target.name}`;
          const expected = doorStatus(policy, stranger.roles);
          expect({ asked, ...comparable(real, params) }).toEqual({ asked, ...comparable(none, absent) });
          if (expected !== "in") continue;
          expect([asked, real.status]).toEqual([asked, 404]);
          missed += 1;
        }
      }
      // A callback proves itself before its record is looked up, so nobody gets that far without a
      // credential.
      expect(missed > 0).toBe(policy.who !== "callback");
    },
  );

  test("none of these calls changed a record", async () => {
    // The calls above replaced the first id of these addresses.
    for (const operation of WITH_RECORD.filter(({ policy }) => policy?.on?.param !== "id"))
      for (const target of world.targets[operation.policy?.on?.record ?? "posting"]) {
        if (target.shown && operation.policy?.on?.by === "readers") continue;
        for (const stranger of world.strangers) await ask(operation, target.params, stranger);
      }
    expect(changedTables(before, await fingerprint(t.services.db))).toEqual([]);
  });

  test("its own people find it, so the answers above are not those of a broken query", async () => {
    const own: [string, World["officer"], Record<string, string> | undefined][] = [
      ["GET /api/v1/postings/{id}/management", world.member, world.targets.posting[0]?.params],
      ["GET /enterprise/postings/{id}", world.member, world.targets.posting[0]?.params],
      [
        "GET /api/v1/postings/{id}",
        world.strangers[1]?.client ?? world.officer,
        world.targets.posting[2]?.params,
      ],
      ["GET /api/v1/enterprises/{id}", world.officer, world.targets.enterprise[0]?.params],
      ["GET /union/enterprises/{id}", world.officer, world.targets.enterprise[0]?.params],
      ["GET /api/v1/applications/{id}", world.seeker, world.targets.application[0]?.params],
      ["GET /enterprise/applications/{id}", world.member, world.targets.application[0]?.params],
      ["GET /api/v1/imports/{id}", world.officer, world.targets.import[0]?.params],
      ["GET /union/imports/{id}/rows", world.officer, world.targets.import[0]?.params],
    ];
    for (const [name, client, params = {}] of own) {
      const operation = ALL.find((one) => one.name === name);
      if (!operation) throw new Error(name);
      const { status } = await ask(operation, params, { client, headers: {} });
      expect([name, status]).toEqual([name, 200]);
    }
  });

  test("another person's application cannot be reached through one's own enterprise", async () => {
    const operation = ALL.find((one) => one.name.endsWith("/applications/{applicationId}"));
    if (!operation) throw new Error("no such route");
    const applicationId = world.targets.application[0]?.params.id ?? "";
    for (const stranger of world.strangers.filter((one) => one.roles.includes("member"))) {
      const account = stranger.client?.ctx.actor;
      const own = account?.kind === "account" ? (account.enterprises[0]?.id ?? "") : "";
      const answer = await ask(operation, { id: own, applicationId }, stranger);
      expect([stranger.name, answer.status]).toEqual([stranger.name, 404]);
    }
  });

  test("an id inside a body grants no more than one in an address", async () => {
    const before = await fingerprint(t.services.db);
    const ids = { ids: [world.targets.posting[1]?.params.id], importId: world.targets.import[0]?.params.id };
    for (const operation of ALL.filter((one) => one.bodies[0]?.properties)) {
      const properties = Object.keys(operation.bodies[0]?.properties ?? {});
      const known = properties.filter((name) => name in ids || name === "enterpriseId");
      for (const name of known)
        for (const stranger of world.strangers) {
          const value = name === "enterpriseId" ? world.enterpriseId : ids[name as keyof typeof ids];
          const absent = name === "ids" ? [nobodys()] : nobodys();
          const input = sample(operation.bodies[0] ?? {}) as object;
          const real = await ask(operation, {}, stranger, { ...input, [name]: value });
          const none = await ask(operation, {}, stranger, { ...input, [name]: absent });
          const params = { id: String(value), absent: String(absent) };
          expect(comparable(real, params)).toEqual(comparable(none, params));
        }
    }
    expect(changedTables(before, await fingerprint(t.services.db))).toEqual([]);
  });
});

describe("columns that nobody may set", () => {
  const EXTRA = [
    "role",
    "roles",
    "tenant_id",
    "tenantId",
    "isAdmin",
    "administrator",
    "verified",
    "__proto__x",
  ];
  const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

  /** The names of all columns of all tables, in snake_case and camelCase, and some further names. */
  let columns: string[];
  beforeAll(async () => {
    const tables = await t.services.db.introspection.getTables();
    const names = tables.flatMap((table) => table.columns.map((column) => column.name));
    columns = [...new Set([...names, ...names.map(camel), ...EXTRA])];
    expect(columns.length).toBeGreaterThan(150);
    for (const name of ["status", "home_city", "homeCity", "verified_at"]) expect(columns).toContain(name);
  });

  /**
   * Returns one body per object in the input: the valid body with all `names` added to that object. `path` is
   * the position of the object.
   */
  function poisoned(
    schema: Schema,
    names: string[],
    path: string[] = [],
  ): { body: unknown; path: string[]; added: string[] }[] {
    if (!schema.properties) return [];
    expect([path, schema.additionalProperties]).toEqual([path, false]);
    const clean = sample(schema, true) as Record<string, unknown>;
    const added = names.filter((name) => !(name in clean));
    const here = { body: { ...clean, ...Object.fromEntries(added.map((name) => [name, "x"])) }, path, added };
    const below = Object.entries(schema.properties).flatMap(([name, one]) =>
      poisoned(one, names, [...path, name]).map((inner) => ({
        ...inner,
        body: { ...clean, [name]: inner.body },
      })),
    );
    return [here, ...below];
  }

  test.each(
    ALL.filter(({ bodies }) => bodies.length > 0).map((operation) => [operation.name, operation] as const),
  )("%s", async (_name, operation) => {
    const record = operation.policy?.on?.record;
    const params = (record && world.targets[record].find((one) => !one.shown)?.params) ?? {};
    const who = operation.policy?.who ?? "anyone";
    const client =
      typeof who === "string" ? world.seeker : who.includes("officer") ? world.officer : world.member;
    const before = await fingerprint(t.services.db);
    for (const schema of operation.bodies)
      for (const { body, path, added } of poisoned(schema, columns)) {
        const answer = await ask(operation, params, { client, headers: {} }, body);
        expect(answer.status).toBe(422);
        const { code, fields } = JSON.parse(answer.text) as {
          code: string;
          fields: { path: string; code: string }[];
        };
        const refused = fields.filter((field) => field.code === "UNKNOWN_FIELD").map((field) => field.path);
        expect(code).toBe("INVALID_INPUT");
        expect(refused.sort()).toEqual(added.map((name) => [...path, name].join(".")).sort());
      }
    expect(changedTables(before, await fingerprint(t.services.db))).toEqual([]);
  });

  test("twin: a non-strict input is noticed", async () => {
    const loose: Schema = { type: "object", properties: { title: { type: "string" } } };
    expect(() => poisoned(loose, ["status"])).toThrow();
    const seeker = world.strangers.find((one) => one.name === "another seeker")?.client;
    const me = await bodyOf<{ roles: string[] }>(
      (await seeker?.call("GET", "/api/v1/me")) ?? new Response(null, { status: 500 }),
      200,
    );
    expect(me.roles).toEqual(["seeker"]);
  });
});
