import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { createApp } from "../../src/app.ts";
import type { Services } from "../../src/platform/context.ts";
import { ROOT } from "./sources.ts";

export type RunningApp = { origin: string; close(): Promise<void> };

/** The whole app with assets on a loopback port: a free one, or `port` again after a stop. */
export function startApp(services: Services, port = 0): Promise<RunningApp> {
  const assets = serveStatic({ root: `${ROOT}/src/web/assets/` });
  const app = createApp({ servicesOf: () => services, assets });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, (info) =>
      resolve({
        origin: `http://127.0.0.1:${info.port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      }),
    );
  });
}
