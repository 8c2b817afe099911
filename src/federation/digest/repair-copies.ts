import type { Tx } from "../../../db/client.ts";
import type { SharedKind, Unread } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { SHARED_KINDS } from "../kinds.ts";
import { bucketOfLog, bucketOfRows, digestOfLog, digestOfRows, type LogQuestion } from "./digests.ts";
import { noteCopies } from "./purge-copies.ts";
import { compareDigests, compareRecords, type Differences } from "./rules.ts";
import { lockLog, selectNewest } from "./store.ts";

type Log = LogQuestion & { city: string };

/** Compares the rows of a kind with what the log tells, bucket by bucket, then record by record. */
async function differencesOf(tx: Tx, kind: SharedKind, log: Log): Promise<Differences> {
  const all: Differences = { missing: [], extra: [], stale: [] };
  const { city } = log;
  const told = await digestOfLog(tx, kind, log);
  for (const bucket of compareDigests(told, await digestOfRows(tx, kind, city))) {
    const held = await bucketOfRows(tx, kind, { city, bucket });
    const found = compareRecords(await bucketOfLog(tx, kind, { ...log, bucket }), held);
    for (const name of ["missing", "extra", "stale"] as const) all[name].push(...found[name]);
  }
  return all;
}

export type Repair = Differences & { kind: string; unread: Unread[] };

const newestOf = (tx: Tx, kind: SharedKind, { stream, epoch }: Log, ids: readonly string[]) =>
  selectNewest(tx, { stream, epoch, kind: kind.kind }, ids);

/**
 * Writes the versions that the log tells. A row that refuses them, because its own revision is not older, is
 * deleted before. A record that this release cannot read stays as it is.
 */
async function repairKind(tx: Tx, kind: SharedKind, log: Log): Promise<Repair> {
  const found = await differencesOf(tx, kind, log);
  const wrong = [...found.missing, ...found.stale];
  const unread = wrong.length > 0 ? await kind.put(tx, await newestOf(tx, kind, log, wrong)) : [];
  const rest = wrong.length > 0 ? await differencesOf(tx, kind, log) : found;
  const left = new Set(unread.map(({ id }) => id));
  const again = [...rest.missing, ...rest.stale].filter((id) => wrong.includes(id) && !left.has(id));
  await kind.purge(tx, log.city, [...found.extra, ...again]);
  if (again.length > 0) unread.push(...(await kind.put(tx, await newestOf(tx, kind, log, again))));
  await noteCopies(tx, kind, [...found.extra, ...wrong]);
  return { kind: kind.kind, ...found, unread };
}

/**
 * Compares the copies of a followed public log with the log itself and repairs them record by record: a lost
 * or wrong row is written from the log, a row that the log does not tell is deleted. The log's head stays
 * locked meanwhile, so no page is applied between. Returns the differences of each kind that had some, with
 * the records that this release cannot read. The actor must be background work.
 */
export async function repairCopies(ctx: RequestContext, { stream }: { stream: string }): Promise<Repair[]> {
  requireSystem(ctx.actor);
  const city = stream.split("/")[0] ?? "";
  const repaired = await inTransaction(ctx, async (tx) => {
    const head = await lockLog(tx, stream);
    if (!head) return [];
    const { now, ...log } = head;
    const all: Repair[] = [];
    for (const kind of SHARED_KINDS)
      all.push(await repairKind(tx, kind, { stream, city, ...log, asOf: now, given: true }));
    const differing = all.filter(
      ({ missing, extra, stale }) => missing.length + extra.length + stale.length > 0,
    );
    const detail = Object.fromEntries(
      differing.map(({ kind, missing, extra, stale, unread }) => [
        kind,
        { missing: missing.length, extra: extra.length, stale: stale.length, unread: unread.length },
      ]),
    );
    if (differing.length > 0)
      await recordAudit(tx, ctx, {
        action: "copies.repair",
        subjectKind: "log",
        subjectId: stream,
        city,
        detail,
      });
    return differing;
  });
  if (repaired.length > 0) ctx.ring("changes");
  return repaired;
}
