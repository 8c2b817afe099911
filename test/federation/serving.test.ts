import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  acceptDirectory,
  checkpointVerifiers,
  cityInDirectory,
  contentDigest,
  nodeSigner,
  onHint,
  openCheckpoint,
  rotateKeys,
  selectDirectory,
  signRequest,
  upsertIdentity,
  verifierText,
} from "../../src/federation/index.ts";
import { EMPTY, emit, rootOf, sequence, verifyEntries } from "../../src/platform/changes/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { bodyOf, type TestApp, testApp } from "../support/app.ts";
import { initNode } from "./support/node.ts";

const [ONE, TWO] = ["http://one.example.cn", "http://two.example.cn"];
const PEER = "210700";
const DOCUMENT = "d".repeat(64);
/** The node of HOME, whose logs are read, and the node of NEIGHBOUR and PEER, which reads them. */
let home: TestApp;
let away: TestApp;
let roots: Awaited<ReturnType<typeof initNode>>["roots"];
let directories = 0;

async function open(cities: string[], url: string) {
  const t = await testApp();
  await twoAgreements(t.services.db);
  await sql`update city set hosted = (code = any(${cities}))`.execute(t.services.db);
  return { t, ...(await initNode(t.services, cities, url)) };
}

type Change = { kind?: string; id: string; agreement?: string; audience?: `to/${string}` | "public" };
const put = async ({ kind = "posting", id, agreement, audience = "public" }: Change) => {
  const more = agreement ? { agreement } : {};
  await home.services.db
    .transaction()
    .execute((tx) =>
      emit(tx, { city: HOME, audience, kind, id, rev: 1, op: "put", payload: { title: id }, ...more }),
    );
  await sequence(home.services.db);
};

/** Gives PEER and NEIGHBOUR what a clause says, until it ends. */
async function clause(kinds: string[], to = PEER) {
  await sql`
    insert into agreement_clause (agreement_id, ordinal, from_city, to_city, kinds, starts_on)
    select id, ${directories++}, ${HOME}, ${to}, ${kinds}, '2024-05-01' from agreement where slug = 'west'`.execute(
    home.services.db,
  );
}

beforeAll(async () => {
  const one = await open([HOME], ONE);
  const two = await open([NEIGHBOUR, PEER], TWO);
  [home, away] = [one.t, two.t];
  roots = two.roots;
  for (const [i, city] of [NEIGHBOUR, PEER].entries())
    await upsertIdentity(home.services.db, {
      city,
      origin: "two.example.cn/fed",
      root: verifierText(roots[i] ?? expect.fail()),
      url: TWO,
    });
  const { note } = (await selectDirectory(away.services.db, PEER)) ?? expect.fail();
  await acceptDirectory(home.services.db, note);
  await sql`update agreement set document = ${DOCUMENT} where slug = 'west'`.execute(home.services.db);
  for (let n = 1; n <= 600; n += 1) {
    await home.services.db.transaction().execute((tx) =>
      emit(tx, {
        city: HOME,
        audience: "public",
        kind: "posting",
        id: `r${n}`,
        rev: 1,
        op: "put",
        payload: { n },
      }),
    );
  }
  while ((await sequence(home.services.db)) > 0);
}, 120_000);
afterAll(async () => {
  await home.close();
  await away.close();
});

const LOG = `/fed/v1/log/${HOME}/public/1`;
type By = { city?: string; at?: Date; url?: string; method?: "GET" | "POST"; body?: string };

/** Calls HOME's node, signed by a city of the other node. */
async function asPeer(path: string, { city = PEER, at, url = ONE, method = "GET", body }: By = {}) {
  const signer = (await nodeSigner(away.services, city)) ?? expect.fail();
  const request = { method, url: `${url}${path}`, ...(body === undefined ? {} : { body }) };
  const headers = await signRequest(request, signer, { now: at ?? new Date() });
  return home.app.request(path, { method, headers, ...(body === undefined ? {} : { body }) });
}
const stranger = (path: string) => home.app.request(path);

