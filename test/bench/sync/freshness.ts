import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../db/client.ts";
import { makeRootKey, rootName, upsertIdentity, verifierText } from "../../../src/federation/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { benchDatabase, endProcess, report, startCompiled } from "../support.ts";
import { percentile, tenths } from "../timing.ts";
import { type BenchNode, fillOutbox, freePort, introduce, openNode, publishOne } from "./nodes.ts";

/** Publications a second, and how many of them each part measures. */
const PER_S = 100;
const PUBLISHED = Number(process.argv[3] ?? 2_000);
/** Publications that warm the processes up, and rounds of the measured ones. */
const WARM_UP = 1_000;
const ROUNDS = 5;
const POLL_MS = 10;
const THIRD = "210700";
const PROGRAM = "test/bench/sync/node-process.ts";

/** Queries by an index for those of the ids that stand in a table: looking must cost the database little. */
const SEEN = {
  numbered: (ids: readonly string[]) =>
    sql<Seen>`select record_id as id from log_entry where kind = 'posting' and record_id = any(${[...ids]}::text[])`,
  there: (ids: readonly string[]) => sql<Seen>`select id from posting where id = any(${[...ids]}::uuid[])`,
  found: (ids: readonly string[]) =>
    sql<Seen>`select posting_id as id from posting_search where posting_id = any(${[...ids]}::uuid[])`,
};
type Seen = { id: string };

/** Notes when rows that were committed at home are seen in a table of a database. Times in milliseconds. */
function watch(db: Db, seen: (ids: readonly string[]) => RawBuilder<Seen>) {
  const committed = new Map<string, number>();
  const times: number[] = [];
  let stopped = false;
  const running = (async () => {
    while (!stopped || committed.size > 0) {
      const ids = [...committed.keys()];
      if (ids.length > 0) {
        const { rows } = await seen(ids).execute(db);
        for (const { id } of rows) {
          times.push(performance.now() - (committed.get(id) ?? 0));
          committed.delete(id);
        }
      }
      await pause(POLL_MS);
    }
  })();
  return {
    committed,
    async times(): Promise<number[]> {
      stopped = true;
      await running;
      return times;
    },
  };
}

type Times = { numbered: number[]; there: number[]; found: number[] };

/** Commits outbox rows of new postings one by one, at PER_S a second. Returns the times of each way in ms. */
async function publishAll(
  { home, away, payload }: { home: BenchNode; away: BenchNode; payload: object },
  published: number,
): Promise<Times> {
  const numbered = watch(home.db, SEEN.numbered);
  const there = watch(away.db, SEEN.there);
  const found = watch(away.db, SEEN.found);
  const startMs = performance.now();
  for (let n = 0; n < published; n += 1) {
    await pause(Math.max(0, startMs + (n * 1_000) / PER_S - performance.now()));
    const id = home.ctx.ids.uuid();
    await fillOutbox(home.db, payload, 1, id);
    for (const { committed } of [numbered, there, found]) committed.set(id, performance.now());
  }
  return { numbered: await numbered.times(), there: await there.times(), found: await found.times() };
}

/** Median of the rounds' p95: the minute's vacuum, which falls into one of them, decides nothing. */
const p95 = (rounds: readonly Times[], way: keyof Times): number =>
  percentile(
    rounds.map((times) => percentile(times[way], 0.95)),
    0.5,
  );

/** A peer that takes every connection and never answers. Its end leaves nobody to connect to. */
async function addSlowPeer(away: BenchNode): Promise<() => void> {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const origin = `127.0.0.1:${port}/fed`;
  const { signer } = await makeRootKey(rootName(origin, THIRD));
  await sql`update city set hosted = false where code = ${THIRD}`.execute(away.db);
  await upsertIdentity(away.db, { city: THIRD, origin, root: verifierText(signer), url });
  // Its worker starts within a second and waits for its answer.
  await pause(2_000);
  return () => {
    server.closeAllConnections();
    server.close();
  };
}

/**
 * Publishes 100 postings a second between two nodes that are processes. Measures the time from the commit at
 * home to the row at the peer, and to its row in the peer's search index. The reference is the time until the
 * home has numbered the entry. Rounds without and with a peer that never answers take turns, so that tables
 * which grow change both alike.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const [home, away] = [
    await openNode(database.url, "home", [HOME]),
    await openNode(database.url, "away", [NEIGHBOUR]),
  ];
  const ports = [await freePort(), await freePort()];
  const [homeUrl = "", awayUrl = ""] = ports.map((port) => `http://127.0.0.1:${port}`);
  await introduce(home, homeUrl, [away], awayUrl);
  const { payload } = await publishOne(home);
  const children: Awaited<ReturnType<typeof startCompiled>>[] = [];
  for (const [i, node] of [home, away].entries())
    children.push(
      await startCompiled(PROGRAM, { BENCH_DATABASE_URL: node.url, BENCH_PORT: String(ports[i]) }),
    );
  let endSlow: () => void = () => undefined;
  try {
    await pause(3_000);
    const publish = (published: number) => publishAll({ home, away, payload }, published);
    await publish(WARM_UP);
    const [alone, beside]: [Times[], Times[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      alone.push(await publish(PUBLISHED / ROUNDS));
      endSlow = await addSlowPeer(away);
      beside.push(await publish(PUBLISHED / ROUNDS));
      endSlow();
      await pause(2_000);
    }
    const rounds = (those: readonly Times[]) => those.map(({ there }) => tenths(percentile(there, 0.95)));
    const [ours, slow] = [p95(alone, "there"), p95(beside, "there")];
    report({
      name: "sync-freshness",
      ours,
      reference: p95(alone, "numbered"),
      unit: "ms, p95",
      published: PUBLISHED,
      perS: PER_S,
      limitMs: 100,
      searchableP95Ms: tenths(p95(alone, "found")),
      searchableLimitMs: 500,
      besideSlowPeerP95Ms: tenths(slow),
      rounds: rounds(alone),
      besideSlowPeerRounds: rounds(beside),
      slowPeerRatio: Number((slow / ours).toFixed(3)),
    });
  } finally {
    endSlow();
    for (const { child } of children) await endProcess(child);
    for (const { db } of [home, away]) await db.destroy();
    await database.close();
  }
}
