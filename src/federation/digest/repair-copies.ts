import type { Tx } from "../../../db/client.ts";
import { attempt, type Copy, type SharedKind, type Unread } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { isTransient, redactError } from "../../platform/core/redact.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { SHARED_KINDS } from "../kinds.ts";
import { bucketOfLog, bucketOfRows, digestOfLog, digestOfRows, type LogQuestion } from "./digests.ts";
import { noteCopies } from "./purge-copies.ts";
import { compareDigests, compareRecords, type Differences } from "./rules.ts";
import { lacksEntries, lockLog, selectNewest, toldRevs } from "./store.ts";

type Log = LogQuestion & {
  city: string;
  /** True if entries of the log are lost here. */
  lacking: boolean;
};

type Compared = Differences & {
  /** Revisions of the rows in the buckets that differ. */
  held: Map<string, number>;
};

/** Compares the rows of a kind with what the log tells, bucket by bucket, then record by record. */
async function differencesOf(tx: Tx, kind: SharedKind, log: Log): Promise<Compared> {
  const all: Compared = { missing: [], extra: [], stale: [], held: new Map() };
  const { city } = log;
  const told = await digestOfLog(tx, kind, log);
  for (const bucket of compareDigests(told, await digestOfRows(tx, kind, city))) {
    const held = await bucketOfRows(tx, kind, { city, bucket });
    const found = compareRecords(await bucketOfLog(tx, kind, { ...log, bucket }), held);
    for (const name of ["missing", "extra", "stale"] as const) all[name].push(...found[name]);
    for (const { id, rev } of held) all.held.set(id, rev);
  }
  return all;
}

/**
 * Repair of one kind. `unread`: records that this release cannot read. `lost`: rows that are newer
 * than anything the log tells of them, in a log that lost entries here. They stay, because the entry that
 * told them is lost, and not the row wrong.
 */
export type Repair = Differences & { kind: string; unread: Unread[]; lost: string[] };

const newestOf = (tx: Tx, kind: SharedKind, { stream, epoch }: Log, ids: readonly string[]) =>
  selectNewest(tx, { stream, epoch, kind: kind.kind }, ids);

/** Writes versions together. If that fails, one by one: those that fail alone are unread. */
async function putAll(tx: Tx, kind: SharedKind, copies: readonly Copy[]): Promise<Unread[]> {
  let unread: Unread[] = [];
  const failure = await attempt(tx, async () => {
    unread = await kind.put(tx, copies);
  });
  if (!failure) return unread;
  if (isTransient(failure.error)) throw failure.error;
  if (copies.length === 1) return copies.map(({ id, rev }) => ({ id, rev, why: redactError(failure.error) }));
  const apart: Unread[] = [];
  for (const copy of copies) apart.push(...(await putAll(tx, kind, [copy])));
  return apart;
}

/** Returns those of the rows that nothing in a log which lost entries is as new as. */
async function lostAmong(tx: Tx, kind: SharedKind, log: Log, { extra, stale, held }: Compared) {
  const ids = [...extra, ...stale];
  if (!log.lacking || ids.length === 0) return [];
  const told = await toldRevs(tx, { ...log, kind: kind.kind }, ids);
  return ids.filter((id) => (held.get(id) ?? 0) > (told.get(id) ?? Number.NEGATIVE_INFINITY));
}

/**
 * Writes the versions that the log tells. A row that refuses them, because its own revision is not older, is
 * deleted before. A record that this release cannot read stays as it is.
 */
async function repairKind(tx: Tx, kind: SharedKind, log: Log): Promise<Repair> {
  const compared = await differencesOf(tx, kind, log);
  const lost = await lostAmong(tx, kind, log, compared);
  const stays = new Set(lost);
  const without = (ids: readonly string[]) => ids.filter((id) => !stays.has(id));
  const found = {
    missing: compared.missing,
    extra: without(compared.extra),
    stale: without(compared.stale),
  };
  const wrong = [...found.missing, ...found.stale];
  const unread = wrong.length > 0 ? await putAll(tx, kind, await newestOf(tx, kind, log, wrong)) : [];
  const rest = wrong.length > 0 ? await differencesOf(tx, kind, log) : found;
  const left = new Set(unread.map(({ id }) => id));
  const again = [...rest.missing, ...rest.stale].filter((id) => wrong.includes(id) && !left.has(id));
  await kind.purge(tx, log.city, [...found.extra, ...again]);
  if (again.length > 0) unread.push(...(await putAll(tx, kind, await newestOf(tx, kind, log, again))));
  await noteCopies(
    tx,
    kind,
    [...found.extra, ...wrong].filter((id) => !left.has(id)),
  );
  return { kind: kind.kind, ...found, unread, lost };
}

/**
 * Compares the copies of a followed public log with the log itself and repairs them record by record: a lost
 * or wrong row is written from the log, a row that the log does not tell is deleted. Where entries of the log
 * are lost here, rows that are newer than it stay and are named. The log's head stays locked, so no page is
 * applied between. Returns the differences of each kind that had some, with the records that this release
 * cannot read. The actor must be background work.
 */
export async function repairCopies(ctx: RequestContext, { stream }: { stream: string }): Promise<Repair[]> {
  requireSystem(ctx.actor);
  const city = stream.split("/")[0] ?? "";
  const repaired = await inTransaction(ctx, async (tx) => {
    const head = await lockLog(tx, stream);
    if (!head) return [];
    const { now, ...log } = head;
    const lacking = await lacksEntries(tx, { stream, ...log });
    const all: Repair[] = [];
    for (const kind of SHARED_KINDS)
      all.push(await repairKind(tx, kind, { stream, city, ...log, lacking, asOf: now, given: true }));
    const differing = all.filter(
      ({ missing, extra, stale, lost }) => missing.length + extra.length + stale.length + lost.length > 0,
    );
    const detail = Object.fromEntries(
      differing.map(({ kind, missing, extra, stale, unread, lost }) => [
        kind,
        {
          ...{ missing: missing.length, extra: extra.length, stale: stale.length },
          ...{ unread: unread.length, lost: lost.length },
        },
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
