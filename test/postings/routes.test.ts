import { OpenAPIHono } from "@hono/zod-openapi";
import { afterAll, describe, expect, test } from "vitest";
import { statusOf } from "../../src/capabilities.ts";
import { cityRoutes } from "../../src/cities/index.ts";
import { enterpriseRoutes } from "../../src/enterprises/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import type { Env } from "../../src/platform/http/env.ts";
import { problemResponse, toAppError } from "../../src/platform/http/errors.ts";
import { postingRoutes, WORD_COLUMNS } from "../../src/postings/index.ts";
import { describe as inWords } from "../../src/web/text/errors/index.ts";
import { person, visitor } from "../factories/actors.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { enterpriseInput } from "../factories/enterprises.ts";
import { postingInput, publishedPosting, submittedPosting } from "../factories/postings.ts";

const { database, services, union, company } = await cityWithEnterprise();
afterAll(() => database.drop());

/** Sends one request with the context `ctx`, through the routes and the error mapping. */
async function call(ctx: RequestContext, method: string, path: string, body?: unknown, headers = {}) {
  const app = new OpenAPIHono<Env>();
  app.use(async (c, next) => {
    c.set("ctx", ctx);
    await next();
  });
  app.onError((thrown, c) => {
    const error = toAppError(thrown);
    return problemResponse(c, { error, status: statusOf(error), ...inWords(error.code) });
  });
  app.route("/", cityRoutes).route("/", enterpriseRoutes).route("/", postingRoutes);
  const answer = await app.request(path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : null };
}

describe("over HTTP", () => {
  test("create, submit, approve, read, count a call, close", async () => {
    const made = await call(
      company.member,
      "POST",
      "/postings",
      await postingInput(services, company.enterprise.id),
    );
    expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"']);
    const at = `/postings/${made.body.id}`;
    const edited = await call(company.member, "PATCH", at, { headcount: 8 }, { "if-match": '"1"' });
    expect([edited.status, edited.body.headcount]).toEqual([200, 8]);
    expect((await call(company.member, "POST", `${at}/submission`, {})).status).toBe(200);
    const queue = await call(union, "GET", "/reviews");
    expect(queue.body.waiting.postings).toBe(1);
    const seen = queue.body.items[0].posting.rev;
    const review = `/reviews/${made.body.id}`;
    expect((await call(union, "POST", review, { decision: "approve", ifRev: seen - 1 })).body.code).toBe(
      "REVISION_CONFLICT",
    );
    expect((await call(union, "POST", review, { decision: "approve", ifRev: seen })).status).toBe(200);
    expect((await call(visitor(services), "GET", at)).body).toMatchObject({ headcount: 8, applyBlock: null });
    expect((await call(visitor(services), "POST", `${at}/calls`, { channel: "poster" })).status).toBe(204);
    expect((await call(company.member, "POST", `${at}/confirmation`, {})).status).toBe(200);
    expect((await call(company.member, "POST", `${at}/closure`, { reason: "filled" })).status).toBe(200);
    const gone = await call(visitor(services), "GET", at);
    expect([gone.status, gone.body.code, gone.body.facts.title]).toEqual([410, "GONE", "电焊工"]);
  });

  test("returns with reasons of the closed table only", async () => {
    const { id } = await submittedPosting(company.member, company.enterprise.id);
    const decide = (body: object) => call(union, "POST", `/reviews/${id}`, body);
    expect((await decide({ decision: "return", reasons: ["NO_SUCH"] })).status).toBe(422);
    expect((await decide({ decision: "return", reasons: [] })).status).toBe(422);
    const bare = await decide({ decision: "return", reasons: ["OTHER"] });
    expect([bare.status, bare.body.fields[0].path]).toEqual([422, "note"]);
    const returned = await decide({ decision: "return", reasons: ["PLACE_UNCLEAR"], note: "请写到路名" });
    expect(returned.body).toMatchObject({ status: "draft", returnReasons: [{ code: "PLACE_UNCLEAR" }] });
  });

  test("policies: visitors sign in, seekers and members do not review, an edit needs a revision", async () => {
    const { id, rev } = await publishedPosting(
      { member: company.member, officer: union },
      company.enterprise.id,
    );
    expect((await call(visitor(services), "POST", "/postings", {})).body.code).toBe("SIGN_IN_REQUIRED");
    expect((await call(await person(services), "GET", "/reviews")).body.code).toBe("ROLE_REQUIRED");
    expect((await call(company.member, "POST", `/reviews/${id}`, { decision: "approve" })).body.code).toBe(
      "ROLE_REQUIRED",
    );
    const blind = await call(company.member, "PATCH", `/postings/${id}`, { title: "改了" });
    expect([blind.status, blind.body.code]).toEqual([428, "REVISION_REQUIRED"]);
    const stale = { "if-match": `"${rev - 1}"` };
    expect((await call(company.member, "PATCH", `/postings/${id}`, { title: "改了" }, stale)).status).toBe(
      412,
    );
    expect((await call(visitor(services), "GET", "/postings/not-an-id")).status).toBe(422);
  });

  test("bulk paths of the review are not read as a posting's id", async () => {
    const importId = services.ids.uuid();
    for (const path of ["reposts", "completion", "submissions"]) {
      const answer = await call(union, "POST", `/reviews/${path}`, { importId });
      expect([path, answer.status, answer.body]).toEqual([path, 200, { done: 0, skipped: [] }]);
      expect((await call(union, "POST", `/reviews/${path}`, {})).body.code).toBe("INVALID_INPUT");
    }
  });

  test("enterprise and city routes answer", async () => {
    const cities = await call(visitor(services), "GET", "/cities");
    expect(cities.body.items).toHaveLength(3);
    const founder = await person(services);
    const made = await call(founder, "POST", "/enterprises", enterpriseInput());
    expect(made.status).toBe(201);
    const at = `/enterprises/${made.body.id}`;
    expect((await call(visitor(services), "GET", at)).status).toBe(404);
    expect((await call(union, "POST", `${at}/verification`, { decision: "suspend" })).status).toBe(422);
    expect((await call(union, "POST", `${at}/verification`, { decision: "verify" })).body.verified).toBe(
      true,
    );
    expect((await call(union, "GET", `${at}/postings`)).body).toEqual({ items: [], nextCursor: null });
    expect((await call(visitor(services), "GET", "/enterprises?limit=1")).body.nextCursor).not.toBeNull();
    expect((await call(visitor(services), "GET", "/enterprises?limit=101")).status).toBe(422);
  });
});

