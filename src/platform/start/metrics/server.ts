import { createServer } from "node:http";
import type { Services } from "../../context.ts";
import { redactError } from "../../core/redact.ts";
import type { GaugeSource } from "../../program/index.ts";
import { listenOn, METRICS_VARIABLES } from "../listen.ts";
import { createMetrics } from "./registry.ts";

export type MetricsServer = { port: number; close(): Promise<void> };

/**
 * Serves `/metrics` on a port of its own, and lets `services.meter` count requests. `reader` reads the
 * gauges, on connections that no request takes. Returns null without METRICS_PORT. Rejects with
 * ListenError.
 */
export async function serveMetrics(
  services: Services,
  options: { sources: readonly GaugeSource[]; reader: Services; kind: "api" | "worker" },
): Promise<MetricsServer | null> {
  const { metrics: place } = services.config;
  if (!place) return null;
  const metrics = createMetrics(options.reader, options.sources, options.kind);
  const server = createServer(async (request, response) => {
    if (request.url?.split("?")[0] !== "/metrics") return void response.writeHead(404).end();
    try {
      const text = await metrics.text();
      response.writeHead(200, { "content-type": metrics.contentType }).end(text);
    } catch (error) {
      services.log.error({ error: redactError(error) }, "metrics failed");
      response.writeHead(500).end();
    }
  });
  await listenOn(server, place, METRICS_VARIABLES);
  services.meter = metrics.meter;
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : place.port;
  services.log.info({ host: place.host, port }, "metrics");
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
