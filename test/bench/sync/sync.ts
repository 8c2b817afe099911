import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import type { Db } from "../../../db/client.ts";
import { putStubs } from "../../../src/enterprises/index.ts";
import {
  checkpointVerifiers,
  cityInDirectory,
  nodeSigner,
  SHARED_KINDS,
  signRequest,
  verifyRequest,
} from "../../../src/federation/index.ts";
import { askChanges, type PeerLog } from "../../../src/federation/pull/asking/ask.ts";
import { createAhead } from "../../../src/federation/pull/asking/fetch-page.ts";
import { applyPage, exchange, readPage } from "../../../src/federation/pull/index.ts";
import { EMPTY, type Frontier } from "../../../src/platform/changes/index.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { type PostingPayload, rowOf } from "../../../src/postings/writing/copies/row.ts";
import { putCopies } from "../../../src/postings/writing/copies/store.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { benchDatabase, endProcess, report, startCompiled } from "../support.ts";
import { type BenchNode, fillOutbox, freePort, introduce, openNode, publishOne, STREAM } from "./nodes.ts";

const ENTRIES = Number(process.env.BENCH_ENTRIES ?? 50_000);
const PAGE = 500;
const POSTS = 1_000;

const perSecond = (count: number, startMs: number) => count / ((performance.now() - startMs) / 1_000);
const copyOf = (payload: PostingPayload) => ({ ...rowOf(payload), id: payload.id, homeCity: HOME, rev: 1 });
const outbound = openGuardedFetch({ allow: ["loopback"], connections: 4 });

async function postingsOf(db: Db): Promise<{ rows: number; ids: number }> {
  const { rows } = await sql<{ rows: number; ids: number }>`
    select count(*)::int as rows, count(distinct id)::int as ids from posting where title ~ '^电焊工[0-9]+$'`.execute(
    db,
  );
  return rows[0] ?? { rows: 0, ids: 0 };
}

/** From committed outbox rows at home to rows of the peer: numbering, HTTP, verifying and applying. */
async function follow(away: BenchNode, log: PeerLog, size: number): Promise<void> {
  const tools = { fetch: outbound.fetch, kinds: SHARED_KINDS };
  const ahead = createAhead();
  for (let held = 0; held < size; ) {
    const outcome = await exchange(away.ctx, log, { ...tools, ahead }, 1);
    if (outcome.kind !== "more" && outcome.kind !== "even") throw new Error(JSON.stringify(outcome));
    const { rows } = await sql<{ size: number }>`
      select size::int from log_head where stream = ${STREAM}`.execute(away.db);
    held = rows[0]?.size ?? 0;
  }
}

/** Fetches every page of the log, without using it. */
async function pagesOf(away: BenchNode, log: PeerLog, size: number): Promise<Uint8Array[]> {
  const pages: Uint8Array[] = [];
  for (let after = 0; after < size; after += PAGE) {
    const question = { epoch: 1, after, limit: PAGE, waitS: 0 };
    pages.push((await askChanges(away.ctx, log, question, { fetch: outbound.fetch })).body);
  }
  return pages;
}

/** Verifies and applies pages that are here already. */
async function receive(node: BenchNode, pages: readonly Uint8Array[]): Promise<void> {
  const city = await cityInDirectory(node.ctx, HOME);
  if (!city) throw new Error("no directory");
  const of = { log: `${STREAM}/1`, origin: `${city.origin}/${STREAM}/1`, city: HOME };
  let from: Frontier = EMPTY;
  let applying: Promise<unknown> = Promise.resolve();
  for (const bytes of pages) {
    const keys = checkpointVerifiers(city, { stream: STREAM, epoch: 1, at: new Date() });
    const page = await readPage(bytes, { ...of, from, keys });
    await applying;
    const place = { stream: STREAM, epoch: 1, more: true };
    applying = applyPage(node.ctx, page, { place, kinds: SHARED_KINDS });
    from = page.frontier;
  }
  await applying;
}

