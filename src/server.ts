import { serve, type ServerType } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { seedDemo } from "../db/demo/index.ts";
import { startWorkers } from "../workers/index.ts";
import { createApp } from "./app.ts";
import { banner } from "./banner.ts";
import { boot } from "./boot.ts";
import { ConfigError, readConfig } from "./config.ts";
import type { Services } from "./context.ts";

const ASSETS = new URL("./web/assets/", import.meta.url).pathname;
const DRAIN_MS = 20_000;

const say = (line: string) => console.log(line);

async function main(): Promise<void> {
  const startedMs = performance.now();
  const config = readConfig();
  const booted = await boot(config, { say });
  const { services } = booted;
  if (config.demo) await seedDemo(services, say);
  const workers = config.workers ? await startWorkers(services, booted.databaseUrl) : null;
  if (workers) services.ring = workers.ring;
  const state = { draining: false };
  const server = await listen(services, state);
  say(await banner(services, { embedded: booted.embedded, readyInS: (performance.now() - startedMs) / 1000 }));

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    state.draining = true;
    say(`${signal}: finishing what is under way …`);
    setTimeout(() => process.exit(1), DRAIN_MS + 5_000).unref();
    await closeServer(server);
    await workers?.stop();
    await booted.close();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

/** The app behind the asset folder; resolves when the port is bound, rejects when it is taken. */
function listen(services: Services, state: { draining: boolean }): Promise<ServerType> {
  const root = new Hono();
  root.use("/static/*", serveStatic({ root: ASSETS }));
  root.route("/", createApp({ servicesOf: () => services, draining: () => state.draining }));
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: root.fetch, port: services.config.port, hostname: services.config.host }, () =>
      resolve(server),
    );
    server.once("error", reject);
  });
}

/** Stops accepting, lets requests under way finish, then cuts what is left. */
function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeIdleConnections" in server) server.closeIdleConnections();
    setTimeout(() => {
      if ("closeAllConnections" in server) server.closeAllConnections();
    }, DRAIN_MS).unref();
  });
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(`configuration: ${error.message}`);
  else console.error(error);
  process.exit(1);
});
