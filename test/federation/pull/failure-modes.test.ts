import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createRandom } from "../../../db/demo/random.ts";
import { signCheckpoint, signingKey } from "../../../src/federation/index.ts";
import { firstPauseMs } from "../../../src/federation/pull/asking/pause.ts";
import { createBreaker } from "../../../src/federation/pull/breaker.ts";
import { noteHint } from "../../../src/federation/pull/index.ts";
import { openTwoNodes, STREAM, type TwoNodes } from "../support/two-nodes.ts";

describe("a recovery storm", () => {
  const PEERS = 300;
  const randoms = () => {
    const { below } = createRandom(7);
    return () => below(2 ** 30) / 2 ** 30;
  };
  /** Returns by whole second how many peers call a node that comes back after three hours. */
  function callsAfter(random: () => number): number[] {
    let nowMs = 0;
    const backMs = 3 * 3_600_000;
    const calls = new Map<number, number>();
    for (let n = 0; n < PEERS; n += 1) {
      nowMs = 0;
      const breaker = createBreaker({ nowMs: () => nowMs, random });
      while (nowMs < backMs) {
        breaker.waitMs();
        nowMs += breaker.failed();
      }
      const second = Math.floor((nowMs - backMs) / 1_000);
      calls.set(second, (calls.get(second) ?? 0) + 1);
    }
    return [...calls.values()];
  }

  test("does not come: peers call a node that is back over an hour, never many in one second", () => {
    const calls = callsAfter(randoms());
    expect(calls.reduce((sum, n) => sum + n, 0)).toBe(PEERS);
    expect(Math.max(...calls)).toBeLessThanOrEqual(5);
  });

  test("twin: without spread, all peers call in the same second", () => {
    expect(callsAfter(() => 0.5)).toEqual([PEERS]);
  });

  test("a node that starts spreads its first questions by the number of its peers, five seconds at most", () => {
    const random = randoms();
    const first = Array.from({ length: PEERS }, () => firstPauseMs(PEERS, random));
    expect(Math.max(...first)).toBeLessThan(3_000);
    for (let fromMs = 0; fromMs < 3_000; fromMs += 1_000)
      expect(first.filter((ms) => ms >= fromMs && ms < fromMs + 1_000).length).toBeLessThan(140);
    expect(firstPauseMs(4, () => 0.999)).toBeLessThan(40);
    expect(firstPauseMs(100_000, () => 1)).toBe(5_000);
  });
});

test("a peer that is dead for a week costs a call an hour, and none once it is woken too early", () => {
  let nowMs = 0;
  const { below } = createRandom(3);
  const breaker = createBreaker({ nowMs: () => nowMs, random: () => below(1_000) / 1_000 });
  let calls = 0;
  while (nowMs < 7 * 86_400_000) {
    if (breaker.waitMs() === 0) {
      calls += 1;
      breaker.failed();
    }
    nowMs += 500;
  }
  expect(calls).toBeLessThan(7 * 24 * 1.6);
  expect(calls).toBeGreaterThan(7 * 24);
  breaker.wake();
  expect(breaker.waitMs()).toBe(0);
  breaker.succeeded();
  expect(breaker.state()).toBe("closed");
});

describe("between two nodes", () => {
  let world: TwoNodes;
  beforeAll(async () => {
    world = await openTwoNodes();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.server.instead = () => null;
  });
  const found = async (title: string) => (await world.found(world.away, title)).length;

  describe("a stale proxy cache", () => {
    test("that answers with an earlier page changes no row, and delays only while it stands", async () => {
      await world.home.publish({ title: "缓存前岗位" });
      await world.pull();
      const stale = await world.page({ limit: 2 });
      await world.home.publish({ title: "缓存后岗位" });
      const before = await world.held();
      world.server.instead = ({ limit }) => (limit === 1 ? null : stale);
      expect(await world.pull()).toMatchObject({ kind: "refused" });
      const after = await world.held();
      expect({ ...after, audits: 0, state: "" }).toEqual({ ...before, audits: 0, state: "" });
      expect(after.audits).toBe(before.audits + 1);
      world.server.instead = () => null;
      expect(await world.pull()).toEqual({ kind: "even" });
      expect(await found("缓存后岗位")).toBe(1);
    });

    test("that repeats 'nothing new' hides entries, which a hint shows as missing", async () => {
      const { size } = await world.held();
      const empty = await world.page({ after: size });
      await world.home.publish({ title: "被挡岗位" });
      world.server.instead = () => empty;
      expect(await world.pull()).toEqual({ kind: "even" });
      expect(await found("被挡岗位")).toBe(0);
      await noteHint(world.away.services.db, STREAM, size + 1);
      const { rows } = await sql<{ lag: number }>`
        select (f.home_size - h.size)::int as lag from followed_log f join log_head h using (stream)
        where stream = ${STREAM}`.execute(world.away.services.db);
      expect(rows).toEqual([{ lag: 1 }]);
      world.server.instead = () => null;
      expect(await world.pull()).toEqual({ kind: "even" });
      expect(await found("被挡岗位")).toBe(1);
    });

    test("is told to keep no page of changes", async () => {
      const answer = await world.home.t.app.request(`/fed/v1/log/${STREAM}/1/changes?after=0&limit=1`);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    });
  });

  test("an unknown signer alone is refused: no row changes, and the known key goes on", async () => {
    await world.home.publish({ title: "冒名岗位" });
    await world.number();
    const before = await world.held();
    const sound = (await world.page({ after: before.size })).toString();
    const lines = sound.trimEnd().split("\n");
    const { checkpoint } = JSON.parse(lines.at(-1) ?? "");
    const [origin = "", size = "", root = ""] = checkpoint.split("\n");
    const stranger = await signingKey(origin, new Uint8Array(32).fill(9));
    const note = await signCheckpoint({ origin, size: Number(size), root: Buffer.from(root, "base64") }, [
      stranger,
    ]);
    const forged = [...lines.slice(0, -1), JSON.stringify({ checkpoint: note })].join("\n");
    world.server.instead = ({ limit }) => (limit === 1 ? null : Buffer.from(`${forged}\n`));
    expect(await world.pull()).toEqual({ kind: "refused", code: "UNKNOWN_KEY" });
    expect(await world.held()).toEqual({ ...before, audits: before.audits + 1, state: "desynchronised" });
    world.server.instead = () => null;
    expect(await world.pull()).toEqual({ kind: "even" });
    expect(await found("冒名岗位")).toBe(1);
  });

  test("a home that is dead for a week is followed on, and what it published meanwhile is there", async () => {
    world.server.instead = (_, response) => {
      response.destroy();
      return "done";
    };
    await world.home.publish({ title: "停机前岗位" });
    expect(await world.pull()).toMatchObject({ kind: "failed", code: "UNREACHABLE" });
    const later = { now: () => new Date(Date.now() + 7 * 86_400_000) };
    for (const { services, database } of [world.home.t, world.away]) {
      await database.travel("7 days");
      services.clock = later;
    }
    world.ctx.clock = later;
    expect(await world.pull()).toMatchObject({ kind: "failed" });
    await world.home.publish({ title: "停机后岗位" });
    world.server.instead = () => null;
    expect(await world.pull()).toEqual({ kind: "even" });
    expect([await found("停机前岗位"), await found("停机后岗位")]).toEqual([1, 1]);
    expect((await world.held()).state).toBe("following");
  });
});
