import type { RequestContext } from "../../../platform/context.ts";
import { openGuardedFetch } from "../../../platform/outbound/guarded-fetch.ts";
import type { Outbound } from "../../../platform/outbound/index.ts";
import type { LoopPart } from "../../../platform/program/index.ts";
import { STREAM_SERVERS } from "../servers/index.ts";
import { dropPublisher } from "../sources/drop-publisher.ts";
import { createProber, LONGEST_MS, SHORTEST_MS, type Streams } from "./create-prober.ts";
import { openLookAt } from "./look-at.ts";
import { openMeasure } from "./measure.ts";
import { openSteadyClock } from "./steady-clock.ts";

/** Connections to one server of pictures. */
const CONNECTIONS = 32;

function streamsOf({ config }: Pick<RequestContext, "config">, own: Outbound): Streams | null {
  const { streams } = config;
  if (!streams) return null;
  const { controlUrl } = streams;
  return {
    server: STREAM_SERVERS[streams.server],
    hlsUrl: streams.hlsUrl,
    drop: controlUrl ? (name) => dropPublisher(own, { controlUrl, name }) : null,
  };
}

/**
 * Looks at the sources of livestreams. Addresses that officers typed are public ones in production; the own
 * streaming server may stand in the own network.
 */
export const probeLoop: LoopPart = {
  name: "livestream-probe",
  async open(ctx) {
    const { production, outboundAllow, streams } = ctx.config;
    const connections = CONNECTIONS;
    const outside = openGuardedFetch({ allow: production ? [] : outboundAllow, connections });
    const own = openGuardedFetch({ allow: ["loopback", "private"], connections });
    const ownOrigins = streams ? [new URL(streams.hlsUrl).origin] : [];
    const fetches = { outside: outside.fetch, own: own.fetch, ownOrigins };
    const [lookAt, measure] = [openLookAt(fetches), openMeasure(fetches)];
    const steady = await openSteadyClock(ctx.ids);
    const prober = createProber(ctx, { lookAt, measure, steady, streams: streamsOf(ctx, own.fetch) });
    return {
      turn: prober.look,
      async close() {
        await prober.close();
        await Promise.all([outside.close(), own.close()]);
      },
    };
  },
  pauseMs: [SHORTEST_MS, LONGEST_MS],
  failure: { level: "error", message: "livestreams cannot be looked at; it tries again" },
};