describe("columns that nobody may set", () => {
  /** Returns all columns of a table in camelCase and snake_case, and other names that attackers try. */
  async function columns(table: "posting" | "enterprise"): Promise<string[]> {
    const tables = await database.db.introspection.getTables();
    const found = tables.find((one) => one.name === table)?.columns.map((column) => column.name) ?? [];
    expect(found.length).toBeGreaterThan(20);
    return [...found, ...found.map(snake), "role", "tenant_id", "verifiedAt", "__proto__x"];
  }
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const row = (table: "posting" | "enterprise", id: string) =>
    database.db.selectFrom(table).selectAll().where("id", "=", id).executeTakeFirstOrThrow();

  test.each(["posting", "enterprise"] as const)(
    "of a %s: each is refused by name, nothing changes",
    async (table) => {
      const posting = await submittedPosting(company.member, company.enterprise.id);
      const target = table === "posting" ? posting.id : company.enterprise.id;
      const before = await row(table, target);
      const input =
        table === "posting"
          ? await postingInput(services, company.enterprise.id)
          : enterpriseInput({ name: "批量赋值试验厂" });
      const details = ["nature", "industry", "size", "address", "intro", "contactName", "contactPhone"];
      const allowed = new Set<string>([
        ...Object.keys(input),
        ...(table === "posting" ? ["facts", ...WORD_COLUMNS] : [...details, "contactHours", "county"]),
      ]);
      const path = table === "posting" ? "/postings" : "/enterprises";
      let tried = 0;
      for (const name of await columns(table)) {
        if (allowed.has(name)) continue;
        tried += 1;
        const write = await call(company.member, "POST", path, { ...input, [name]: "x" });
        expect([name, write.status, write.body.fields?.[0]]).toMatchObject([
          name,
          422,
          { path: name, code: "UNKNOWN_FIELD" },
        ]);
        const patch = await call(
          company.member,
          "PATCH",
          `${path}/${target}`,
          { [name]: "x" },
          { "if-match": `"${before.rev}"` },
        );
        expect([name, patch.status]).toEqual([name, 422]);
      }
      expect(tried).toBeGreaterThan(20);
      expect(await row(table, target)).toEqual(before);
    },
  );
});
