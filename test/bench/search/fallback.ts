import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createDb, type Db } from "../../../db/client.ts";
import { type Answer, refusal } from "../../support/meili-stub.ts";
import { benchDatabase, endProcess, report, startProcess } from "../support.ts";
import { tenths, timeAll, timeAt } from "../timing.ts";
import { contentHash, type IndexStub, startIndexStub } from "./index-stub.ts";
import { type Asked, questions } from "./mix.ts";

const QUESTIONS = 300;
const AT_ONCE = 4;
const CHANGES = 25;
const LIMIT_MS = 800;
const EQUAL_WITHIN_MS = 180_000;

/**
 * Ways in which the search engine can fail. Each function starts the fault and returns the function that ends
 * it.
 */
const FAULTS: Record<string, (stub: IndexStub) => Promise<() => Promise<void>>> = {
  refuses: async (stub) => {
    await stub.stop();
    return stub.start;
  },
  hangs: (stub) => says(stub, null),
  "answers 500": (stub) => says(stub, refusal(500, "internal")),
};

async function says(stub: IndexStub, answer: Answer): Promise<() => Promise<void>> {
  stub.down = answer;
  return async () => {
    stub.down = undefined;
  };
}

/** Sends one query. Returns its time, and whether the database answered in place of the search engine. */
async function ask(port: number, { q, city }: Asked): Promise<{ ms: number; degraded: boolean }> {
  const query = new URLSearchParams({ limit: "20", ...(q ? { q } : {}), ...(city ? { city } : {}) });
  const startMs = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/postings?${query}`);
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  const { degraded } = (await answer.json()) as { degraded: boolean };
  return { ms: performance.now() - startMs, degraded };
}

/** Returns the time of one query in milliseconds. Throws unless the response is marked as degraded. */
async function askWhileDown(port: number, one: Asked): Promise<number> {
  const { ms, degraded } = await ask(port, one);
  if (!degraded) throw new Error("an answer without the notice");
  return ms;
}

const published = async (db: Db) =>
  (
    await sql<{ id: string; rev: number }>`
      select id, rev from posting where status = 'published' and expires_at > app.now()`.execute(db)
  ).rows;

/** Returns the seconds until the stub contains exactly the published postings, compared by count and hash. */
async function equalAfterS(db: Db, stub: IndexStub): Promise<number> {
  const startMs = performance.now();
  const equal = async () => {
    const rows = await published(db);
    return rows.length === stub.held().length && contentHash(rows) === contentHash(stub.held());
  };
  while (!(await equal())) {
    if (performance.now() - startMs > EQUAL_WITHIN_MS) throw new Error("the index stays different");
    await pause(500);
  }
  return tenths((performance.now() - startMs) / 1_000);
}

/**
 * Returns the seconds until queries reach the engine again. The circuit breaker tries the engine every ten
 * seconds.
 */
async function askedAgainAfterS(port: number, one: Asked): Promise<number> {
  const startMs = performance.now();
  while ((await ask(port, one)).degraded) {
    if (performance.now() - startMs > EQUAL_WITHIN_MS) throw new Error("the engine is not asked again");
    await pause(100);
  }
  return tenths((performance.now() - startMs) / 1_000);
}

const changed = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once("message", () => resolve());
    child.send({ change: CHANGES });
  });

/**
 * Measures searches over 50,000 postings while the engine refuses connections, hangs or answers 500, and some
 * postings are closed and published. Reports response times, including the first failures. Also reports how
 * long after the fault the index takes to equal the database.
 * The engine is a recording stub that stores documents and ranks nothing.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const stub = await startIndexStub();
  const { child, ready } = await startProcess<{ port: number; postings: number }>(
    new URL("./fallback-server.ts", import.meta.url),
    { BENCH_DATABASE_URL: database.url, BENCH_MEILI_URL: stub.url },
  );
  const db = createDb(database.url, { max: 2 });
  try {
    const all = questions(QUESTIONS);
    const [one = { kind: "", q: null, city: null }] = all;
    const filledS = await equalAfterS(db, stub);
    await askedAgainAfterS(ready.port, one);
    const rows: Record<string, string | number>[] = [];
    for (const [fault, happens] of Object.entries(FAULTS)) {
      const back = await happens(stub);
      const [{ times }] = await Promise.all([
        timeAll(all, AT_ONCE, (question) => askWhileDown(ready.port, question)),
        changed(child),
      ]);
      await back();
      rows.push({
        "the engine": fault,
        "p50 ms": timeAt(times, 0.5),
        "p95 ms": timeAt(times, 0.95),
        "most ms": timeAt(times, 1),
        [`over ${LIMIT_MS} ms`]: times.filter(({ ms }) => ms > LIMIT_MS).length,
        "equal after s": await equalAfterS(db, stub),
        "asked again after s": await askedAgainAfterS(ready.port, one),
      });
    }
    stub.lose();
    const refilledS = await equalAfterS(db, stub);
    console.table(rows);
    const worst = (key: string) => Math.max(...rows.map((row) => Number(row[key])));
    report({
      name: "fallback",
      ours: worst("p95 ms"),
      reference: LIMIT_MS,
      unit: "ms, p95, the worst of three faults",
      p50: worst("p50 ms"),
      postings: ready.postings,
      questions: QUESTIONS,
      changedMeanwhile: 2 * CHANGES,
      equalAfterS: worst("equal after s"),
      engine: "recording stub",
      filledS,
      equalAfterLossS: refilledS,
    });
  } finally {
    await endProcess(child);
    await stub.stop();
    await db.destroy();
    await database.close();
  }
}
