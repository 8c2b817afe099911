import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

const BINARY = "/usr/bin/redis-server";

/** False if Redis is missing: tests that need it are then skipped. In CI it is true, so that they fail. */
export const redisInstalled: boolean = existsSync(BINARY) || Boolean(process.env.CI);

export type TestRedis = { url: string; flushAll(): Promise<void>; stop(): Promise<void> };

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

const TRIES = 5;

/**
 * Starts a server on a free port, or on `wanted`. Retries, because another process may take the port first.
 */
export async function onFreePort<T>(start: (port: number) => Promise<T>, wanted?: number): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start(wanted ?? (await freePort()));
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}

/** Starts a real Redis on a free loopback port, without persistence. */
export async function startRedis(options: { port?: number } = {}): Promise<TestRedis> {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: install Debian's redis-server`);
  return onFreePort((port) => startOn(port), options.port);
}

async function startOn(port: number): Promise<TestRedis> {
  const dir = await mkdtemp(join(tmpdir(), "lianpin-redis-"));
  const args = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--dir",
    dir,
  ];
  const server = spawn(BINARY, [...args, "--maxmemory-policy", "noeviction"], { stdio: "ignore" });
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const taken = exited.then((): never => {
    throw new Error(`Redis ended at once on port ${port}`);
  });
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on("error", () => undefined);
  try {
    await Promise.race([client.ping(), taken]);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  return {
    url,
    flushAll: async () => void (await client.flushall()),
    async stop() {
      client.disconnect();
      server.kill("SIGKILL");
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
