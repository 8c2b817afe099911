import { sql } from "kysely";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { benchDatabase, endProcess, report, startCompiled } from "../support.ts";
import { fillOutbox, freePort, introduce, openNode, publishOne, STREAM } from "./nodes.ts";
import type { SyncFigures } from "./sync-process.ts";

const ENTRIES = Number(process.env.BENCH_ENTRIES ?? 50_000);

/**
 * Measures postings a second from committed outbox rows of one node to rows of another: numbering, signed
 * request, verification and application, with both nodes on this machine. The reference writes the same rows
 * into the same table in batches, and nothing else. `ownStatement`: the same with the statement of this
 * program, which reads its rows in half the time. Then the receiving half alone, and one request for each.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const home = await openNode(database.url, "home", [HOME]);
  const port = await freePort();
  const [away, half, plain, own, posts] = [
    await openNode(database.url, "away", [NEIGHBOUR]),
    await openNode(database.url, "half", [NEIGHBOUR]),
    await openNode(database.url, "plain", [NEIGHBOUR]),
    await openNode(database.url, "own", [NEIGHBOUR]),
    await openNode(database.url, "posts", [NEIGHBOUR]),
  ];
  const nodes = [home, away, half, plain, own, posts];
  const log = await introduce(home, `http://127.0.0.1:${port}`, [posts, half, away]);
  const { payload } = await publishOne(home);
  const before = (
    await sql<{ size: number }>`select size::int from log_head where stream = ${STREAM}`.execute(home.db)
  ).rows[0];
  const size = (before?.size ?? 0) + ENTRIES;
  const { child: serving } = await startCompiled<string>("test/bench/sync/home-process.ts", {
    BENCH_DATABASE_URL: home.url,
    BENCH_PORT: String(port),
  });
  await fillOutbox(home.db, payload, ENTRIES);
  await sql`vacuum analyze outbox`.execute(home.db);
  const urls = { away: away.url, half: half.url, plain: plain.url, own: own.url, posts: posts.url };
  const { child: receiving } = await startCompiled<string>("test/bench/sync/sync-process.ts", {
    BENCH_GROUND: JSON.stringify({ log, size, urls }),
  });
  try {
    const figures = await new Promise<SyncFigures>((resolve, reject) => {
      receiving.on("message", (message) => {
        if (message === "begin") serving.send("go");
        else resolve(message as SyncFigures);
      });
      receiving.once("exit", () => reject(new Error("the receiving process ended")));
    });
    const { ours, reference, single } = figures;
    report({
      name: "sync",
      ours,
      reference,
      unit: "postings/s",
      entries: ENTRIES,
      lost: figures.lost,
      doubled: figures.doubled,
      receiving: Math.round(figures.receiving),
      receivingRatio: Number((figures.receiving / reference).toFixed(3)),
      ownStatement: Math.round(figures.ownStatement),
      toOwnStatement: Number((ours / figures.ownStatement).toFixed(3)),
      receivingToOwnStatement: Number((figures.receiving / figures.ownStatement).toFixed(3)),
      onePostEach: Math.round(single),
      timesFaster: Number((ours / single).toFixed(1)),
    });
  } finally {
    for (const child of [serving, receiving]) await endProcess(child);
    for (const { db } of nodes) await db.destroy();
    await database.close();
  }
}
