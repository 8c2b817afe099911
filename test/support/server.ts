import { serve } from "@hono/node-server";
import { createApp } from "../../src/app.ts";
import type { Services } from "../../src/platform/context.ts";
import { openAssets } from "../../src/web/static/folder.ts";
import { ROOT } from "./sources.ts";

export type RunningApp = { origin: string; close(): Promise<void> };

/**
 * Serves the whole app with its assets on a loopback port: a free one, or `port`, for a restart under the
 * same address.
 */
export function startApp(services: Services, port = 0): Promise<RunningApp> {
  const assets = openAssets(`${ROOT}/src/web/assets/static/`);
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
