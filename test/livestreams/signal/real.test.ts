import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../../src/app.ts";
import { probeLoop } from "../../../src/livestreams/signal/probe/loop.ts";
import { readSources } from "../../../src/livestreams/signal/sources/read-sources.ts";
import { reissueKey } from "../../../src/livestreams/signal/sources/reissue-key.ts";
import { setSource } from "../../../src/livestreams/signal/sources/set-source.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { type Loop, startLoop } from "../../../workers/loop.ts";
import { listen } from "../../support/listen.ts";
import { PATIENCE } from "../../support/patience.ts";
import { startStreams, streamsInstalled, type TestStreams } from "../../support/stream.ts";
import { openSignals, STREAMS } from "./world.ts";

type World = Awaited<ReturnType<typeof openSignals>>;

describe.skipIf(!streamsInstalled)("a real nginx and a real publisher", () => {
  let world: World;
  let streams: TestStreams;
  let program: Awaited<ReturnType<typeof listen>>;
  let loop: Loop;
  let probe: { turn(): Promise<number>; close(): Promise<void> };
  const fetches = openGuardedFetch({ allow: ["loopback"] });

  beforeAll(async () => {
    world = await openSignals();
    program = await listen(createApp({ servicesOf: () => world.services }));
    streams = await startStreams({ program: program.origin, secret: STREAMS.secret });
    const { pushUrl, hlsUrl, controlUrl } = streams;
    world.services.config.streams = { ...STREAMS, pushUrl, hlsUrl, controlUrl };
    const opened = await probeLoop.open(world.ctx);
    if (!opened || typeof opened === "function") throw new Error("the loop is not configured");
    probe = opened;
    loop = startLoop({ turn: probe.turn, busyMs: 50, idleMs: [3_000, 3_000], onError: () => undefined });
  });
  afterAll(async () => {
    await loop?.stop();
    await probe?.close();
    await streams?.stop();
    await program?.close();
    await fetches.close();
    await world.database.drop();
  });

  test("a picture is seen, cut, seen again and lost; nobody else sends it", async () => {
    const id = await world.livestream();
    const { push } = await setSource(world.union, { livestreamId: id, kind: "server" });
    const streamKey = push?.streamKey ?? "";
    const [name] = streamKey.split("?");
    const main = async () => (await readSources(world.union, { livestreamId: id })).main;
    const advancing = () => expect.poll(async () => (await main())?.advancing, PATIENCE).toBe(true);
    const lost = () => expect.poll(async () => (await main())?.advancing, PATIENCE).toBe(false);
    const reasons = async () => (await world.takes(id)).map(({ reason }) => reason);

    for (const wrong of [`${name}?k=${"x".repeat(22)}`, `${name}`, `${streamKey}&name=other`])
      await streams.publish(wrong).ended;
    expect(await reasons()).toEqual([]);

    const first = streams.publish(streamKey);
    await advancing();
    await streams.publish(streamKey).ended;
    expect(await reasons()).toEqual([null]);
    expect(await first.sends(500)).toBe(true);

    const next = await reissueKey(world.union, { livestreamId: id });
    await first.ended;
    await streams.publish(streamKey).ended;
    expect(await reasons()).toEqual(["key"]);

    const second = streams.publish(next.streamKey);
    await advancing();
    second.signal("SIGKILL");
    await expect.poll(reasons, PATIENCE).toEqual(["key", "unpublished"]);
    await lost();

    streams.publish(next.streamKey);
    await advancing();
    await streams.kill();
    await lost();
    await streams.restart();
    const look = await fetches.fetch(`${streams.hlsUrl}/${name}.m3u8`, { totalMs: 5_000, maxBytes: 100_000 });
    expect(look.status).toBe(200);
    await expect.poll(async () => (await main())?.fault, PATIENCE).toBe("frozen");
    expect((await main())?.advancing).toBe(false);
    expect(await reasons()).toEqual(["key", "unpublished", null]);
  });
});
