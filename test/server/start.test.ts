import { existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { cast } from "../../db/demo/people.ts";
import { AGREEMENTS } from "../../db/demo/places.ts";
import { apiClient } from "../support/client.ts";
import { dataFolder } from "../support/folder.ts";
import {
  endPrograms,
  freePort,
  type Program,
  portOf,
  postmasterOf,
  startProgram,
} from "../support/program.ts";

describe("npm start on an empty folder", () => {
  const folder = dataFolder();
  let program: Program;
  let port: number;
  const start = (env: Record<string, string> = {}) =>
    startProgram({ env: { DATA_DIR: folder.path, PORT: "0", ...env } });

  beforeAll(async () => {
    program = start();
    await program.says("已就绪");
    port = portOf(program);
  });
  afterAll(async () => {
    await endPrograms();
    await folder.remove();
  });

  test("prints the address and the demo accounts", () => {
    expect(program.output()).toContain(`http://localhost:${port}/postings?q=`);
    expect(program.output()).toContain(folder.path);
    const people = cast();
    expect(people.length).toBeGreaterThanOrEqual(3);
    for (const { phone } of people) expect(program.output()).toContain(phone);
  });

  test("is ready, with the demo world", async () => {
    const origin = `http://127.0.0.1:${port}`;
    const ready = await fetch(`${origin}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ status: "ready" })]);
    const found = await apiClient(origin).postings.$get({ query: { q: "电焊工" } });
    const answer = await found.json();
    expect("items" in answer && answer.items.length).toBeGreaterThan(0);
    const home = await (await fetch(origin)).text();
    const cities = AGREEMENTS[0]?.cities ?? [];
    expect(cities).toHaveLength(5);
    for (const { code } of cities) expect(home).toContain(`/postings?city=${code}`);
  });

  test("answers a health check of HTTP/1.0 that names no host", async () => {
    const socket = connect(port, "127.0.0.1", () => socket.write("GET /readyz HTTP/1.0\r\n\r\n"));
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.[01] 200 /);
  });

  test("a second start is refused with pid and port of the first, which continues", async () => {
    const second = start();
    expect((await second.ended).code).toBe(1);
    const [, pid, databasePort] =
      /is in use by process (\d+) \(database port (\d+)\)/.exec(second.output()) ?? [];
    expect(Number(pid)).toBe(program.child.pid);
    expect(Number(databasePort)).toBeGreaterThan(0);
    expect(second.output()).not.toContain("    at ");
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  });

  test("a second instance on its own folder is refused the taken port by number", async () => {
    const own = dataFolder();
    const second = start({ DATA_DIR: own.path, PORT: String(port), DEMO: "0" });
    expect((await second.ended).code).toBe(1);
    expect(second.output()).toContain(`${port}`);
    expect(second.output()).toMatch(/PORT/);
    expect(second.output()).not.toContain("    at ");
    expect(postmasterOf(own.path)).toBeNull();
    await own.remove();
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  });
});

describe("names a wrong configuration and does not start", () => {
  const folder = dataFolder();
  afterEach(endPrograms);
  afterAll(folder.remove);
  const secret = "0123456789abcdef0123456789abcdef";

  test.each([
    ["a port that is none", { PORT: "many" }, ["PORT"]],
    ["another kind of database", { DATABASE_URL: "mysql://127.0.0.1/x" }, ["DATABASE_URL"]],
    ["half a search engine", { MEILI_URL: "http://127.0.0.1:7700" }, ["MEILI_URL", "MEILI_KEY"]],
    [
      "the key that makes keys, where a program serves",
      { MEILI_URL: "http://127.0.0.1:7700", MEILI_MASTER_KEY: secret },
      ["MEILI_MASTER_KEY", "npm run migrate"],
    ],
    ["a short key", { SECRET_KEY: "short" }, ["SECRET_KEY"]],
    [
      "production without anything",
      { NODE_ENV: "production" },
      ["SECRET_KEY", "PUBLIC_URL", "SMS_WEBHOOK_URL"],
    ],
    [
      "production with the demo world",
      {
        NODE_ENV: "production",
        DEMO: "1",
        SECRET_KEY: secret,
        PUBLIC_URL: "https://jobs.test",
        SMS_WEBHOOK_URL: "https://sms.test",
        SMS_WEBHOOK_SECRET: secret,
      },
      ["DEMO"],
    ],
    ["a public address with a path", { PUBLIC_URL: "https://union.test/jobs" }, ["PUBLIC_URL", "path"]],
    ["a secret file that is not there", { SECRET_KEY_FILE: "/nowhere/key" }, ["SECRET_KEY_FILE"]],
    [
      "a secret twice",
      { SECRET_KEY: secret, SECRET_KEY_FILE: "/nowhere/key" },
      ["SECRET_KEY", "SECRET_KEY_FILE"],
    ],
  ])("%s", async (_, env, named) => {
    const program = startProgram({ env: { DATA_DIR: folder.path, PORT: "0", ...env } });
    expect((await program.ended).code).toBe(1);
    for (const name of named) expect(program.output()).toContain(name);
    expect(program.output()).toContain("configuration: ");
    expect(program.output()).not.toContain("    at ");
    if ("SECRET_KEY" in env) expect(program.output()).not.toContain(env.SECRET_KEY);
    expect(existsSync(join(folder.path, "postgres"))).toBe(false);
  });

  test("names an unreachable database server without its password", async () => {
    const closed = await freePort();
    const program = startProgram({
      env: { DATA_DIR: folder.path, PORT: "0", DATABASE_URL: `postgres://u:hush-hush@127.0.0.1:${closed}/x` },
    });
    expect((await program.ended).code).toBe(1);
    expect(program.output()).toContain(`127.0.0.1:${closed}`);
    expect(program.output()).not.toContain("hush-hush");
    expect(program.output()).not.toContain("    at ");
  });

  test("names a port taken by another program", async () => {
    const stranger = createServer();
    const taken = await new Promise<number>((resolve) =>
      stranger.listen(0, "127.0.0.1", () => {
        const address = stranger.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      }),
    );
    const program = startProgram({ env: { DATA_DIR: folder.path, PORT: String(taken), DEMO: "0" } });
    expect((await program.ended).code).toBe(1);
    expect(program.output()).toContain(`Port ${taken} is in use`);
    expect(postmasterOf(folder.path)).toBeNull();
    await new Promise((resolve) => stranger.close(resolve));
  });
});
