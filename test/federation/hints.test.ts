import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTeller, SHARED_KINDS } from "../../src/federation/index.ts";
import { followPeers } from "../../src/federation/pull/index.ts";
import { createHintSchedule, type HintSchedule } from "../../src/federation/serving/telling/index.ts";
import { sequence } from "../../src/platform/changes/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { openGuardedFetch } from "../../src/platform/outbound/guarded-fetch.ts";
import { type Outbound, OutboundError } from "../../src/platform/outbound/index.ts";
import { HOME, NEIGHBOUR } from "../factories/cities.ts";
import { openWorld, type World } from "./apply/world.ts";

const LOG = `${HOME}/public/1`;

describe("the schedule of one peer", () => {
  let nowMs = 0;
  let hints: HintSchedule;
  beforeEach(() => {
    nowMs = 1_000_000;
    hints = createHintSchedule({ nowMs: () => nowMs, random: () => 0.5 });
    nowMs += 2_500;
  });
  const at = (size: number) => [{ log: LOG, size }];

  test("begins within five seconds, tells each size once, and no two within 50 ms", () => {
    const fresh = createHintSchedule({ nowMs: () => nowMs, random: () => 0.5 });
    expect(fresh.due(at(3))).toEqual([]);
    expect(hints.due(at(3))).toEqual(at(3));
    expect(hints.due(at(4)), "while one is under way").toEqual([]);
    hints.answered(at(3), false);
    expect(hints.due(at(9))).toEqual([]);
    nowMs += 50;
    expect(hints.due(at(3))).toEqual([]);
    expect(hints.due(at(9))).toEqual(at(9));
  });

  test("leaves a peer alone that follows, and then tells the newest size", () => {
    hints.due(at(3));
    hints.answered(at(3), true);
    nowMs += 29_999;
    expect(hints.due(at(800))).toEqual([]);
    nowMs += 1;
    expect(hints.due(at(900))).toEqual(at(900));
  });

  test("repeats a hint that did not arrive, ever less often, up to an hour", () => {
    let due = hints.due(at(3));
    const pauses = Array.from({ length: 14 }, () => {
      hints.failed();
      const fromMs = nowMs;
      do {
        nowMs += 500;
        due = hints.due(at(3));
      } while (due.length === 0);
      expect(due).toEqual(at(3));
      return nowMs - fromMs;
    });
    expect(pauses.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 60_000, 120_000]);
    expect(pauses.at(-1)).toBe(3_600_000);
  });

  test("a new epoch is a log that the peer was not told of", () => {
    hints.due(at(3));
    hints.answered(at(3), false);
    nowMs += 50;
    const next = [{ log: `${HOME}/public/2`, size: 1 }];
    expect(hints.due(next)).toEqual(next);
  });
});

describe("between two nodes", () => {
  let world: World;
  const outbound = openGuardedFetch({ allow: ["loopback"] });
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => {
    await outbound.close();
    await world.close();
  });
  const home = () => systemContext(world.home.t.services, "test");
  const away = () => systemContext(world.away.services, "test");
  let sent: unknown[] = [];
  const counting: Outbound = async (url, request) => {
    sent.push(JSON.parse(String(request.body)));
    return outbound.fetch(url, request);
  };
  const teller = () => {
    sent = [];
    return createTeller(home(), { fetch: counting, random: () => 0 });
  };
  const sizeHere = async () => {
    const { rows } = await sql<{ size: number }>`
      select home_size::int as size from followed_log where stream = ${`${HOME}/public`}`.execute(away().db);
    return rows[0]?.size;
  };
  async function publish(title: string): Promise<number> {
    await world.home.publish({ title });
    while ((await sequence(home().db)) > 0);
    const { rows } = await sql<{ size: number }>`
      select size::int from log_head where stream = ${`${HOME}/public`}`.execute(home().db);
    return rows[0]?.size ?? 0;
  }

  test("each entry is told once, signed, and a node that follows gets no more", async () => {
    const size = await publish("提示一");
    await world.sync();
    await sql`update followed_log set state = 'behind' where stream = ${`${HOME}/public`}`.execute(away().db);
    const told = teller();
    await told.look();
    await told.drain();
    expect(sent).toContainEqual({ log: LOG, size });
    const before = sent.length;
    await told.look();
    await told.drain();
    expect(sent).toHaveLength(before);
    await world.sync();
    const later = await publish("提示二");
    await new Promise((resolve) => setTimeout(resolve, 60));
    await told.look();
    await told.drain();
    expect(sent.at(-1)).toEqual({ log: LOG, size: later });
    expect(await sizeHere()).toBe(later);
    await publish("提示三");
    await new Promise((resolve) => setTimeout(resolve, 60));
    await told.look();
    await told.drain();
    expect(sent.at(-1), "it said that it follows").toEqual({ log: LOG, size: later });
    await told.close();
  });

  test("a log for one city is told to that city alone, and none that waits after a restore", async () => {
    await sql`
      insert into log_head (stream, size) values (${`${HOME}/to/${NEIGHBOUR}`}, 4), (${`${HOME}/to/210700`}, 5)
      on conflict (stream) do update set size = excluded.size`.execute(home().db);
    const told = teller();
    await told.look();
    await told.drain();
    expect(sent).toContainEqual({ log: `${HOME}/to/${NEIGHBOUR}/1`, size: 4 });
    expect(sent.filter((hint) => JSON.stringify(hint).includes("210700"))).toEqual([]);
    await sql`delete from log_head where stream like ${`${HOME}/to/%`}`.execute(home().db);
    await sql`insert into restored_log (stream, city) values (${`${HOME}/public`}, ${HOME})`.execute(
      home().db,
    );
    const other = teller();
    await other.look();
    await other.drain();
    expect(sent).toEqual([]);
    await sql`delete from restored_log`.execute(home().db);
    await told.close();
    await other.close();
  });

  test("a hint wakes a node whose breaker is open; without it the node would rest for a minute", async () => {
    await world.sync();
    let cut = true;
    const fetch: Outbound = async (url, request) => {
      if (cut) throw new OutboundError("UNREACHABLE");
      return outbound.fetch(url, request);
    };
    const options = { fetch, kinds: SHARED_KINDS, waitS: 1, random: () => 0.999 };
    const following = followPeers(away(), options);
    const failures = async () => {
      const { rows } = await sql<{ n: number }>`
        select coalesce(max(failures), 0)::int as n from followed_log where stream = ${`${HOME}/public`}`.execute(
        away().db,
      );
      return rows[0]?.n ?? 0;
    };
    const until = async (holds: () => Promise<boolean>) => {
      for (const endMs = Date.now() + 20_000; !(await holds()); ) {
        if (Date.now() > endMs) throw new Error("it did not come true in time");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await following.look();
    // Each wake ends one pause, so five failures do not take as many seconds.
    for (let n = 1; n <= 6; n += 1) {
      await until(async () => (await failures()) >= n);
      await sql`
        update followed_log set retry_at = null, home_size = 1000000 where stream = ${`${HOME}/public`}`.execute(
        away().db,
      );
      await following.look();
    }
    await sql`update followed_log set home_size = 0`.execute(away().db);
    cut = false;
    const size = await publish("提示四");
    expect(await sizeHere()).toBe(0);
    const told = teller();
    await told.look();
    await told.drain();
    expect(await sizeHere()).toBe(size);
    await following.look();
    await until(async () => {
      const { rows } = await sql`select from posting where title = '提示四'`.execute(away().db);
      return rows.length === 1;
    });
    await told.close();
    await following.close();
  });
});
