import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentDigest } from "../../src/federation/index.ts";
import { EMPTY, rootOf, verifyEntries } from "../../src/platform/changes/index.ts";
import { HOME, NEIGHBOUR } from "../factories/cities.ts";
import { bodyOf } from "../support/app.ts";
import { codeOf, DOCUMENT, LOG, openServed, PEER, pageOf } from "./support/served.ts";

let served: Awaited<ReturnType<typeof openServed>>;
beforeAll(async () => {
  served = await openServed();
}, 120_000);
afterAll(() => served.close());

const stranger = (path: string) => served.stranger(path);
const asPeer: (typeof served)["asPeer"] = (path, by) => served.asPeer(path, by);

describe("a page of changes", () => {
  test.each([1, 7, 255, 256, 257, 500])(
    "of %i entries ends in a signed checkpoint of its size",
    async (limit) => {
      let frontier = EMPTY;
      while (frontier.size < 600) {
        const { entries, checkpoint } = await pageOf(
          await stranger(`${LOG}/changes?after=${frontier.size}&limit=${limit}`),
        );
        const read = entries.map(({ h = "" }) => ({ header: h, payload: null, salt: null }));
        const verdict = verifyEntries(`${HOME}/public/1`, read, frontier);
        if (!verdict.ok) throw new Error(verdict.fault);
        frontier = verdict.frontier;
        const { size, root } = await served.opened(checkpoint);
        expect([size, Buffer.from(root)]).toEqual([frontier.size, Buffer.from(rootOf(frontier))]);
        if (limit < 200) break;
      }
    },
  );

  test("has headers only for strangers, and payloads for a peer that a clause gives them", async () => {
    const path = `${LOG}/changes?after=590`;
    const withPayload = async (answer: Response) =>
      (await pageOf(answer)).entries.filter(({ p, s }) => p !== undefined && s !== undefined).length;
    expect(await withPayload(await stranger(path))).toBe(0);
    expect(await withPayload(await asPeer(path))).toBe(0);
    await served.clause(["posting"]);
    expect(await withPayload(await stranger(path))).toBe(0);
    expect(await withPayload(await asPeer(path))).toBe(10);
    // The node of a city that reads hosts the other city too.
    expect(await withPayload(await asPeer(path, { city: NEIGHBOUR }))).toBe(10);
    const { entries } = await pageOf(await asPeer(path));
    const read = entries.map(({ h = "", p = null, s = "" }) => {
      return { header: h, payload: p, salt: Buffer.from(s, "base64") };
    });
    for (const [i, entry] of read.entries()) {
      const { payloadDigest } = JSON.parse(entry.header);
      expect([i, payloadDigest]).toEqual([
        i,
        contentDigest(Buffer.concat([entry.salt, Buffer.from(entry.payload ?? "")])).slice(9, -1),
      ]);
    }
    await sql`update agreement_clause set ends_on = app.today() - 1`.execute(served.home.services.db);
    expect(await withPayload(await asPeer(path))).toBe(0);
    await sql`update agreement_clause set ends_on = null`.execute(served.home.services.db);
  });

  test("gives a record of an agreement only under that agreement, and no other kind", async () => {
    await served.put({ id: "ours", agreement: DOCUMENT });
    await served.put({ id: "theirs", agreement: "e".repeat(64) });
    await served.put({ id: "fair", kind: "fair" });
    const { entries } = await pageOf(await asPeer(`${LOG}/changes?after=600`));
    const given = entries.map(({ h = "", p }) => [JSON.parse(h).id, p !== undefined]);
    expect(given).toEqual([
      ["ours", true],
      ["theirs", false],
      ["fair", false],
    ]);
  });

  test("answers ahead, another epoch, a pruned log and a false question", async () => {
    expect(await codeOf(await stranger(`${LOG}/changes?after=9999`))).toEqual([416, "LOG_AHEAD"]);
    const other = await stranger(`/fed/v1/log/${HOME}/public/2/changes?after=0`);
    expect(other.headers.get("content-type")).toBe("application/problem+json");
    expect(other.headers.get("cache-control")).toBe("no-store");
    expect(await other.json()).toMatchObject({ status: 409, code: "OTHER_EPOCH", facts: { epoch: 1 } });
    for (const query of [
      "",
      "after=-1",
      "after=x",
      "after=1&limit=0",
      "after=1&limit=501",
      "after=0&wait=26",
    ])
      expect([query, ...(await codeOf(await stranger(`${LOG}/changes?${query}`)))]).toEqual([
        query,
        422,
        "INVALID_INPUT",
      ]);
    await sql`create table pruned as select * from log_entry where seq <= 100`.execute(
      served.home.services.db,
    );
    await sql`delete from log_entry where seq <= 100`.execute(served.home.services.db);
    expect(await codeOf(await stranger(`${LOG}/changes?after=50`))).toEqual([410, "LOG_PRUNED"]);
    await pageOf(await stranger(`${LOG}/changes?after=100`));
    await sql`insert into log_entry select * from pruned`.execute(served.home.services.db);
  });

  test.each([
    `/fed/v1/log/${NEIGHBOUR}/public/1`,
    `/fed/v1/log/${HOME}/local/1`,
    `/fed/v1/log/${HOME}/to-${PEER}/1`,
    `/fed/v1/log/999999/public/1`,
    `/fed/v1/log/${HOME}/public/01`,
    `/fed/v1/log/${HOME}/public/x`,
  ])("is not there for a stranger: %s", async (log) => {
    for (const part of ["changes?after=0", "checkpoint", "tile/0/000.p/1"])
      expect(await codeOf(await stranger(`${log}/${part}`))).toEqual([404, "NOT_FOUND"]);
  });

  test("of a log for one peer is there for the node of that peer alone", async () => {
    const log = `/fed/v1/log/${HOME}/to-${PEER}/1`;
    const other = `/fed/v1/log/${HOME}/to-210300/1`;
    await served.put({ id: "result", kind: "application", audience: `to/${PEER}` });
    const { entries, checkpoint } = await pageOf(await asPeer(`${log}/changes?after=0`));
    expect(entries.length).toBe(1);
    expect((await served.opened(checkpoint, `${HOME}/to/${PEER}`)).size).toBe(1);
    expect(Math.abs(((await served.cosigned(checkpoint)) ?? 0) - Date.now())).toBeLessThan(5_000);
    expect(
      await served.cosigned((await pageOf(await asPeer(`${LOG}/changes?after=0`))).checkpoint),
    ).toBeNull();
    const answer = await asPeer(`${log}/checkpoint`);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(await codeOf(await asPeer(`${other}/changes?after=0`))).toEqual([404, "NOT_FOUND"]);
  });

  test("waits for an entry, and is answered when the time is over", async () => {
    const { checkpoint } = await pageOf(await stranger(`${LOG}/changes?after=603`));
    const { size } = await served.opened(checkpoint);
    const path = `${LOG}/changes?after=${size}&wait=25`;
    const waiting = asPeer(path);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const publishedMs = performance.now();
    await served.put({ id: "late" });
    const { entries } = await pageOf(await waiting);
    expect(entries.map(({ p }) => p)).toEqual(['{"title": "late"}']);
    expect(performance.now() - publishedMs).toBeLessThan(2_000);
    const { entries: none } = await pageOf(await stranger(`${LOG}/changes?after=${size + 1}&wait=1`));
    expect(none).toEqual([]);
  });
});

