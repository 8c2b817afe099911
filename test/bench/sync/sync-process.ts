import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { createDb, type Db, type Tx } from "../../../db/client.ts";
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
import { applyPage, exchange, readKinds, readPage } from "../../../src/federation/pull/index.ts";
import { EMPTY, type Frontier } from "../../../src/platform/changes/index.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { columnOf, PUBLIC_COLUMNS, sqlName } from "../../../src/postings/columns.ts";
import { type CopiedRow, type PostingPayload, rowOf } from "../../../src/postings/writing/copies/row.ts";
import { putCopies } from "../../../src/postings/writing/copies/store.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { testContext } from "../../support/system-context.ts";
import { type BenchNode, STREAM } from "./nodes.ts";

const ENTRIES = Number(process.env.BENCH_ENTRIES ?? 50_000);
const PAGE = 500;
const POSTS = 1_000;

const perSecond = (count: number, startMs: number) => count / ((performance.now() - startMs) / 1_000);
const copyOf = (payload: PostingPayload) => ({ ...rowOf(payload), id: payload.id, homeCity: HOME, rev: 1 });
const outbound = openGuardedFetch({ allow: ["loopback"], connections: 4 });

type Ground = {
  log: PeerLog;
  /** Entries of the home's log once all are numbered. */
  size: number;
  /** Addresses of the databases: the whole way, the receiving half, two upserts, and single requests. */
  urls: { away: string; half: string; plain: string; own: string; posts: string };
};
type Node = Pick<BenchNode, "db" | "ctx">;

async function openNode(url: string): Promise<Node> {
  const db = createDb(url, { max: 6 });
  return { db, ctx: await testContext(db) };
}

async function postingsOf(db: Db): Promise<{ rows: number; ids: number }> {
  const { rows } = await sql<{ rows: number; ids: number }>`
    select count(*)::int as rows, count(distinct id)::int as ids from posting where title ~ '^电焊工[0-9]+$'`.execute(
    db,
  );
  return rows[0] ?? { rows: 0, ids: 0 };
}

