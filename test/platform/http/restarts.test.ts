import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDb } from "../../../db/client.ts";
import { isTransient } from "../../../src/platform/core/redact.ts";
import { testDatabase } from "../../support/database.ts";
import { postDuringRestarts, type RestartableProgram, restartableProgram } from "../../support/restarts.ts";

let program: RestartableProgram;
beforeAll(async () => {
  program = await restartableProgram(8);
});
afterAll(() => program.close());

test("a restart of the database loses and doubles nothing, and refuses with 503 and Retry-After alone", async () => {
  const before = new Set(await program.postings());
  const { refusals, acknowledged, lost, meant } = await postDuringRestarts(program, {
    clients: 8,
    restarts: ["immediate"],
    keys: true,
  });
  const other = refusals.filter(({ status, code }) => status !== 503 && code !== "IDEMPOTENCY_IN_PROGRESS");
  expect(other).toEqual([]);
  expect(refusals.filter(({ retryAfter }) => !retryAfter)).toEqual([]);
  expect(refusals.length).toBeGreaterThan(0);
  const made = (await program.postings()).filter((id) => !before.has(id));
  expect(acknowledged.filter((id) => !made.includes(id))).toEqual([]);
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  expect(acknowledged.length + lost).toBe(meant);
  expect(made).toHaveLength(meant);
});

test("twin: the error of a lost transaction is that of its rollback, which names no cause", async () => {
  const t = await testDatabase();
  const db = createDb(t.url, { max: 1, onError: () => undefined });
  const lost = db.transaction().execute(async (tx) => {
    const ended = sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
    await ended.catch(async (error: unknown) => {
      // The connection is closed before the rollback is tried.
      await pause(50);
      throw error;
    });
  });
  const error = await lost.catch((thrown: unknown) => thrown as Error & { code?: string });
  if (!(error instanceof Error)) throw new Error("the transaction was not lost");
  // By its SQLSTATE, or by the text of a terminated connection alone, it would be a defect of ours: 500.
  expect([error.code, /Connection terminated/.test(error.message)]).toEqual([undefined, false]);
  expect(isTransient(error)).toBe(true);
  await db.destroy();
  await t.drop();
});