describe("tiles and checkpoint", () => {
  test("have the cache rules of what never changes and of what does", async () => {
    const rules = async (path: string) => {
      const answer = await stranger(`${LOG}/${path}`);
      return [answer.status, answer.headers.get("cache-control"), (await answer.arrayBuffer()).byteLength];
    };
    expect(await rules("tile/0/000")).toEqual([200, "public, max-age=31536000, immutable", 8192]);
    expect(await rules("tile/1/000.p/2")).toEqual([200, "public, max-age=60", 64]);
    expect((await rules("checkpoint")).slice(0, 2)).toEqual([200, "public, max-age=1"]);
    expect((await rules("tile/entries/001")).slice(0, 2)).toEqual([
      200,
      "public, max-age=31536000, immutable",
    ]);
    for (const path of ["tile/0/003", "tile/0/002", "tile/1/000", "tile/2/000.p/1", "tile/0/002.p/255"])
      expect([path, (await rules(path))[0]]).toEqual([path, 404]);
    for (const path of [
      "tile/0/0",
      "tile/00/000",
      "tile/0/x000/001",
      "tile/0/000.p/0",
      "tile/0/000.p/256",
      "tile/a/000",
    ])
      expect([path, (await rules(path))[0]]).toEqual([path, 404]);
  });
});