type Line = { h?: string; p?: string; s?: string; checkpoint?: string };
async function pageOf(answer: Response) {
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const lines = (await answer.text())
    .trimEnd()
    .split("\n")
    .map((line): Line => JSON.parse(line));
  const checkpoint = lines.at(-1)?.checkpoint ?? expect.fail();
  return { entries: lines.slice(0, -1), checkpoint };
}
const opened = async (note: string, stream = `${HOME}/public`) => {
  const city = (await cityInDirectory(home.services, HOME)) ?? expect.fail();
  const at = new Date();
  return openCheckpoint(
    note,
    `one.example.cn/fed/${stream}/1`,
    checkpointVerifiers(city, { stream, epoch: 1, at }),
  );
};
const codeOf = async (answer: Response) => {
  const { code } = (await answer.json()) as { code: string };
  return [answer.status, code];
};

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
        const { size, root } = await opened(checkpoint);
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
    await clause(["posting"]);
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
    await sql`update agreement_clause set ends_on = app.today() - 1`.execute(home.services.db);
    expect(await withPayload(await asPeer(path))).toBe(0);
    await sql`update agreement_clause set ends_on = null`.execute(home.services.db);
  });

  test("gives a record of an agreement only under that agreement, and no other kind", async () => {
    await put({ id: "ours", agreement: DOCUMENT });
    await put({ id: "theirs", agreement: "e".repeat(64) });
    await put({ id: "fair", kind: "fair" });
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
    await sql`create table pruned as select * from log_entry where seq <= 100`.execute(home.services.db);
    await sql`delete from log_entry where seq <= 100`.execute(home.services.db);
    expect(await codeOf(await stranger(`${LOG}/changes?after=50`))).toEqual([410, "LOG_PRUNED"]);
    await pageOf(await stranger(`${LOG}/changes?after=100`));
    await sql`insert into log_entry select * from pruned`.execute(home.services.db);
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
    await put({ id: "result", kind: "application", audience: `to/${PEER}` });
    const { entries, checkpoint } = await pageOf(await asPeer(`${log}/changes?after=0`));
    expect(entries.length).toBe(1);
    expect((await opened(checkpoint, `${HOME}/to/${PEER}`)).size).toBe(1);
    const answer = await asPeer(`${log}/checkpoint`);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(await codeOf(await asPeer(`${other}/changes?after=0`))).toEqual([404, "NOT_FOUND"]);
  });

  test("waits for an entry, and is answered when the time is over", async () => {
    const { checkpoint } = await pageOf(await stranger(`${LOG}/changes?after=603`));
    const { size } = await opened(checkpoint);
    const path = `${LOG}/changes?after=${size}&wait=25`;
    const waiting = asPeer(path);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const publishedMs = performance.now();
    await put({ id: "late" });
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

describe("a signed request", () => {
  const path = `${LOG}/changes?after=590`;
  const refused = async (answer: Response) => {
    const { code, facts } = (await answer.json()) as { code: string; facts: { fault: string } };
    return [answer.status, code, facts.fault];
  };

  test("is refused for another host, too early, too late, of an unknown key", async () => {
    expect(await refused(await asPeer(path, { url: TWO }))).toEqual([401, "SIGNATURE_INVALID", "SIGNATURE"]);
    for (const s of [-400, 400]) {
      const at = new Date(Date.now() + s * 1000);
      expect(await refused(await asPeer(path, { at }))).toEqual([401, "SIGNATURE_INVALID", "WINDOW"]);
    }
    const signer = (await nodeSigner(away.services, PEER)) ?? expect.fail();
    const request = { method: "GET" as const, url: `${ONE}${path}` };
    for (const changed of [{ kid: "00000000" }, { city: "210300" }]) {
      const headers = await signRequest(request, { ...signer, ...changed }, { now: new Date() });
      expect(await refused(await home.app.request(path, { headers }))).toEqual([
        401,
        "SIGNATURE_INVALID",
        "UNKNOWN_KEY",
      ]);
    }
  });

  test("wakes the listeners of hints if it is a city's own, and is refused with another body", async () => {
    const got: unknown[] = [];
    const end = onHint(home.services, (hint) => got.push(hint));
    const hint = (log: string) => JSON.stringify({ log, size: 5 });
    const own = hint(`${PEER}/public/1`);
    expect((await asPeer("/fed/v1/hints", { method: "POST", body: own })).status).toBe(202);
    expect(got).toEqual([{ log: `${PEER}/public/1`, size: 5 }]);
    const foreign = await asPeer("/fed/v1/hints", { method: "POST", body: hint(`${HOME}/public/1`) });
    expect(await codeOf(foreign)).toEqual([422, "INVALID_INPUT"]);
    const signer = (await nodeSigner(away.services, PEER)) ?? expect.fail();
    const url = `${ONE}/fed/v1/hints`;
    const headers = await signRequest({ method: "POST", url, body: own }, signer, { now: new Date() });
    const swapped = await home.app.request("/fed/v1/hints", {
      method: "POST",
      headers,
      body: hint(`${PEER}/public/2`),
    });
    expect(await refused(swapped)).toEqual([401, "SIGNATURE_INVALID", "DIGEST"]);
    expect(await codeOf(await home.call("POST", "/fed/v1/hints", { body: {} }))).toEqual([
      401,
      "SIGNATURE_INVALID",
    ]);
    expect(got.length).toBe(1);
    end();
  });

  test("of a revoked key is refused once the directory says so", async () => {
    const signer = (await nodeSigner(away.services, PEER)) ?? expect.fail();
    await rotateKeys(systemContext(away.services, "test"), { city: PEER, roots, days: 365, revoke: true });
    const { note } = (await selectDirectory(away.services.db, PEER)) ?? expect.fail();
    // A new key is unknown until the directory is fetched again, which the request itself causes.
    const outbound = async () => ({ status: 200, headers: {}, body: Buffer.from(note) });
    home.services.outbound = outbound;
    home.services.clock = { now: () => new Date(Date.now() + 61_000) };
    expect((await asPeer(path)).status).toBe(200);
    const headers = await signRequest({ method: "GET", url: `${ONE}${path}` }, signer, { now: new Date() });
    expect(await refused(await home.app.request(path, { headers }))).toEqual([
      401,
      "SIGNATURE_INVALID",
      "UNKNOWN_KEY",
    ]);
  });
});

describe("others of the node's answers", () => {
  test("the directory is a note that its roots signed", async () => {
    const answer = await stranger("/.well-known/cityfed");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
    expect(await answer.text()).toBe((await selectDirectory(home.services.db, HOME))?.note);
  });

  test("the witnessed checkpoint of another's log is given by the hash of its origin", async () => {
    const checkpoint = "two.example.cn/fed/210700/public/1\n5\nAAAA\n\n— x\n";
    const secret = `two.example.cn/fed/210700/to/${HOME}/1\n5\nAAAA\n\n— x\n`;
    await sql`insert into followed_log (stream, city, checkpoint) values
      ('210700/public', '210700', ${checkpoint}), (${`210700/to/${HOME}`}, '210700', ${secret})`.execute(
      home.services.db,
    );
    const hash = async (note: string) =>
      Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(note.split("\n")[0] ?? ""))).toString(
        "hex",
      );
    const path = async (note: string) => `/fed/v1/witness/${await hash(note)}/checkpoint`;
    expect(await (await stranger(await path(checkpoint))).text()).toBe(checkpoint);
    expect((await stranger(await path(secret))).status).toBe(404);
    expect(await (await asPeer(await path(secret))).text()).toBe(secret);
    expect((await stranger(await path("other"))).status).toBe(404);
    expect((await stranger("/fed/v1/witness/x/checkpoint")).status).toBe(404);
  });

  test("its health names sizes of public logs alone", async () => {
    const health = await bodyOf<{ logs: unknown[]; following: unknown[] }>(
      await stranger("/fed/v1/health"),
      200,
    );
    expect(health).toMatchObject({
      logs: [{ log: `${HOME}/public/1`, size: 604, oldest: 1 }],
      following: [{ stream: "210700/public", size: 0, homeSize: 0 }],
    });
    expect(JSON.stringify(health)).not.toContain("/to/");
  });
});
