import { afterAll, beforeAll, expect, test } from "vitest";
import {
  postDuringRestarts,
  type RestartableProgram,
  restartableProgram,
  type Stop,
} from "../support/restarts.ts";

let program: RestartableProgram;
beforeAll(async () => {
  program = await restartableProgram(20);
});
afterAll(() => program.close());

test("F4: twelve restarts under 1,000 clients", async () => {
  const restarts = Array.from({ length: 12 }, (_, i): Stop => (i % 2 === 0 ? "fast" : "immediate"));
  const before = new Set(await program.postings());
  const { refusals, acknowledged, lost, meant } = await postDuringRestarts(program, {
    clients: 1_000,
    restarts,
    keys: true,
  });
  const made = new Set((await program.postings()).filter((id) => !before.has(id)));
  const extra = made.size - meant;
  const gone = acknowledged.filter((id) => !made.has(id)).length;
  const byCode: Record<string, number> = {};
  for (const { status, code } of refusals)
    byCode[`${status} ${code}`] = (byCode[`${status} ${code}`] ?? 0) + 1;
  console.log(
    JSON.stringify({ fault: "F4", meant, acknowledged: acknowledged.length, lost, extra, gone, byCode }),
  );
  expect([extra, gone]).toEqual([0, 0]);
  expect(acknowledged.length + lost).toBe(meant);
  expect(refusals.filter(({ retryAfter }) => !retryAfter)).toEqual([]);
  expect(refusals.filter(({ status, code }) => status !== 503 && code !== "IDEMPOTENCY_IN_PROGRESS")).toEqual(
    [],
  );
});