test("a page stays below its bound, and a payload that no page holds is left out", async () => {
  await served.clause(["posting"]);
  const big = (bytes: number) => `big ${"x".repeat(bytes)}`;
  const start = (await served.opened(await (await stranger(`${LOG}/checkpoint`)).text())).size;
  for (const id of [big(2_000_000), big(2_000_000), big(2_000_000), big(5_100_000)]) {
    await sql`
      insert into outbox (stream, kind, record_id, home, rev, op, payload)
      values (${`${HOME}/public`}, 'posting', 'big', ${HOME}, 1, 'put', ${JSON.stringify({ id })}::jsonb)`.execute(
      served.home.services.db,
    );
  }
  await served.put({ id: "after the big ones" });
  const pages: number[][] = [];
  for (let after = start; after < start + 5; ) {
    const answer = await asPeer(`${LOG}/changes?after=${after}`);
    const bytes = Buffer.byteLength(await answer.clone().text());
    expect(bytes).toBeLessThanOrEqual(5_000_000);
    const { entries } = await pageOf(answer);
    pages.push(entries.map(({ p }) => p?.length ?? 0));
    after += entries.length;
  }
  expect(pages.map((page) => page.map((length) => Math.floor(length / 1_000_000)))).toEqual([
    [2, 2],
    [2, 0, 0],
  ]);
}, 60_000);

test("a digest is what a reader of the headers computes, and each bucket names its records", async () => {
  const size = 600;
  const { entries } = await pageOf(await stranger(`${LOG}/changes?after=0&limit=500`));
  const rest = await pageOf(await stranger(`${LOG}/changes?after=500&limit=100`));
  const ids = [...entries, ...rest.entries].map(({ h = "" }) => JSON.parse(h).id as string);
  const first = (id: string) => createHash("sha256").update(id).digest()[0] ?? 0;
  const lines = (bucket: number) =>
    ids
      .filter((id) => first(id) === bucket)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map((id) => `${id} 1\n`);
  const expected = [...new Set(ids.map(first))]
    .sort((a, b) => a - b)
    .map((bucket) => ({
      bucket,
      count: lines(bucket).length,
      digest: createHash("sha256").update(lines(bucket).join("")).digest("base64"),
    }));
  const path = `${LOG}/digest?kind=posting&size=${size}`;
  const told = await bodyOf<{ log: string; size: number; at: string; buckets: unknown }>(
    await stranger(path),
    200,
  );
  expect(told).toMatchObject({ log: `${HOME}/public/1`, size, buckets: expected });
  const [some = expect.fail()] = expected;
  const { records } = await bodyOf<{ records: { id: string; rev: number }[] }>(
    await stranger(`${path}&at=${told.at}&bucket=${some.bucket}`),
    200,
  );
  expect(records.map(({ id, rev }) => `${id} ${rev}\n`)).toEqual(lines(some.bucket));
  expect(await codeOf(await stranger(`${LOG}/digest?kind=person`))).toEqual([422, "INVALID_INPUT"]);
  expect(await codeOf(await stranger(`${LOG}/digest?kind=posting&bucket=256`))).toEqual([
    422,
    "INVALID_INPUT",
  ]);
  expect(await codeOf(await stranger(`${LOG}/digest?kind=posting&size=99999`))).toEqual([416, "LOG_AHEAD"]);
});
