import { probeLoop } from "../../../src/livestreams/signal/probe/loop.ts";
import type { SignalState } from "../../../src/livestreams/signal/rules/state.ts";
import { readSources } from "../../../src/livestreams/signal/sources/read-sources.ts";
import { setSource } from "../../../src/livestreams/signal/sources/set-source.ts";
import { startLoop } from "../../../workers/loop.ts";
import { type RunningApp, startApp } from "../../support/server.ts";
import { type StreamPace, startStreams } from "../../support/stream.ts";
import { openSignals, STREAMS } from "./world.ts";

export type RealSignals = Awaited<ReturnType<typeof openRealSignals>>;

/**
 * Opens a database, the program on a port, a real nginx whose callbacks go there, and the loop of the probe.
 */
export async function openRealSignals(pace: Partial<StreamPace> = {}) {
  const world = await openSignals();
  let program: RunningApp = await startApp(world.services);
  const { origin } = program;
  const streams = await startStreams({ program: origin, secret: STREAMS.secret, ...pace });
  const { pushUrl, hlsUrl, controlUrl } = streams;
  world.services.config.streams = { ...STREAMS, pushUrl, hlsUrl, controlUrl };
  const probe = await probeLoop.open(world.ctx);
  if (!probe || typeof probe === "function") throw new Error("the loop is not configured");
  const loop = startLoop({
    turn: probe.turn,
    busyMs: 50,
    idleMs: [3_000, 3_000],
    onError: () => undefined,
  });

  /** Makes a livestream whose picture comes from the own server. */
  async function livestream(given: Parameters<typeof world.livestream>[0] = {}) {
    const id = await world.livestream(given);
    const { push } = await setSource(world.union, { livestreamId: id, kind: "server" });
    const streamKey = push?.streamKey ?? "";
    const main = async () => (await readSources(world.union, { livestreamId: id })).main;
    /** Returns the number of the newest segment that a look has seen. */
    const newest = async (): Promise<number> => {
      const source = world.database.db
        .selectFrom("livestreamSource")
        .select("state")
        .where("livestreamId", "=", id);
      const { state } = await source.executeTakeFirstOrThrow();
      return (state as SignalState | null)?.timeline?.last ?? -1;
    };
    return {
      id,
      streamKey,
      name: streamKey.split("?")[0] ?? "",
      main,
      newest,
      advancing: async () => (await main())?.advancing ?? false,
      reasons: async () => (await world.takes(id)).map(({ reason }) => reason),
    };
  }
  return {
    world,
    streams,
    livestream,
    /** Stops the program's server: callbacks find nobody. The probe goes on. */
    leave: () => program.close(),
    /** Starts the program's server again, on the same port. */
    async comeBack() {
      program = await startApp(world.services, Number(new URL(origin).port));
    },
    async close() {
      await loop.stop();
      await probe.close();
      await streams.stop();
      await program.close().catch(() => undefined);
      await world.database.drop();
    },
  };
}