/** Writes the same rows with the same statement, and nothing else. */
async function bare(db: Db, payloads: readonly PostingPayload[]): Promise<number> {
  await db.transaction().execute((tx) =>
    putStubs(
      tx,
      payloads.slice(0, 1).map(({ employer }) => ({ ...employer, home: HOME })),
    ),
  );
  const batches: ReturnType<typeof copyOf>[][] = [];
  for (let at = 0; at < payloads.length; at += PAGE) batches.push(payloads.slice(at, at + PAGE).map(copyOf));
  const startMs = performance.now();
  for (const batch of batches) await db.transaction().execute((tx) => putCopies(tx, batch));
  return perSecond(payloads.length, startMs);
}

/** Sends the same objects one signed request each to a server that verifies and writes each. */
async function onePostEach(node: BenchNode, payloads: readonly PostingPayload[]): Promise<number> {
  const signer = await nodeSigner(node.ctx, NEIGHBOUR);
  if (!signer) throw new Error("no key");
  let url = "";
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const header = (name: string) => request.headers[name] as string | undefined;
    await verifyRequest(
      { method: "POST", url, header, body },
      { findKey: async () => signer, now: new Date() },
    );
    await node.db.transaction().execute((tx) => putCopies(tx, [copyOf(JSON.parse(body.toString()))]));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const startMs = performance.now();
  for (const payload of payloads) {
    const body = JSON.stringify(payload);
    const headers = await signRequest({ method: "POST", url, body }, signer, { now: new Date() });
    const { status } = await outbound.fetch(url, {
      method: "POST",
      headers,
      body,
      totalMs: 10_000,
      maxBytes: 1_000,
    });
    if (status !== 200) throw new Error(`status ${status}`);
  }
  const rate = perSecond(payloads.length, startMs);
  server.closeAllConnections();
  server.close();
  return rate;
}

/**
 * Measures postings a second from committed outbox rows of one node to rows of another: numbering, signed
 * request, verification and application, with both nodes on this machine. The reference writes the same rows
 * into the same table in batches, and nothing else. Then the receiving half alone, and one request for each.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const home = await openNode(database.url, "home", [HOME]);
  const port = await freePort();
  const [away, half, plain, posts] = [
    await openNode(database.url, "away", [NEIGHBOUR]),
    await openNode(database.url, "half", [NEIGHBOUR]),
    await openNode(database.url, "plain", [NEIGHBOUR]),
    await openNode(database.url, "posts", [NEIGHBOUR]),
  ];
  const nodes = [home, away, half, plain, posts];
  const log = await introduce(home, `http://127.0.0.1:${port}`, [posts, half, away]);
  const { payload } = await publishOne(home);
  const before = (
    await sql<{ size: number }>`select size::int from log_head where stream = ${STREAM}`.execute(home.db)
  ).rows[0];
  const size = (before?.size ?? 0) + ENTRIES;
  const { child } = await startCompiled<string>("test/bench/sync/home-process.ts", {
    BENCH_DATABASE_URL: home.url,
    BENCH_PORT: String(port),
  });
  try {
    await fillOutbox(home.db, payload, ENTRIES);
    await sql`vacuum analyze outbox`.execute(home.db);
    const startMs = performance.now();
    child.send("go");
    await follow(away, log, size);
    const ours = perSecond(ENTRIES, startMs);
    const there = await postingsOf(away.db);
    const pages = await pagesOf(away, log, size);
    const payloads = pages.flatMap((bytes) =>
      Buffer.from(bytes)
        .toString()
        .split("\n")
        .flatMap((line): PostingPayload[] => {
          const { h, p } = line ? JSON.parse(line) : {};
          return h && p && JSON.parse(h).kind === "posting" ? [JSON.parse(p)] : [];
        }),
    );
    const reference = await bare(plain.db, payloads);
    const halfMs = performance.now();
    await receive(half, pages);
    const receiving = perSecond(ENTRIES, halfMs);
    await bare(posts.db, payloads.slice(0, 1));
    const single = await onePostEach(posts, payloads.slice(0, POSTS));
    report({
      name: "sync",
      ours,
      reference,
      unit: "postings/s",
      entries: ENTRIES,
      lost: ENTRIES - there.ids,
      doubled: there.rows - there.ids,
      receiving: Math.round(receiving),
      receivingRatio: Number((receiving / reference).toFixed(3)),
      onePostEach: Math.round(single),
      timesFaster: Number((ours / single).toFixed(1)),
    });
  } finally {
    await endProcess(child);
    await outbound.close();
    for (const { db } of nodes) await db.destroy();
    await database.close();
  }
}
