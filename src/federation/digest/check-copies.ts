import { z } from "zod";
import type { SharedKind } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { scheduleTask } from "../../platform/tasks/index.ts";
import { selectIdentity } from "../keys/index.ts";
import { SHARED_KINDS } from "../kinds.ts";
import { bucketOfLog, digestOfLog } from "./digests.ts";
import { type Repair, repairCopies } from "./repair-copies.ts";
import { bucketOf, compareDigests, compareRecords, type Differences } from "./rules.ts";
import { noteComparison, selectCopiedLogs } from "./store.ts";
import { checkCopiesTask } from "./tasks.ts";

/** The checks of a day are spread over this time, each log at its own place in it. */
const SPREAD_MS = 6 * 3_600_000;
const BOUNDS = { totalMs: 60_000, maxBytes: 20_000_000 };

const Buckets = z.object({
  buckets: z.array(z.object({ bucket: z.int(), count: z.int(), digest: z.string() })).max(256),
});
const Records = z.object({ records: z.array(z.object({ id: z.string(), rev: z.int() })) });

/** Schedules the day's check of each followed public log. Returns their number. */
export async function planChecks(ctx: RequestContext, { day }: { day: string }): Promise<number> {
  const now = await databaseNow(ctx.db);
  const streams = (await selectCopiedLogs(ctx.db)).map(({ stream }) => stream);
  for (const stream of streams) {
    const dueAt = new Date(now.getTime() + (bucketOf(stream) / 256) * SPREAD_MS);
    await scheduleTask(ctx.db, {
      task: checkCopiesTask,
      key: `${stream} ${day}`,
      payload: { stream, day },
      dueAt,
    });
  }
  return streams.length;
}

/** A question for the digest of one kind at one state of a log. */
type Asked = { url: string; kind: SharedKind; stream: string; epoch: number; size: number; asOf: Date };

/** Asks the home for a digest, or for the records of one bucket. Null if it does not give it. */
async function askDigest<T>(
  ctx: RequestContext,
  { url, kind, stream, epoch, size, asOf }: Asked,
  { shape, bucket }: { shape: z.ZodType<T>; bucket?: number },
): Promise<T | null> {
  const query = new URLSearchParams({ kind: kind.kind, size: String(size), at: asOf.toISOString() });
  if (bucket !== undefined) query.set("bucket", String(bucket));
  const answer = await ctx.outbound(`${url}/fed/v1/log/${stream}/${epoch}/digest?${query}`, BOUNDS);
  if (answer.status !== 200) return null;
  return shape.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(answer.body)));
}

/** Returns how the log that is kept here differs from the home's, or null if the home does not answer. */
async function differencesOf(ctx: RequestContext, asked: Asked): Promise<Differences | null> {
  const all: Differences = { missing: [], extra: [], stale: [] };
  const told = await askDigest(ctx, asked, { shape: Buckets });
  if (!told) return null;
  for (const bucket of compareDigests(told.buckets, await digestOfLog(ctx.db, asked.kind, asked))) {
    const there = await askDigest(ctx, asked, { shape: Records, bucket });
    if (!there) return null;
    const found = compareRecords(there.records, await bucketOfLog(ctx.db, asked.kind, { ...asked, bucket }));
    for (const name of ["missing", "extra", "stale"] as const) all[name].push(...found[name]);
  }
  return all;
}

/**
 * Outcome of a check. `repaired`: rows that differed from the log here. `differing`: kinds whose digest at
 * the home is another than that of the log here. `asked`: false if the home gave no digest.
 */
export type Check = { repaired: Repair[]; differing: string[]; asked: boolean };

/**
 * Compares the copies of a followed log with the log, bucket by bucket, and repairs rows record by record.
 * Then compares the log itself with its home over HTTP: a difference there is logged as an error, because
 * a verified log cannot differ unless a disk lost it. The outcome is kept for the desk. The actor must be
 * background work.
 */
export async function checkCopies(ctx: RequestContext, { stream }: { stream: string }): Promise<Check> {
  const check = await compare(ctx, { stream });
  const { asked, differing } = check;
  const rows = check.repaired.map(
    ({ missing, extra, stale }) => missing.length + extra.length + stale.length,
  );
  const repaired = rows.reduce((sum, count) => sum + count, 0);
  await noteComparison(ctx.db, { stream, differing: asked ? differing : null, repaired });
  return check;
}

async function compare(ctx: RequestContext, { stream }: { stream: string }): Promise<Check> {
  const repaired = await repairCopies(ctx, { stream });
  for (const { kind, missing, extra, stale, unread, lost } of repaired) {
    const figures = { missing: missing.length, extra: extra.length, stale: stale.length };
    const left = { unread: unread.length, lost: lost.length };
    ctx.log.warn({ stream, kind, ...figures, ...left }, "copies differed from their log and were repaired");
  }
  const log = (await selectCopiedLogs(ctx.db)).find((one) => one.stream === stream);
  const home = await selectIdentity(ctx.db, stream.split("/")[0] ?? "");
  const differing: string[] = [];
  if (!log || !home) return { repaired, differing, asked: false };
  const asOf = await databaseNow(ctx.db);
  for (const kind of SHARED_KINDS) {
    const found = await differencesOf(ctx, { ...log, url: home.url, kind, asOf });
    if (!found) return { repaired, differing, asked: false };
    const figures = { missing: found.missing.length, extra: found.extra.length, stale: found.stale.length };
    if (figures.missing + figures.extra + figures.stale === 0) continue;
    differing.push(kind.kind);
    ctx.log.error({ stream, kind: kind.kind, ...figures }, "a copied log differs from its home");
  }
  return { repaired, differing, asked: true };
}
