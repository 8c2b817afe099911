import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { twoAgreements } from "../../factories/cities.ts";
import { claimedEnterprise } from "../../factories/enterprises.ts";
import { postingInput } from "../../factories/postings.ts";
import { bodyOf, type Client, freshPhone, type TestApp, testApp } from "../../support/app.ts";

let t: TestApp;
let hr: Client;
let enterpriseId: string;
let body: Record<string, unknown>;
let key = 0;
beforeAll(async () => {
  t = await testApp({ max: 25 });
  await twoAgreements(t.services.db);
  enterpriseId = (await claimedEnterprise(t.services)).enterprise.id;
  hr = await t.asMember(enterpriseId);
  body = await postingInput(t.services, enterpriseId);
});
beforeEach(async () => {
  key += 1;
  await sql`delete from posting`.execute(t.services.db);
});
afterAll(() => t.close());

const post = (over: Record<string, unknown> = {}, headers: Record<string, string> = {}, who = hr) =>
  who.call("POST", "/api/v1/postings", {
    body: { ...body, ...over },
    headers: { "idempotency-key": `key-${key}`, ...headers },
  });
const postings = async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from posting`.execute(t.services.db);
  return rows[0]?.n;
};
const codeOf = async (answer: Response, status: number) =>
  (await bodyOf<{ code: string }>(answer, status)).code;

describe("repeated request", () => {
  test("gets the first answer and does nothing", async () => {
    const first = await post();
    const again = await post();
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(again.headers.get("content-security-policy")).toContain("default-src");
    expect(await postings()).toBe(1);
  });

  test("20 at once take effect once; the others wait or replay", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post()));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect(statuses).toContain(201);
    expect(await postings()).toBe(1);
    expect((await post()).headers.get("idempotency-replayed")).toBe("true");
  });

  test("twin: 20 at once without the key take effect 20 times", async () => {
    const plain = () => hr.call("POST", "/api/v1/postings", { body });
    await Promise.all(Array.from({ length: 20 }, plain));
    expect(await postings()).toBe(20);
  });

  test("with another body is refused and changes nothing", async () => {
    await post();
    expect(await codeOf(await post({ headcount: 9 }), 422)).toBe("IDEMPOTENCY_KEY_REUSED");
    expect(await postings()).toBe(1);
  });

  test("an answer without content stays without content", async () => {
    const read = () =>
      hr.call("POST", "/api/v1/me/notices/reading", {
        body: {},
        headers: { "idempotency-key": `read-${key}` },
      });
    const [first, again] = [await read(), await read()];
    expect([first.status, again.status]).toEqual([204, 204]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await again.text()).toBe("");
  });

  test("by another caller is a separate request", async () => {
    await post();
    const colleague = await t.asMember(enterpriseId);
    const theirs = await post({}, {}, colleague);
    expect([theirs.status, theirs.headers.get("idempotency-replayed")]).toEqual([201, null]);
    expect(await postings()).toBe(2);
  });
});

describe("request without effect", () => {
  test("releases its key: the corrected body comes under the same key", async () => {
    expect(await codeOf(await post({ headcount: -1 }), 422)).toBe("INVALID_INPUT");
    expect((await post()).status).toBe(201);
  });

  test("an internal error releases the key too", async () => {
    await sql`alter table posting add constraint broken check (headcount <> 77)`.execute(t.services.db);
    expect(await codeOf(await post({ headcount: 77 }), 500)).toBe("INTERNAL");
    await sql`alter table posting drop constraint broken`.execute(t.services.db);
    expect((await post({ headcount: 77 })).status).toBe(201);
  });

  /** Makes the claim of the last request one whose process was killed, before it wrote or (`wrote`) after. */
  const kill = async ({ wrote }: { wrote: boolean }) => {
    await post();
    const request = wrote ? sql`request_id` : sql`'of-nobody'`;
    await sql`
      update idempotency set status = null, answer = null, request_id = ${request}
      where key = ${`key-${key}`}`.execute(t.services.db);
  };

  test("a killed request is taken over after a minute, not before", async () => {
    await kill({ wrote: false });
    await sql`delete from posting`.execute(t.services.db);
    const busy = await post();
    expect(await codeOf(busy, 409)).toBe("IDEMPOTENCY_IN_PROGRESS");
    expect(Number(busy.headers.get("retry-after"))).toBeGreaterThan(0);
    await t.database.travel("61 seconds");
    const answers = await Promise.all(Array.from({ length: 10 }, () => post()));
    expect(answers.map((a) => a.status).filter((s) => s !== 201 && s !== 409)).toEqual([]);
    expect(await postings()).toBe(1);
  });

  test("one that was killed after its commit is not repeated: its answer is lost", async () => {
    await kill({ wrote: true });
    expect(await codeOf(await post(), 409)).toBe("IDEMPOTENCY_IN_PROGRESS");
    await t.database.travel("61 seconds");
    expect(await codeOf(await post(), 409)).toBe("ANSWER_LOST");
    expect(await postings()).toBe(1);
  });

  test("twin: without the trace of its write, the repeat writes again", async () => {
    await kill({ wrote: false });
    await t.database.travel("61 seconds");
    expect((await post()).status).toBe(201);
    expect(await postings()).toBe(2);
  });
});

describe("idempotency key", () => {
  test.each(["x".repeat(201), "two words", "\u00e9"])("%s is refused by name", async (value) => {
    const answer = await post({}, { "idempotency-key": value });
    const { fields } = await bodyOf<{ fields: { path: string }[] }>(answer, 422);
    expect(fields).toMatchObject([{ path: "idempotency-key" }]);
  });

  test("never replays a session, and stores no readable answer", async () => {
    const phone = freshPhone();
    const asked = await t.call("POST", "/api/v1/sessions/otp", { body: { phone } });
    const { devCode } = await bodyOf<{ devCode: string }>(asked, 202);
    const sign = () =>
      t.call("POST", "/api/v1/sessions", {
        body: { phone, code: devCode },
        headers: { "idempotency-key": "session" },
      });
    expect([(await sign()).status, (await sign()).status]).toEqual([201, 422]);
    await post();
    const { rows } = await sql<{ row: string }>`select i::text as row from idempotency i`.execute(
      t.services.db,
    );
    const text = rows.map((r) => r.row).join();
    expect(rows.length).toBeGreaterThan(0);
    expect(text).not.toContain(Buffer.from(String(body.title)).toString("hex"));
    expect(text).not.toContain(String(body.title));
  });
});
