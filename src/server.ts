import { createAdaptorServer, type ServerType } from "@hono/node-server";
import type { createApp } from "./app.ts";
import type { Config } from "./platform/config/index.ts";
import { type Services, systemContext } from "./platform/context.ts";
import { refuseArguments } from "./platform/start/arguments.ts";
import type { Booted } from "./platform/start/boot.ts";
import { openDatabase, placeOfData } from "./platform/start/database.ts";
import { listenOn, METRICS_VARIABLES, tryPort } from "./platform/start/listen.ts";
import { readNodeConfig } from "./platform/start/node-config.ts";
import { openAssets } from "./web/static/folder.ts";
import { bannerText, type House } from "./web/text/terminal/banner.ts";
import { exitCodeOf, failureText } from "./web/text/terminal/failures.ts";

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
/**
 * Wait before background work loads, so that it does not delay the first page. A slow machine needs 0.3 s for
 * it.
 */
const FIRST_PAGE_MS = 1_000;
const DRAIN_MS = 20_000;
/**
 * Time for one whole request with its body. A film of 200 MB takes a quarter of an hour on a line of 2
 * Mbit/s.
 */
const REQUEST_MS = 20 * 60_000;

const say = (line: string) => console.log(line);
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Starts the work that no page waits for, and the metrics. */
async function background(booted: Booted): Promise<{ stop(): Promise<void> }> {
  const { services, databaseUrl } = booted;
  const { openDoorbells, openMetrics, startWorkers } = await import("../workers/index.ts");
  const work = services.config.workers
    ? await startWorkers(booted.background, databaseUrl)
    : await openDoorbells(services, databaseUrl);
  services.ring = work.ring;
  const counts = "counts" in work ? { counts: work.counts } : {};
  const metrics = await openMetrics({ ...booted, ...counts, kind: "api" });
  return {
    async stop() {
      await metrics?.close();
      await ("stop" in work ? work.stop() : work.close());
    },
  };
}

/** Starts the app on its port. Rejects with ListenError if the port is taken or the address is another's. */
async function listen(app: ReturnType<typeof createApp>, { port, host }: Config): Promise<ServerType> {
  // A request of HTTP/1.0 may have no Host; without a default the adapter would answer 400.
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: "localhost",
    serverOptions: { requestTimeout: REQUEST_MS },
  });
  await listenOn(server, { port, host, backlog: BACKLOG }, { port: "PORT", host: "HOST" });
  return server;
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

/** Finds out what the banner should tell to do next. */
async function houseOf(services: Services): Promise<House> {
  const { isSetUp } = await import("./cities/index.ts");
  if (!(await isSetUp(services.db))) return { kind: "empty" };
  if (!services.config.demo) return { kind: "own" };
  const { castOf } = await import("../db/demo/index.ts");
  const cast = await castOf(services);
  return cast.length > 0 ? { kind: "demo", cast } : { kind: "own" };
}

/** True if the program shows sign-in codes on the page, and not only to this machine. */
const isOpen = ({ host, production, sms, mail }: Config) =>
  !production && !sms && !mail && !["127.0.0.1", "localhost", "::1"].includes(host);

function banner(config: Config, server: ServerType, house: House): string {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  const url = config.production ? (config.origins[0] ?? "") : `http://localhost:${port}`;
  return bannerText({
    url,
    place: placeOfData(config),
    readyInS: performance.now() / 1000,
    house,
    open: isOpen(config),
  });
}

/**
 * Loads what only a first start needs, while initdb creates the database in another process. A failure shows
 * where the result is used.
 */
async function loadFirstStart({ demo }: Config): Promise<void> {
  const { referenceAhead } = await import("../db/reference/load.ts");
  await referenceAhead.begin();
  if (!demo) return;
  const { demoAhead } = await import("../db/demo/index.ts");
  await demoAhead.begin();
  const { loadDictionary } = await import("./search/worker.ts");
  loadDictionary();
}

/**
 * Fills an empty database with the demo's people and work, and indexes them so that the first page shows
 * them. Returns true if it did. The fair and the livestreams come after the first page.
 */
async function seedWork(services: Services): Promise<boolean> {
  const demo = await import("../db/demo/index.ts");
  if (!(await demo.seedWork(services, say))) return false;
  const [{ drain }, { searchIndex }] = await Promise.all([
    import("./platform/changes/index.ts"),
    import("./search/worker.ts"),
  ]);
  await drain(systemContext(services, "demo"), [searchIndex]);
  return true;
}

/** Loads the routes and pages, which occupies this process for as long as a database takes to start. */
const loadModules = () => Promise.all([import("./boot.ts"), import("./app.ts"), import("./capabilities.ts")]);

async function main(): Promise<void> {
  refuseArguments();
  const config = readNodeConfig();
  // Modules load while the database starts. A failure to load shows where they are awaited.
  const onStart = (creates: boolean) =>
    void loadModules()
      .then(() => (creates ? loadFirstStart(config) : undefined))
      .catch(() => undefined);
  const database = await openDatabase(config, { say, onStart });
  const [{ boot }, { createApp }, { CAPABILITIES }] = await loadModules();
  const booted = await boot(config, { database, serves: true });
  const { services } = booted;
  let draining = false;
  let seeded = false;
  const opened = async () => {
    if (config.demo) seeded = await seedWork(booted.background);
    const app = createApp({
      servicesOf: () => services,
      assets: openAssets(ASSETS),
      draining: () => draining,
    });
    const listening = await listen(app, config);
    // The metrics open later, but nobody is told that all is well while their port is taken.
    if (config.metrics)
      await tryPort(config.metrics, METRICS_VARIABLES).catch((error: unknown) => {
        listening.close();
        throw error;
      });
    return listening;
  };
  const server = await opened().catch(async (error: unknown) => {
    await booted.close();
    throw error;
  });
  const completed = async () => {
    if (seeded) await pause(FIRST_PAGE_MS);
    if (config.demo) {
      const demo = await import("../db/demo/index.ts");
      await demo.seedFair(booted.background);
      await demo.seedLivestreams(booted.background);
    }
    say(banner(config, server, await houseOf(services)));
    await pause(FIRST_PAGE_MS);
    return background(booted);
  };
  const working = completed();

  const stop = async (signal: string) => {
    if (draining) process.exit(1);
    draining = true;
    say(`${signal}: finishing what is under way; once more to stop at once`);
    setTimeout(() => process.exit(1), NOTICE_MS + DRAIN_MS + 5_000).unref();
    if (config.production) await pause(NOTICE_MS);
    for (const capability of CAPABILITIES) if ("stopping" in capability) capability.stopping(services);
    await closeServer(server);
    await (await working).stop();
    await booted.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
  await working.catch(async (error: unknown) => {
    await booted.close();
    throw error;
  });
}

/** Resolves when the background work has started. */
export const started = main().catch((error: unknown) => {
  console.error(failureText(error));
  process.exit(exitCodeOf(error));
});
