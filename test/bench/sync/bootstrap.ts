import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { sequence } from "../../../src/platform/changes/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { benchDatabase, endProcess, report, startCompiled } from "../support.ts";
import { type BenchNode, fillOutbox, freePort, introduce, openNode, publishOne, STREAM } from "./nodes.ts";

const POSTINGS = Number(process.argv[3] ?? 1_000_000);
const BATCH = 50_000;
const LIMIT_MB = 400;

/** Peak memory of a running process in MiB, 0 once it has ended. */
function peakOf({ pid }: ChildProcess): number {
  try {
    const [, kilobytes = "0"] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1_024;
  } catch {
    return 0;
  }
}

/** Parts of the state that are taken, of how many; `size` entries of the log are here. */
async function progressOf({ db }: BenchNode) {
  const { rows } = await sql<{ parts: number; manifest: string | null; size: number }>`
    select f.parts_taken as parts, f.manifest, coalesce(h.size, 0)::int as size
    from followed_log f left join log_head h using (stream) where f.stream = ${STREAM}`.execute(db);
  const { parts = 0, manifest = null, size = 0 } = rows[0] ?? {};
  const of = manifest ? (/"parts":(\[.*\])\}/.exec(manifest)?.[1]?.split("entries").length ?? 1) - 1 : 0;
  return { parts, of, size };
}

/**
 * Lets a node that knows nothing take a log of 1,000,000 postings. Kills it half-way by SIGKILL, starts it
 * again, and waits until all is there. An argument takes another number. `ours` is the peak memory of the
 * process that follows, `reference` the limit.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const [home, away] = [
    await openNode(database.url, "home", [HOME]),
    await openNode(database.url, "away", [NEIGHBOUR]),
  ];
  const port = await freePort();
  await introduce(home, `http://127.0.0.1:${port}`, [away]);
  const { payload } = await publishOne(home);
  for (let left = POSTINGS; left > 0; left -= BATCH) {
    await fillOutbox(home.db, payload, Math.min(BATCH, left));
    while ((await sequence(home.db)) > 0);
  }
  await sql`vacuum analyze log_entry`.execute(home.db);
  const { rows } = await sql<{ size: number }>`
    select size::int from log_head where stream = ${STREAM}`.execute(home.db);
  const size = rows[0]?.size ?? 0;
  const serving = await startCompiled<string>("test/bench/sync/home-process.ts", {
    BENCH_DATABASE_URL: home.url,
    BENCH_PORT: String(port),
  });
  const follow = () =>
    startCompiled<string>("test/bench/sync/follow-process.ts", {
      BENCH_DATABASE_URL: away.url,
      BENCH_STATE_FROM: String(Math.min(100_000, Math.floor(POSTINGS / 2))),
    });
  let peakMb = 0;
  let { child } = await follow();
  const startMs = performance.now();
  const until = async (holds: (of: Awaited<ReturnType<typeof progressOf>>) => boolean) => {
    for (;;) {
      peakMb = Math.max(peakMb, peakOf(child));
      const progress = await progressOf(away);
      if (holds(progress)) return progress;
      await pause(200);
    }
  };
  try {
    const half = await until(({ parts, of }) => of > 0 && parts * 2 >= of);
    await endProcess(child);
    ({ child } = await follow());
    await until((progress) => progress.of === 0 && progress.size >= size);
    const seconds = (performance.now() - startMs) / 1_000;
    const there = await sql<{ rows: number }>`
      select count(*)::int as rows from posting where title ~ '^电焊工[0-9]+$'`.execute(away.db);
    report({
      name: "sync-bootstrap",
      ours: peakMb,
      reference: LIMIT_MB,
      unit: "MiB, peak of the process that follows",
      postings: POSTINGS,
      lost: POSTINGS - (there.rows[0]?.rows ?? 0),
      killedAtPart: half.parts,
      ofParts: half.of,
      seconds: Math.round(seconds),
      perS: Math.round(POSTINGS / seconds),
    });
  } finally {
    for (const one of [child, serving.child]) await endProcess(one);
    for (const { db } of [home, away]) await db.destroy();
    await database.close();
  }
}
