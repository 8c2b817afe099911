import { request } from "node:http";
import pg from "pg";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { runningEmbedded } from "../../db/embedded/index.ts";
import { processStart } from "../../db/embedded/process.ts";
import { dataFolder } from "../support/folder.ts";
import { PATIENCE } from "../support/patience.ts";
import { endPrograms, type Program, portOf, postmasterOf, startProgram } from "../support/program.ts";

const REQUESTS = 200;
/**
 * Number of these requests that must wait in the database before the signal. The others wait for a connection
 * of the pool.
 */
const WAITING = 5;
const folder = dataFolder();
let program: Program;
let port: number;

afterEach(endPrograms);
afterAll(() => folder.remove());

async function start(): Promise<void> {
  program = startProgram({ env: { DATA_DIR: folder.path, PORT: "0", DEMO: "0" } });
  await program.says("已就绪");
  port = portOf(program);
}

/** Blocks all requests for a sign-in code: locks the table that they write to, until `release`. */
async function holdCodes(): Promise<{ waiting(): Promise<number>; release(): Promise<void> }> {
  const url = runningEmbedded(folder.path);
  if (!url) throw new Error("the database is not running");
  const [holder, watcher] = [
    new pg.Client({ connectionString: url }),
    new pg.Client({ connectionString: url }),
  ];
  for (const client of [holder, watcher]) {
    client.on("error", () => undefined);
    await client.connect();
  }
  await holder.query("begin; lock table otp_challenge in access exclusive mode");
  return {
    async waiting() {
      const { rows } = await watcher.query<{ n: number }>(
        "select count(*)::int as n from pg_locks where not granted and relation = 'otp_challenge'::regclass",
      );
      return rows[0]?.n ?? 0;
    },
    async release() {
      await holder.query("rollback");
      await holder.end();
      await watcher.end();
    },
  };
}

type Asked = { accepted: Promise<void>; answered: Promise<number | string> };

/** Requests a sign-in code. `accepted` resolves once the server has sent 100 Continue. */
function askForCode(n: number): Asked {
  const body = JSON.stringify({ phone: `135${String(n).padStart(8, "0")}` });
  const sent = request({
    host: "127.0.0.1",
    port,
    method: "POST",
    path: "/api/v1/sessions/otp",
    agent: false,
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      expect: "100-continue",
    },
  });
  const accepted = new Promise<void>((resolve, reject) => {
    sent.once("error", reject);
    sent.once("continue", () => {
      sent.end(body);
      resolve();
    });
  });
  const answered = new Promise<number | string>((resolve) => {
    sent.on("error", (error) => resolve(error.message));
    sent.once("response", (answer) => {
      answer.on("error", (error) => resolve(error.message));
      answer.on("end", () => resolve(answer.statusCode ?? 0)).resume();
    });
  });
  sent.flushHeaders();
  return { accepted, answered };
}

/**
 * Starts the server and sends all requests. Sends the signal when the server has accepted all of them and
 * answered none.
 */
async function stopUnderLoad(signal: NodeJS.Signals) {
  await start();
  const postmaster = postmasterOf(folder.path);
  const held = await holdCodes();
  const asked = Array.from({ length: REQUESTS }, (_, n) => askForCode(n));
  await Promise.all(asked.map((one) => one.accepted));
  await vi.waitFor(async () => expect(await held.waiting()).toBeGreaterThanOrEqual(WAITING), PATIENCE);
  program.child.kill(signal);
  return { asked, held, postmaster };
}

test("SIGTERM with 200 requests under way drops none, accepts no new one, leaves no process", async () => {
  const { asked, held, postmaster } = await stopUnderLoad("SIGTERM");
  await program.says("SIGTERM: ");
  await vi.waitFor(() => expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow(), PATIENCE);
  await held.release();
  const answers = await Promise.all(asked.map((one) => one.answered));
  expect(answers).toEqual(Array(REQUESTS).fill(202));
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(postmaster).toBeGreaterThan(1);
  expect(processStart(postmaster ?? 0)).toBeNull();
  expect(postmasterOf(folder.path)).toBeNull();
});

test("twin: SIGKILL with the same 200 requests drops them", async () => {
  const { asked } = await stopUnderLoad("SIGKILL");
  const answers = await Promise.all(asked.map((one) => one.answered));
  expect(answers.filter((answer) => answer === 202)).toEqual([]);
  expect((await program.ended).signal).toBe("SIGKILL");
  await start();
  expect(program.output()).toContain("正在恢复");
});

test("the second signal exits at once", async () => {
  await start();
  const held = await holdCodes();
  const asked = askForCode(999);
  await asked.accepted;
  program.child.kill("SIGINT");
  await program.says("SIGINT: ");
  program.child.kill("SIGINT");
  expect((await program.ended).code).toBe(1);
  await asked.answered;
  await held.release().catch(() => undefined);
});
