import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "../../../src/app.ts";
import { boot } from "../../../src/boot.ts";
import { CAPABILITIES } from "../../../src/capabilities.ts";
import { readConfig } from "../../../src/platform/config/index.ts";
import { type RequestContext, type Services, systemContext } from "../../../src/platform/context.ts";
import type { Booted } from "../../../src/platform/start/boot.ts";
import { openAssets } from "../../../src/web/static/folder.ts";
import { startWorkers, type Workers } from "../../../workers/index.ts";

const ASSETS = new URL("../../../src/web/assets/static/", import.meta.url).pathname;

/** One node: its own database, port and background work. */
export type DemoNode = {
  n: number;
  cities: readonly string[];
  /** Address at which people and other nodes reach it. */
  url: string;
  /** Environment with which another process is the same node. */
  env: Readonly<Record<string, string>>;
  services: Services;
  ctx: RequestContext;
  /** Port of the node itself, or null while it is down. */
  port(): number | null;
  startWork(): Promise<void>;
  /** Stops the node. Its database and its address stay. */
  stop(): Promise<void>;
  start(): Promise<void>;
};

type Given = {
  n: number;
  cities: readonly string[];
  url: string;
  databaseUrl: string;
  folder: string;
  logLevel?: string;
};

async function listen(services: Services): Promise<Server> {
  const app = createApp({ servicesOf: () => services, assets: openAssets(ASSETS) });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return server;
}

/** Opens a node of the region. Its background work starts with `startWork`. */
export async function openNode({ n, cities, url, databaseUrl, folder, logLevel }: Given): Promise<DemoNode> {
  const dataDir = join(folder, `node-${n}`);
  mkdirSync(dataDir, { recursive: true });
  const env = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PUBLIC_URL: url,
    SECRET_KEY: randomBytes(32).toString("base64url"),
    OUTBOUND_ALLOW: "loopback",
    // All nodes call from one address.
    RATE_LIMIT_PER_MINUTE: "100000",
    LOG_LEVEL: logLevel ?? "silent",
  };
  const config = readConfig(env);
  let running: { booted: Booted; server: Server } | null = null;
  let workers: Workers | null = null;

  const opened = () => {
    if (!running) throw new Error(`node ${n} is down`);
    return running;
  };
  const node: DemoNode = {
    n,
    cities,
    url,
    env,
    get services() {
      return opened().booted.services;
    },
    get ctx() {
      return systemContext(opened().booted.background, "demo");
    },
    port: () => (running ? (running.server.address() as AddressInfo).port : null),
    async start() {
      const booted = await boot(config, { prepare: false, max: 12 });
      running = { booted, server: await listen(booted.services) };
    },
    async startWork() {
      const { background, databaseUrl: url } = opened().booted;
      workers = await startWorkers(background, url);
      opened().booted.services.ring = workers.ring;
    },
    async stop() {
      if (!running) return;
      const { booted, server } = running;
      running = null;
      for (const one of CAPABILITIES) if ("stopping" in one) one.stopping(booted.services);
      await workers?.stop();
      workers = null;
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
      await booted.close();
    },
  };
  await node.start();
  return node;
}
