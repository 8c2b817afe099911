import { resolve } from "node:path";
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { cast, seedDemo } from "../db/demo/index.ts";
import { drainAll, openDoorbells, startWorkers } from "../workers/index.ts";
import { createApp } from "./app.ts";
import { boot } from "./boot.ts";
import { CAPABILITIES } from "./capabilities.ts";
import type { Config } from "./platform/config.ts";
import type { Services } from "./platform/context.ts";
import { failureText, readNodeConfig } from "./platform/node-config.ts";
import { openAssets } from "./web/static/folder.ts";
import { bannerText, portTakenText } from "./web/text/terminal/banner.ts";

const ASSETS = new URL("./web/assets/static/", import.meta.url).pathname;
/**
 * Wait in production before the server closes, so that a load balancer can notice the shutdown by `/readyz`.
 */
const NOTICE_MS = 5_000;
/**
 * Maximum number of connections that are not accepted yet. All visitors in a hall may open a page at the same
 * time, and refused clients retry only seconds later.
 */
const BACKLOG = 4096;
const DRAIN_MS = 20_000;

const say = (line: string) => console.log(line);
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function background(services: Services, databaseUrl: string): Promise<{ stop(): Promise<void> }> {
  if (services.config.workers) {
    const workers = await startWorkers(services, databaseUrl);
    services.ring = workers.ring;
    return workers;
  }
  const bells = await openDoorbells(services, databaseUrl);
  services.ring = bells.ring;
  return { stop: () => bells.close() };
}

/** Starts the app on its port. Rejects if the port is taken. */
function listen(services: Services, draining: () => boolean): Promise<ServerType> {
  const app = createApp({ servicesOf: () => services, assets: openAssets(ASSETS), draining });
  const { port, host } = services.config;
  return new Promise((resolve, reject) => {
    const server = createAdaptorServer({ fetch: app.fetch });
    server.once("error", reject);
    server.listen({ port, host, backlog: BACKLOG }, () => resolve(server));
  });
}

/**
 * Stops accepting connections and waits for current requests. After DRAIN_MS, closes the remaining
 * connections.
 */
function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeIdleConnections" in server) server.closeIdleConnections();
    setTimeout(() => {
      if ("closeAllConnections" in server) server.closeAllConnections();
    }, DRAIN_MS).unref();
  });
}

function banner(config: Config, server: ServerType, embedded: boolean, readyInS: number): string {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  const url = config.production ? (config.origins[0] ?? "") : `http://localhost:${port}`;
  const dataDir = embedded ? resolve(config.dataDir) : null;
  return bannerText({ url, dataDir, readyInS, cast: config.demo ? cast() : [] });
}

async function main(): Promise<void> {
  const startedMs = performance.now();
  const config = readNodeConfig();
  const booted = await boot(config, { say });
  const { services } = booted;
  if (config.demo && (await seedDemo(services, say))) await drainAll(services);
  const work = await background(services, booted.databaseUrl);
  let draining = false;
  const server = await listen(services, () => draining).catch(async (error: unknown) => {
    await work.stop();
    await booted.close();
    throw error;
  });
  say(banner(config, server, booted.embedded, (performance.now() - startedMs) / 1000));

  const stop = async (signal: string) => {
    if (draining) process.exit(1);
    draining = true;
    say(`${signal}: finishing what is under way; once more to stop at once`);
    setTimeout(() => process.exit(1), NOTICE_MS + DRAIN_MS + 5_000).unref();
    if (config.production) await pause(NOTICE_MS);
    for (const capability of CAPABILITIES) if ("stopping" in capability) capability.stopping(services);
    await closeServer(server);
    await work.stop();
    await booted.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
}

main().catch((error: unknown) => {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE" && "port" in error;
  console.error(taken ? portTakenText(Number(error.port)) : failureText(error));
  process.exit(1);
});
