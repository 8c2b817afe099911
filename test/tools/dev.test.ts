import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { copyCheckout } from "../support/checkout.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { endPrograms, freePort, type Program, startProgram } from "../support/program.ts";

const PATIENCE = { timeout: 50_000, interval: 50 };
const PHONE = "13512345678";
const READY = "已就绪";

let database: TestDatabase;
let checkout: ReturnType<typeof copyCheckout>;
let program: Program;
let origin: string;

beforeAll(async () => {
  database = await testDatabase({ max: 1 });
  checkout = copyCheckout();
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  program = startProgram({
    script: "dev",
    cwd: checkout.path,
    env: {
      DATABASE_URL: database.url,
      DATA_DIR: join(checkout.path, "data"),
      PORT: String(port),
      LOG_LEVEL: "debug",
      LOG_SQL: "1",
    },
  });
  await program.says(READY);
});
afterAll(async () => {
  await endPrograms();
  checkout.remove();
  await database.drop();
});

const lines = () =>
  program
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): Record<string, unknown> => JSON.parse(line));
const times = (text: string) => program.output().split(text).length - 1;
const answers = async () => (await fetch(`${origin}/healthz`)).status;

test("LOG_SQL=1 shows statements with their duration and no values; LOG_LEVEL=debug times requests and tasks", async () => {
  const asked = await fetch(`${origin}/api/v1/sessions/otp`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ phone: PHONE }),
  });
  expect(asked.status).toBe(202);
  const timed = (msg: string, more: object = {}) =>
    expect.objectContaining({ msg, durationMs: expect.any(Number), ...more });
  await vi.waitFor(() => expect(lines()).toContainEqual(timed("task", { kind: "sms.send" })), PATIENCE);
  expect(lines()).toContainEqual(timed("request", { route: "/api/v1/sessions/otp", status: 202 }));
  const insert = lines().find(({ sql }) =>
    /^(\/\* planned \*\/ )?insert into "?otp_challenge"?/.test(String(sql)),
  );
  expect(insert).toMatchObject({ msg: "sql", failed: false, durationMs: expect.any(Number) });
  expect(insert?.sql).toContain("$1");
  expect(Object.keys(insert ?? {}).sort()).toEqual(["durationMs", "failed", "level", "msg", "sql", "time"]);
  expect(program.output()).not.toContain(PHONE);
});

test("a change restarts the server, and one that does not compile leaves it running", async () => {
  const banner = join(checkout.path, "src", "web", "text", "banner.ts");
  appendFileSync(banner, "\n/** Changed. */\nexport const CHANGED = true;\n");
  await vi.waitFor(() => expect(times(READY)).toBe(2), PATIENCE);
  expect(times("dev: restarting")).toBe(1);
  expect(await answers()).toBe(200);

  const broken = join(checkout.path, "src", "app.ts");
  writeFileSync(broken, "const = 1;\n");
  await program.says("dev: the sources do not compile");
  expect(await answers()).toBe(200);
  expect(times(READY)).toBe(2);
});

test("SIGTERM ends the server with it", async () => {
  program.child.kill("SIGTERM");
  expect((await program.ended).code).toBe(0);
  await expect(answers()).rejects.toThrow();
});
