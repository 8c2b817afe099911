import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getLivestream } from "../../../src/livestreams/index.ts";
import { createProber } from "../../../src/livestreams/signal/probe/create-prober.ts";
import { jumpMs } from "../../../src/livestreams/signal/rules/clock.ts";
import type { Seen } from "../../../src/livestreams/signal/rules/state.ts";
import { setSource } from "../../../src/livestreams/signal/sources/set-source.ts";
import { databaseNow } from "../../../src/platform/core/store.ts";
import { openSignals } from "./world.ts";

let world: Awaited<ReturnType<typeof openSignals>>;
beforeAll(async () => {
  world = await openSignals(null);
});
afterAll(() => world.database.drop());

let last = 0;
/** Returns a playlist of three segments, the newest of this number. */
const playlistTo = (number: number): Seen => {
  const segments = [-2, -1, 0].map((i) => {
    const path = `${number + i}.ts`;
    return { uri: path, path, durationS: 2, discontinuity: false, gap: false };
  });
  const rest = { targetS: 2, sequence: number - 2, discontinuities: 0, ended: false };
  return { playlist: { kind: "media", ...rest, segments } };
};

const seconds = (n: number) => world.database.travel(`${n} seconds`);

/** Opens a livestream on air whose picture has moved for some looks, and a worker that looks at it. */
async function moving(steady: boolean) {
  const id = await world.livestream({ status: "onAir" });
  await setSource(world.union, {
    livestreamId: id,
    kind: "address",
    url: `https://pictures.test/${id}.m3u8`,
  });
  let aheadMs = 0;
  // The server's own clock, which a steady one is compared with, does not travel.
  const clock = { by: "a clock", nowMs: () => Date.now() + aheadMs };
  const lookAt = async () => playlistTo(last);
  const prober = createProber(world.ctx, { lookAt, streams: null, steady: steady ? clock : null });
  const look = async () => {
    const pauseMs = await prober.look();
    await prober.idle();
    return pauseMs;
  };
  /** Lets three seconds pass, in which so many segments come, and looks. */
  const round = async (segments: number) => {
    last += segments;
    await seconds(3);
    await look();
  };
  for (let i = 0; i < 4; i += 1) await round(2);
  const phase = async () => (await getLivestream(world.union, { id })).phase;
  expect(await phase()).toBe("live");
  return {
    id,
    look,
    round,
    phase,
    /** Sets the database's clock while no time passes. */
    async jump(by: number) {
      await seconds(by);
      aheadMs -= by * 1_000;
    },
    async close() {
      await prober.close();
      await world.database.db.deleteFrom("livestreamSource").where("livestreamId", "=", id).execute();
    },
  };
}

describe("the clock of the database", () => {
  test("jumps forward by half a minute: the next look, which sees nothing new, has the picture back", async () => {
    const one = await moving(true);
    const before = await world.signal(one.id);
    await one.jump(30);
    expect(await one.phase()).toBe("interrupted");
    await one.look();
    expect(await one.phase()).toBe("live");
    await one.round(1);
    expect(await one.phase()).toBe("live");
    const after = await world.signal(one.id);
    const movedMs = (after?.runFrom?.getTime() ?? 0) - (before?.runFrom?.getTime() ?? 0);
    expect(movedMs, "one run, moved with the clock").toBeGreaterThan(28_000);
    expect(await world.takes(one.id)).toMatchObject([{ reason: null }]);
    await one.jump(-30);
    await one.close();
  });

  test("is set back by a minute: sources are looked at once more, and the picture stays", async () => {
    const one = await moving(true);
    await one.jump(-60);
    expect(await one.look(), "the search finds the jump").toBeLessThan(100);
    last += 1;
    await one.look();
    expect(await one.phase()).toBe("live");
    const { advancedAt } = (await world.signal(one.id)) ?? {};
    const now = await databaseNow(world.database.db);
    expect(advancedAt?.getTime()).toBeLessThanOrEqual(now.getTime());
    await one.jump(60);
    await one.close();
  });

  test("twin: without a steady clock, nobody looks for a minute", async () => {
    const one = await moving(false);
    await one.jump(-60);
    last += 1;
    await one.look();
    await one.look();
    expect(await one.phase()).toBe("interrupted");
    await one.jump(60);
    await one.close();
  });

  test("is set back onto the last advance of a lost picture: it is not live again", async () => {
    const one = await moving(true);
    for (let i = 0; i < 4; i += 1) await one.round(0);
    expect(await one.phase()).toBe("interrupted");
    await one.jump(-12);
    expect(await one.phase(), "before any look").toBe("interrupted");
    await one.look();
    await one.look();
    expect(await one.phase()).toBe("interrupted");
    last += 2;
    await one.round(2);
    expect(await one.phase(), "it moves again").toBe("live");
    await one.jump(12);
    await one.close();
  });
});

test.each([
  ["the time that passed", { wallMs: 5_000, fromMs: 5_000, toMs: 5_010 }, 0],
  ["a slow answer", { wallMs: 5_000, fromMs: 4_000, toMs: 9_000 }, 0],
  ["forward", { wallMs: 35_000, fromMs: 5_000, toMs: 5_010 }, 29_990],
  ["back", { wallMs: -55_000, fromMs: 5_000, toMs: 5_010 }, -59_990],
  ["a little", { wallMs: 5_900, fromMs: 5_000, toMs: 5_010 }, 0],
  ["another clock", { wallMs: 35_000, fromMs: 5_000, toMs: 5_010, by: "b" }, 0],
])("a jump is what a steady clock cannot explain: %s", (_, now, jump) => {
  const first = { by: "a", wallMs: 0, fromMs: 0, toMs: 10 };
  expect(jumpMs(first, { by: "a", ...now })).toBe(jump);
  expect(jumpMs(null, { by: "a", ...now })).toBe(0);
});
