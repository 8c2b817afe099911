import { execFile } from "node:child_process";
import { readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { cast } from "../../db/demo/people.ts";
import { apiClient, signInByPhone } from "../support/client.ts";
import { testDatabase } from "../support/database.ts";
import { dataFolder } from "../support/folder.ts";
import { PATIENCE } from "../support/patience.ts";
import { postgresInstalled, startPostgres } from "../support/postgres.ts";
import { endPrograms, freePort, type Program, portOf, startProgram } from "../support/program.ts";
import { redisInstalled, startRedis } from "../support/redis.ts";

const compose: { services: Record<string, { healthcheck?: { test: string[] } }> } = parse(
  readFileSync(new URL("../../docker-compose.yml", import.meta.url), "utf8"),
  { merge: true },
);

type Queue = { items: { posting: { id: string; title: string; rev: number } | null }[] };
type Found = { items: { id: string }[] };

/** Runs a container's health check on this machine, against `port`. Returns its exit code. */
const checked = (service: string, env: Record<string, string>, port: number) =>
  new Promise<number>((resolve) => {
    const [, command = "", ...args] = compose.services[service]?.healthcheck?.test ?? [];
    const here = args.map((arg) => arg.replace("127.0.0.1:3000", `127.0.0.1:${port}`));
    const run = execFile(command, here, { env: { PATH: process.env.PATH ?? "", ...env } }, () => undefined);
    run.once("exit", (code) => resolve(code ?? -1));
  });

/** Returns the state of a process from /proc: `T` means stopped. */
const stateOf = (pid = 0) => /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];

type Engines = { env: Record<string, string>; stop(): Promise<void> };

async function withRedis(): Promise<Engines> {
  const [database, redis] = await Promise.all([testDatabase(), startRedis()]);
  const stop = async () => {
    await redis.stop();
    await database.drop();
  };
  return { env: { DATABASE_URL: database.url, REDIS_URL: redis.url }, stop };
}

async function onDebian(): Promise<Engines> {
  const { url, stop } = await startPostgres();
  return { env: { DATABASE_URL: url }, stop };
}

describe.each([
  ["one PostgreSQL and one Redis", withRedis, redisInstalled],
  ["Debian's PostgreSQL, queues in it too", onDebian, postgresInstalled],
])("separate processes on %s", (_name, openEngines, installed) => {
  if (!installed) return test.skip("is not installed here", () => undefined);
  const folder = dataFolder();
  const heartbeat = join(folder.path, "heartbeat");
  let engines: Engines;
  let env: Record<string, string>;
  let worker: Program;
  let origin: string;
  let port: number;

  beforeAll(async () => {
    engines = await openEngines();
    env = {
      ...engines.env,
      SECRET_KEY: "0123456789abcdef0123456789abcdef",
      DATA_DIR: folder.path,
    };
    const migrated = startProgram({ script: "migrate", env });
    expect(await migrated.ended).toEqual({ code: 0, signal: null });
    const api = startProgram({ env: { ...env, PORT: "0", WORKERS: "0", DEMO: "1" } });
    await api.says("已就绪");
    port = portOf(api);
    origin = `http://127.0.0.1:${port}`;
    worker = startProgram({
      script: "worker",
      env: { ...env, HEARTBEAT_FILE: heartbeat, LOG_LEVEL: "info" },
    });
    await worker.says("worker ready");
  });
  afterAll(async () => {
    await endPrograms();
    await engines.stop();
    await folder.remove();
  });

  test("a posting approved at one process is found at the other", async () => {
    const phone = cast().find((person) => person.role === "officer")?.phone ?? "";
    const union = apiClient(origin, await signInByPhone(origin, phone));
    const { items } = (await (await union.reviews.$get({ query: {} })).json()) as Queue;
    const posting = items.find((item) => item.posting)?.posting;
    if (!posting) throw new Error("nothing waits for a decision");
    const approved = await union.reviews[":postingId"].$post({
      param: { postingId: posting.id },
      json: { decision: "approve", ifRev: posting.rev },
    });
    expect(approved.status).toBe(200);
    const found = async () => {
      const answer = await apiClient(origin).postings.$get({ query: { q: posting.title, limit: "50" } });
      return ((await answer.json()) as Found).items.map((item) => item.id);
    };
    await vi.waitFor(async () => expect(await found()).toContain(posting.id), PATIENCE);
  });

  test("the containers' health checks tell a healthy process from a failed one", async () => {
    const beat = { HEARTBEAT_FILE: heartbeat };
    expect(await checked("api", {}, port)).toBe(0);
    expect(await checked("api", {}, await freePort())).not.toBe(0);
    await vi.waitFor(async () => expect(await checked("worker", beat, port)).toBe(0), PATIENCE);
    worker.child.kill("SIGSTOP");
    await vi.waitFor(() => expect(stateOf(worker.child.pid)).toBe("T"), PATIENCE);
    const before = Date.now() / 1000 - 60;
    utimesSync(heartbeat, before, before);
    expect(await checked("worker", beat, port)).not.toBe(0);
    worker.child.kill("SIGCONT");
    await vi.waitFor(async () => expect(await checked("worker", beat, port)).toBe(0), PATIENCE);
  });

  test("a worker finishes its work on SIGTERM and exits with 0", async () => {
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toEqual({ code: 0, signal: null });
  });
});
