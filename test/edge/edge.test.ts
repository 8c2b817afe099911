import { afterAll, beforeAll, expect, test } from "vitest";
import { seekerPhone } from "../../db/demo/people.ts";
import { getScannerPack, ticketByCode } from "../../src/fairs/index.ts";
import { officer } from "../factories/actors.ts";
import { openDoors, publishedFair } from "../factories/fairs.ts";
import { apiClient, signInByPhone } from "../support/client.ts";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";
import { TEST_SECRET } from "../support/services.ts";
import { startWrangler, type Wrangler } from "../support/wrangler.ts";

let database: DemoDatabase;
let wrangler: Wrangler;
let origin: string;

beforeAll(async () => {
  database = await demoDatabase();
  wrangler = await startWrangler({
    // A developer's .dev.vars names another database.
    vars: { SECRET_KEY: TEST_SECRET, DATABASE_URL: "" },
    env: { CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: database.url },
  });
  origin = wrangler.origin;
});

afterAll(async () => {
  await wrangler?.stop();
  await database?.drop();
});

test("serves search, detail and application at the edge; the worker on Node receives the change", async () => {
  const anonymous = apiClient(origin);
  const found = await anonymous.postings.$get({ query: { q: "焊工", city: "211400" } });
  expect(found.status).toBe(200);
  const answer = await found.json();
  expect("items" in answer && answer.total).toBeGreaterThan(0);
  const first = "items" in answer ? answer.items[0] : undefined;
  if (!first) throw new Error("nothing found");
  expect(first.title).toContain("焊工");

  const detail = await anonymous.postings[":id"].$get({ param: { id: first.id } });
  expect(detail.status).toBe(200);

  const client = apiClient(origin, await signInByPhone(origin, seekerPhone("210900")));
  const applied = await client.postings[":id"].applications.$post({ param: { id: first.id }, json: {} });
  expect(applied.status).toBe(201);
  const again = await client.postings[":id"].applications.$post({ param: { id: first.id }, json: {} });
  expect(again.status).toBe(200);

  const outbox = await database.db
    .selectFrom("outbox")
    .select("kind")
    .where("kind", "=", "application")
    .execute();
  expect(outbox.length).toBeGreaterThan(0);
});

test("the browser reloads a fair's board at the edge, without a live stream", async () => {
  const { services } = database;
  const { fair } = await publishedFair(services, await officer(services, "211400"));
  const board = await fetch(`${origin}/fairs/${fair.id}/board`);
  expect(board.status).toBe(200);
  expect(board.headers.get("refresh")).toBe("20");
  const text = await board.text();
  expect(text).not.toContain("board.js");
  expect(text).toContain(fair.title);
  expect((await fetch(`${origin}/fairs/${fair.id}/board/events`)).status).toBe(404);
  const page = await fetch(`${origin}/fairs/${fair.id}`);
  expect(page.status).toBe(200);
});

test("a ticket signed at the edge is valid there and on Node, by one derived key", async () => {
  const { services } = database;
  const union = await officer(services, "211400");
  const fair = await openDoors(services, union);
  const place = { venueId: fair.venues[0]?.id ?? "" };
  const client = apiClient(origin, await signInByPhone(origin, "13912340099"));
  const taken = await client.fairs[":id"].tickets.$post({ param: { id: fair.id }, json: place });
  expect(taken.status).toBe(201);
  const { id, code } = (await taken.json()) as { id: string; code: string };
  const shown = await ticketByCode(database.db, fair.id, code);
  expect(shown?.id).toBe(id);
  expect((await getScannerPack(union, { fairId: fair.id, ...place })).keys).toHaveLength(1);
  const worker = await fetch(`${origin}/static/workers/offline-page.js`);
  expect(worker.headers.get("service-worker-allowed")).toBe("/");
  expect(worker.headers.get("cache-control")).toBe("no-cache");
});

test("serves pages and assets at the edge", async () => {
  const page = await fetch(`${origin}/postings?q=${encodeURIComponent("电焊工")}`);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("script-src 'nonce-");
  const html = await page.text();
  expect(html).toContain("个岗位");
  expect(html).toMatch(/^<!doctype html>/);
  const css = await fetch(`${origin}/static/app.css`);
  expect(css.status).toBe(200);
  const [address = ""] = /\/static\/[0-9a-f]{12}\/app\.css/.exec(html) ?? [];
  const named = await fetch(origin + address);
  expect(named.headers.get("cache-control")).toContain("immutable");
  expect(await named.text()).toBe(await css.text());
});
