import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reissueKey } from "../../../src/livestreams/signal/sources/reissue-key.ts";
import { PATIENCE } from "../../support/patience.ts";
import { streamsInstalled } from "../../support/stream.ts";
import { openRealSignals, type RealSignals } from "./real-world.ts";

/*
 * The pictures move in real time and the clock of the database is moved. `npm run test:fault` waits for the
 * same faults in real time.
 */
describe.skipIf(!streamsInstalled)("a real nginx and a real publisher", () => {
  let real: RealSignals;
  beforeAll(async () => {
    real = await openRealSignals({ fragmentS: 1, dropIdleS: 5 });
  });
  afterAll(() => real?.close());

  const isTrue = (what: () => Promise<boolean>) => expect.poll(what, PATIENCE).toBe(true);
  const travel = (interval: string) => real.world.database.travel(interval);

  test("nobody sends but the publisher with the key, and only while the program lets him in", async () => {
    const { streams } = real;
    const one = await real.livestream();
    for (const wrong of [`${one.name}?k=${"x".repeat(22)}`, one.name, `${one.streamKey}&name=other`])
      await streams.publish(wrong).ended;
    await real.leave();
    await streams.publish(one.streamKey).ended;
    await real.comeBack();
    expect(await one.reasons()).toEqual([]);

    const first = streams.publish(one.streamKey);
    await isTrue(one.advancing);
    const measured = async () => (await real.world.signal(one.id))?.bitrateKbps ?? 0;
    await expect.poll(measured, PATIENCE).toBeGreaterThan(0);
    expect((await real.world.signal(one.id))?.delayMs).toBeGreaterThan(0);
    await streams.publish(one.streamKey).ended;
    expect(await one.reasons(), "a refused second publisher ends no take").toEqual([null]);
    expect(await first.sends(500)).toBe(true);

    const next = await reissueKey(real.world.union, { livestreamId: one.id });
    await first.ended;
    await streams.publish(one.streamKey).ended;
    expect(await one.reasons()).toEqual(["key"]);

    const killed = streams.publish(next.streamKey);
    await expect.poll(async () => (await one.reasons()).length, PATIENCE).toBe(2);
    killed.signal("SIGKILL");
    await expect.poll(one.reasons, PATIENCE).toEqual(["key", "unpublished"]);
  });

  test("a frozen publisher is lost, also if the program hears of nothing, and one after it is seen", async () => {
    const { streams } = real;
    const one = await real.livestream();
    const frozen = streams.publish(one.streamKey);
    await isTrue(one.advancing);
    await real.leave();
    frozen.signal("SIGSTOP");
    // The picture on its way is seen; then the picture stands still for six seconds.
    await frozen.sends(1_000);
    await travel("3 seconds");
    await frozen.sends(600);
    const before = await one.newest();
    await travel("6 seconds");
    // nginx drops the publisher and writes the rest of its picture as one more segment.
    await expect.poll(one.newest, PATIENCE).toBe(before + 1);
    expect(await one.advancing()).toBe(false);
    expect(await one.reasons(), "the callback found nobody").toEqual([null]);
    frozen.signal("SIGKILL");
    await real.comeBack();

    await travel("75 seconds");
    streams.publish(one.streamKey);
    await isTrue(one.advancing);
    expect(await one.reasons()).toEqual(["replaced", null]);

    await streams.kill();
    await travel("12 seconds");
    expect(await one.advancing()).toBe(false);
    await streams.restart();
    const look = await fetch(`${streams.hlsUrl}/${one.name}.m3u8`);
    expect([look.status, (await look.text()).includes("#EXTINF")]).toEqual([200, true]);
    await travel("3 seconds");
    await expect.poll(async () => (await one.main())?.fault, PATIENCE).toBe("frozen");
    expect(await one.advancing()).toBe(false);
    expect(await one.reasons()).toEqual(["replaced", null]);
  });
});
