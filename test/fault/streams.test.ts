import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { getLivestream } from "../../src/livestreams/index.ts";
import { openRealSignals, type RealSignals } from "../livestreams/signal/real-world.ts";
import { type Publisher, streamsInstalled } from "../support/stream.ts";

/** Bounds in milliseconds: until a picture is seen, until its loss is, and until it is seen again. */
const START_MS = 6_000;
const LOSS_MS = 12_000;
const BACK_MS = 10_000;

/**
 * Publishers, the streaming server and this program fail in real time, at fragments of two seconds. Each case
 * measures from the fault until live pages can know of it.
 */
describe.skipIf(!streamsInstalled)("faults of a picture in real time", () => {
  let real: RealSignals;
  beforeAll(async () => {
    real = await openRealSignals();
  });
  const publishers: Publisher[] = [];
  afterEach(() => {
    for (const one of publishers.splice(0)) one.signal("SIGKILL");
  });
  afterAll(() => real?.close());

  function publish({ streamKey }: { streamKey: string }): Publisher {
    const one = real.streams.publish(streamKey);
    publishers.push(one);
    return one;
  }

  /** Returns the milliseconds until it is so. */
  async function until(so: () => Promise<boolean>): Promise<number> {
    const fromMs = performance.now();
    while (!(await so())) {
      if (performance.now() - fromMs > 60_000) throw new Error("it does not come");
      await wait(50);
    }
    return performance.now() - fromMs;
  }
  type Stream = Awaited<ReturnType<RealSignals["livestream"]>>;
  const seen = (one: Stream) => until(one.advancing);
  const lost = (one: Stream) => until(async () => !(await one.advancing()));
  /** Waits until live pages are told of another state of the signal. */
  async function told(one: Stream, since: number): Promise<number> {
    return until(async () => (await events(one)) > since);
  }
  const events = async ({ id }: Stream) => {
    const { db } = real.world.database;
    const all = db
      .selectFrom("livestreamEvent")
      .select(({ fn }) => fn.countAll().as("n"))
      .where("livestreamId", "=", id);
    return Number((await all.executeTakeFirstOrThrow()).n);
  };
  /** Publishes to a livestream that is on air, and waits until the picture is seen. */
  async function onAir() {
    const one = await real.livestream({ status: "onAir" });
    const publisher = publish(one);
    const startMs = await seen(one);
    await wait(4_000);
    return { one, publisher, startMs };
  }
  const print = (fault: string, figures: Record<string, number>) =>
    console.log(
      JSON.stringify({
        fault,
        ...Object.fromEntries(Object.entries(figures).map(([k, v]) => [k, Math.round(v)])),
      }),
    );

  for (const signal of ["SIGSTOP", "SIGKILL"] as const)
    test(`a publisher with ${signal} is lost, and its picture is back after 8 and 75 seconds`, async () => {
      const { one, publisher, startMs } = await onAir();
      const before = await events(one);
      publisher.signal(signal);
      const toldMs = told(one, before);
      const lossMs = await lost(one);
      // nginx drops it after ten seconds. Its last segment is no picture.
      for (let i = 0; i < 100; i += 1) {
        expect(await one.advancing()).toBe(false);
        await wait(100);
      }
      publisher.signal("SIGKILL");
      publish(one);
      const backMs = await seen(one);
      print(signal, { startMs, lossMs, toldMs: await toldMs, backMs });
      expect(startMs).toBeLessThanOrEqual(START_MS);
      expect(Math.max(lossMs, await toldMs)).toBeLessThanOrEqual(LOSS_MS);
      expect(backMs).toBeLessThanOrEqual(BACK_MS);
    });

  test("a publisher frozen for eight seconds goes on in its take", async () => {
    const { one, publisher } = await onAir();
    publisher.signal("SIGSTOP");
    await wait(8_000);
    publisher.signal("SIGCONT");
    const newest = await one.newest();
    const backMs = await until(async () => (await one.newest()) > newest && (await one.advancing()));
    print("frozen for 8 s", { backMs });
    expect(backMs).toBeLessThanOrEqual(BACK_MS);
    expect(await one.reasons()).toEqual([null]);
  });

  test("a publisher who comes back after 75 seconds has a new take, after 10 minutes none is on air", async () => {
    const { one, publisher } = await onAir();
    publisher.signal("SIGKILL");
    await wait(75_000);
    expect(await one.advancing()).toBe(false);
    const second = publish(one);
    const backMs = await seen(one);
    print("back after 75 s", { backMs });
    expect(backMs).toBeLessThanOrEqual(BACK_MS);
    expect(await one.reasons()).toEqual(["unpublished", null]);
    second.signal("SIGKILL");
    await lost(one);
    await real.world.database.travel("10 minutes");
    publish(one);
    await seen(one);
    expect((await getLivestream(real.world.union, { id: one.id })).phase).toBe("ended");
  });

  test("nginx killed, and this program away at publish and at its end", async () => {
    const { one } = await onAir();
    await real.streams.kill();
    const lossMs = await lost(one);
    await real.streams.restart();
    await wait(6_000);
    expect((await one.main())?.fault).toBe("frozen");
    await real.leave();
    await publish(one).ended;
    await real.comeBack();
    const publisher = publish(one);
    const backMs = await seen(one);
    await real.leave();
    publisher.signal("SIGKILL");
    const unheardMs = await lost(one);
    await real.comeBack();
    print("nginx killed, program away", { lossMs, backMs, unheardMs });
    expect(Math.max(lossMs, unheardMs)).toBeLessThanOrEqual(LOSS_MS);
    expect(backMs).toBeLessThanOrEqual(BACK_MS);
    expect(await one.reasons()).toEqual(["replaced", null]);
  });
});