/** From committed outbox rows at home to rows of the peer: numbering, HTTP, verifying and applying. */
async function follow(away: Node, log: PeerLog, size: number): Promise<void> {
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
async function pagesOf(away: Node, log: PeerLog, size: number): Promise<Uint8Array[]> {
  const pages: Uint8Array[] = [];
  for (let after = 0; after < size; after += PAGE) {
    const question = { epoch: 1, after, limit: PAGE, waitS: 0 };
    pages.push((await askChanges(away.ctx, log, question, { fetch: outbound.fetch })).body);
  }
  return pages;
}

/** Verifies and applies pages that are here already. */
async function receive(node: Node, pages: readonly Uint8Array[]): Promise<void> {
  const city = await cityInDirectory(node.ctx, HOME);
  if (!city) throw new Error("no directory");
  const of = { log: `${STREAM}/1`, origin: `${city.origin}/${STREAM}/1`, city: HOME };
  let from: Frontier = EMPTY;
  let applying: Promise<unknown> = Promise.resolve();
  for (const bytes of pages) {
    const keys = checkpointVerifiers(city, { stream: STREAM, epoch: 1, at: new Date() });
    const page = await readPage(bytes, { ...of, from, keys });
    await readKinds(page, SHARED_KINDS);
    await applying;
    const place = { stream: STREAM, epoch: 1, more: true };
    applying = applyPage(node.ctx, page, { place, kinds: SHARED_KINDS });
    from = page.frontier;
  }
  await applying;
}

type Rows = readonly ReturnType<typeof copyOf>[];

const NAMES = PUBLIC_COLUMNS.filter(
  (name): name is keyof CopiedRow => !["status", "expiresAt", "closedAt"].includes(name),
);
const list = (of: (name: keyof CopiedRow) => string, from: readonly (keyof CopiedRow)[] = NAMES) =>
  sql.raw(from.map(of).join(", "));

/** A bulk upsert as it is mostly written: a batch is one JSON list of objects, which the database reads. */
async function plainUpsert(tx: Tx, rows: Rows): Promise<void> {
  const changed = NAMES.filter((name) => name !== "id" && name !== "homeCity");
  await sql`
    insert into posting as p (${list(sqlName)}, province, status, created_at)
    select ${list((name) => `n."${name}"`)}, (select parent from division where code = n.city), 'published', n."publishedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n(${list((name) => `"${name}" ${columnOf(name).sql}`)})
    on conflict (id) do update set ${list((name) => `${sqlName(name)} = excluded.${sqlName(name)}`, changed)}
    where p.home_city = excluded.home_city and p.rev < excluded.rev`.execute(tx);
}

/** Writes the same rows in batches with `write`, and nothing else. */
async function bare(
  db: Db,
  payloads: readonly PostingPayload[],
  write: (tx: Tx, rows: Rows) => Promise<void>,
): Promise<number> {
  await db.transaction().execute((tx) =>
    putStubs(
      tx,
      payloads.slice(0, 1).map(({ employer }) => ({ ...employer, home: HOME })),
    ),
  );
  const batches: Rows[] = [];
  for (let at = 0; at < payloads.length; at += PAGE) batches.push(payloads.slice(at, at + PAGE).map(copyOf));
  const startMs = performance.now();
  for (const batch of batches) await db.transaction().execute((tx) => write(tx, batch));
  return perSecond(payloads.length, startMs);
}

/** Sends the same objects one signed request each to a server that verifies and writes each. */
async function onePostEach(node: Node, payloads: readonly PostingPayload[]): Promise<number> {
  const signer = await nodeSigner(node.ctx, NEIGHBOUR);
  if (!signer) throw new Error("no key");
  let url = "";
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const header = (name: string) => request.headers[name] as string | undefined;
    await verifyRequest(
      { method: "POST", header, body },
      { findKey: async () => signer, urlFor: () => url, now: new Date() },
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

function postingsIn(pages: readonly Uint8Array[]): PostingPayload[] {
  const lines = pages.flatMap((bytes) => Buffer.from(bytes).toString().split("\n"));
  return lines.flatMap((line): PostingPayload[] => {
    const { h, p } = line ? JSON.parse(line) : {};
    return h && p && JSON.parse(h).kind === "posting" ? [JSON.parse(p)] : [];
  });
}

/** Measures with databases that stand ready. Calls `begin` when the home may number its outbox rows. */
async function measure({ log, size, urls }: Ground, begin: () => void) {
  const [away, half, plain, own, posts] = [
    await openNode(urls.away),
    await openNode(urls.half),
    await openNode(urls.plain),
    await openNode(urls.own),
    await openNode(urls.posts),
  ];
  const startMs = performance.now();
  begin();
  await follow(away, log, size);
  const ours = perSecond(ENTRIES, startMs);
  const there = await postingsOf(away.db);
  const pages = await pagesOf(away, log, size);
  const payloads = postingsIn(pages);
  const reference = await bare(plain.db, payloads, plainUpsert);
  const ownStatement = await bare(own.db, payloads, putCopies);
  const halfMs = performance.now();
  await receive(half, pages);
  const receiving = perSecond(ENTRIES, halfMs);
  await bare(posts.db, payloads.slice(0, 1), putCopies);
  const single = await onePostEach(posts, payloads.slice(0, POSTS));
  const [lost, doubled] = [ENTRIES - there.ids, there.rows - there.ids];
  return { ours, reference, ownStatement, receiving, single, lost, doubled };
}
export type SyncFigures = Awaited<ReturnType<typeof measure>>;

/** The receiving node of the benchmark, compiled as the program is. Sends "begin", and then its figures. */
async function main(): Promise<void> {
  const ground = JSON.parse(process.env.BENCH_GROUND ?? "") as Ground;
  process.send?.("ready");
  process.send?.(await measure(ground, () => process.send?.("begin")));
}

void main();
