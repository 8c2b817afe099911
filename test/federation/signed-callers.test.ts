import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeSigner, rotateKeys, selectDirectory, signRequest } from "../../src/federation/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { HOME } from "../factories/cities.ts";
import { bodyOf } from "../support/app.ts";
import { codeOf, LOG, ONE, openServed, PEER, TWO } from "./support/served.ts";

let served: Awaited<ReturnType<typeof openServed>>;
beforeAll(async () => {
  served = await openServed();
}, 120_000);
afterAll(() => served.close());

const stranger = (path: string) => served.stranger(path);
const asPeer: (typeof served)["asPeer"] = (path, by) => served.asPeer(path, by);

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
    const signer = (await nodeSigner(served.away.services, PEER)) ?? expect.fail();
    const request = { method: "GET" as const, url: `${ONE}${path}` };
    for (const changed of [{ kid: "00000000" }, { city: "210300" }]) {
      const headers = await signRequest(request, { ...signer, ...changed }, { now: new Date() });
      expect(await refused(await served.home.app.request(path, { headers }))).toEqual([
        401,
        "SIGNATURE_INVALID",
        "UNKNOWN_KEY",
      ]);
    }
  });

  test("hints at a log of its own city, and is refused with another body", async () => {
    const { db } = served.home.services;
    await sql`insert into followed_log (stream, city) values (${`${PEER}/public`}, ${PEER})`.execute(db);
    const told = async () =>
      (await sql<{ size: number }>`select home_size as size from followed_log`.execute(db)).rows;
    const hint = (log: string) => JSON.stringify({ log, size: 5 });
    const own = hint(`${PEER}/public/1`);
    expect((await asPeer("/fed/v1/hints", { method: "POST", body: own })).status).toBe(202);
    expect(await told()).toEqual([{ size: 5 }]);
    const foreign = await asPeer("/fed/v1/hints", { method: "POST", body: hint(`${HOME}/public/1`) });
    expect(await codeOf(foreign)).toEqual([422, "INVALID_INPUT"]);
    const signer = (await nodeSigner(served.away.services, PEER)) ?? expect.fail();
    const url = `${ONE}/fed/v1/hints`;
    const headers = await signRequest({ method: "POST", url, body: own }, signer, { now: new Date() });
    const swapped = await served.home.app.request("/fed/v1/hints", {
      method: "POST",
      headers,
      body: hint(`${PEER}/public/2`),
    });
    expect(await refused(swapped)).toEqual([401, "SIGNATURE_INVALID", "DIGEST"]);
    expect(await codeOf(await served.home.call("POST", "/fed/v1/hints", { body: {} }))).toEqual([
      401,
      "SIGNATURE_INVALID",
    ]);
    expect(await told()).toEqual([{ size: 5 }]);
    await sql`delete from followed_log`.execute(db);
  });

  test("of a revoked key is refused once the directory says so", async () => {
    const signer = (await nodeSigner(served.away.services, PEER)) ?? expect.fail();
    await rotateKeys(systemContext(served.away.services, "test"), {
      city: PEER,
      roots: served.roots,
      days: 365,
      revoke: true,
    });
    const { note } = (await selectDirectory(served.away.services.db, PEER)) ?? expect.fail();
    // A new key is unknown until the directory is fetched again, which the request itself causes.
    const outbound = async () => ({ status: 200, headers: {}, body: Buffer.from(note) });
    served.home.services.outbound = outbound;
    served.home.services.clock = { now: () => new Date(Date.now() + 61_000) };
    expect((await asPeer(path)).status).toBe(200);
    const headers = await signRequest({ method: "GET", url: `${ONE}${path}` }, signer, { now: new Date() });
    expect(await refused(await served.home.app.request(path, { headers }))).toEqual([
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
    expect(await answer.text()).toBe((await selectDirectory(served.home.services.db, HOME))?.note);
  });

  test("the witnessed checkpoint of another's log is given by the hash of its origin", async () => {
    const checkpoint = "two.example.cn/fed/210700/public/1\n5\nAAAA\n\n— x\n";
    const secret = `two.example.cn/fed/210700/to/${HOME}/1\n5\nAAAA\n\n— x\n`;
    await sql`insert into followed_log (stream, city, checkpoint) values
      ('210700/public', '210700', ${checkpoint}), (${`210700/to/${HOME}`}, '210700', ${secret})`.execute(
      served.home.services.db,
    );
    const hash = async (note: string) =>
      Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(note.split("\n")[0] ?? ""))).toString(
        "hex",
      );
    const path = async (note: string) => `/fed/v1/witness/${await hash(note)}/checkpoint`;
    const seen = await (await stranger(await path(checkpoint))).text();
    expect(seen.startsWith(checkpoint)).toBe(true);
    expect(await served.cosigned(seen)).not.toBeNull();
    expect((await stranger(await path(secret))).status).toBe(404);
    expect((await (await asPeer(await path(secret))).text()).startsWith(secret)).toBe(true);
    expect((await stranger(await path("other"))).status).toBe(404);
    expect((await stranger("/fed/v1/witness/x/checkpoint")).status).toBe(404);
  });

  test("its health names sizes of public logs alone", async () => {
    const health = await bodyOf<{ logs: unknown[]; following: unknown[] }>(
      await stranger("/fed/v1/health"),
      200,
    );
    expect(health).toMatchObject({
      logs: [{ log: `${HOME}/public/1`, size: 600, oldest: 1 }],
      following: [{ stream: "210700/public", size: 0, homeSize: 0 }],
    });
    expect(JSON.stringify(health)).not.toContain("/to/");
  });
});
