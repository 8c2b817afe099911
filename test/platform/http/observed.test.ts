import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDb } from "../../../db/client.ts";
import { createApp } from "../../../src/app.ts";
import type { Log, Services } from "../../../src/platform/context.ts";
import { isStorageFull, isTransient } from "../../../src/platform/core/redact.ts";
import { toAppError } from "../../../src/platform/http/index.ts";
import { bodyOf, freshPhone, type TestApp, testApp } from "../../support/app.ts";
import { freePort } from "../../support/program.ts";

type Line = Record<string, unknown>;
let t: TestApp;
const lines: Line[] = [];
const note = (fields: Line, message: string) => void lines.push({ ...fields, message });
const log: Log = { debug: () => undefined, info: note, warn: note, error: note };

beforeAll(async () => {
  t = await testApp({ parts: { log } });
});
afterAll(() => t.close());

test("a request's line names the route by its pattern and the person by id", async () => {
  const phone = freshPhone();
  const seeker = await t.signInAs(phone);
  const actor = seeker.ctx.actor;
  lines.length = 0;
  await seeker.call("GET", `/api/v1/postings/${phone}?q=${phone}`);
  await t.call("GET", `/nowhere/${phone}`);
  const requests = lines.filter(({ message }) => message === "request");
  expect(requests).toEqual([
    expect.objectContaining({
      route: "/api/v1/postings/:id",
      method: "GET",
      account: actor.kind === "account" && actor.accountId,
    }),
    expect.objectContaining({ route: "unmatched", status: 404 }),
  ]);
  expect(requests[1]).not.toHaveProperty("account");
  expect(JSON.stringify(lines)).not.toContain(phone);
});

test("the meter gets one call per request, with the pattern of its route", async () => {
  const seen: unknown[] = [];
  const services: Services = { ...t.services, meter: { request: (one) => void seen.push(one) } };
  const app = createApp({ servicesOf: () => services });
  await app.request("/api/v1/postings/0/of-nobody");
  await app.request("/jobs/210900");
  expect(seen).toEqual([
    expect.objectContaining({ method: "GET", route: "unmatched", status: 404 }),
    expect.objectContaining({ method: "GET", route: "/jobs/:city", durationMs: expect.any(Number) }),
  ]);
});

test("/readyz tells strangers codes, and the log the error", async () => {
  const db = createDb(`postgres://lianpin:hidden@127.0.0.1:${await freePort()}/x`, { max: 1 });
  const app = createApp({ servicesOf: () => ({ ...t.services, db }) });
  lines.length = 0;
  const [first, second] = [await app.request("/readyz"), await app.request("/readyz")];
  const { status, parts } = await bodyOf<{ status: string; parts: Line[] }>(first, 503);
  expect(second.status).toBe(503);
  expect([status, parts[0]]).toEqual(["unavailable", { name: "database", ok: false, code: "UNREACHABLE" }]);
  expect(JSON.stringify(parts)).not.toMatch(/127\.0\.0\.1|ECONN|error/i);
  const told = lines.filter(({ part }) => part === "database");
  expect(told).toEqual([expect.objectContaining({ code: "UNREACHABLE", message: "a part is not ready" })]);
  await db.destroy();
});

/** Holds the table's lock while `work` runs. */
async function whileLocked<T>(work: () => Promise<T>): Promise<T> {
  return t.database.db.transaction().execute(async (tx) => {
    await sql`lock table posting`.execute(tx);
    return work();
  });
}

test("a statement that takes too long is cancelled: 503 with TIMED_OUT; without the limit it waits", async () => {
  const limited = createDb(t.database.url, { max: 1, statementTimeoutMs: 100 });
  const app = createApp({ servicesOf: () => ({ ...t.services, db: limited }) });
  const path = "/api/v1/postings/01890000-0000-7000-8000-000000000000";
  const [refused, open] = await whileLocked(async () => {
    const waits = t.call("GET", path);
    return [await app.request(path), { waits }] as const;
  });
  expect((await bodyOf<{ code: string }>(refused, 503)).code).toBe("TIMED_OUT");
  expect(refused.headers.get("retry-after")).toBe("5");
  expect((await open.waits).status).toBe(404);
  await limited.destroy();
});

test("a full disk is told apart from a database that is away", () => {
  const full = Object.assign(new Error("could not extend file"), { code: "53100" });
  const ours = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  const crowded = Object.assign(new Error("too many connections"), { code: "53300" });
  expect([full, ours, crowded].map(isStorageFull)).toEqual([true, true, false]);
  expect([full, ours, crowded].map((one) => toAppError(one).code)).toEqual([
    "STORAGE_FULL",
    "STORAGE_FULL",
    "UNAVAILABLE",
  ]);
});

test("while the disk is nearly full, writes are refused in words and reads go on", async () => {
  const app = createApp({ servicesOf: () => ({ ...t.services, storageFull: () => true }) });
  const json = { "content-type": "application/json" };
  const api = await app.request("/api/v1/sessions/otp", { method: "POST", headers: json, body: "{}" });
  expect(api.headers.get("retry-after")).toBe("60");
  expect(await bodyOf(api, 507)).toMatchObject({
    code: "STORAGE_FULL",
    title: expect.stringContaining("满"),
  });
  const page = await app.request("/sign-in", { method: "POST" });
  expect([page.status, await page.text()]).toEqual([507, expect.stringContaining("存储空间满了")]);
  expect((await app.request("/sign-in")).status).toBe(200);
});

test("an error of a rollback on a lost connection is transient", () => {
  const lost = "Client has encountered a connection error and is not queryable";
  expect(isTransient(new Error(lost))).toBe(true);
  expect(isTransient(new Error("is not queryable"))).toBe(false);
});
