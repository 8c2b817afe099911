import { decodeProtectedHeader } from "jose";
import type { Tx } from "../../../../db/client.ts";
import { attempt } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { isTransient, redactError } from "../../../platform/core/redact.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { TELL_AGAIN } from "./kinds.ts";
import {
  lockCheck,
  moveCheck,
  type SealedEntry,
  type SealedLog,
  selectSealed,
  selectUnchecked,
} from "./store.ts";

/** Entries that are looked at in one transaction. */
const PAGE = 200;

/** Returns the id of the key to which a sealed text is sealed; null for another text. */
function kidOf(payload: string): string | null {
  try {
    return decodeProtectedHeader(JSON.parse(payload)).kid ?? null;
  } catch {
    return null;
  }
}

/** Returns the newest versions of records that are sealed to a key that ended, by kind. */
function endedByKind(entries: readonly SealedEntry[], { kids }: SealedLog): Map<string, SealedEntry[]> {
  const byKind = new Map<string, SealedEntry[]>();
  for (const entry of entries) {
    const kid = entry.payload === null || entry.overtaken ? null : kidOf(entry.payload);
    if (kid === null || kids.includes(kid)) continue;
    byKind.set(entry.kind, [...(byKind.get(entry.kind) ?? []), entry]);
  }
  return byKind;
}

/** Tells records of one kind again. A kind whose rows cannot be read is logged, and delays no other. */
async function tellKind(
  tx: Tx,
  ctx: RequestContext,
  { city, receiver, kind, records }: SealedLog & { kind: string; records: readonly SealedEntry[] },
): Promise<number> {
  const tell = Object.hasOwn(TELL_AGAIN, kind) ? TELL_AGAIN[kind] : undefined;
  let told = 0;
  const failure = await attempt(tx, async () => {
    told = (await tell?.(tx, ctx, { city, receiver, records })) ?? 0;
  });
  if (!failure) return told;
  if (isTransient(failure.error)) throw failure.error;
  ctx.log.error({ kind, receiver, error: redactError(failure.error) }, "records cannot be sealed again");
  return 0;
}

/** Looks at the next entries of a log. Returns the number told again, and whether there may be more. */
async function checkPage(tx: Tx, ctx: RequestContext, log: SealedLog) {
  const after = await lockCheck(tx, log);
  if (after === null) return { told: 0, more: false };
  const entries = await selectSealed(tx, log, { after, limit: PAGE });
  const detail: Record<string, number> = {};
  for (const [kind, records] of endedByKind(entries, log)) {
    const told = await tellKind(tx, ctx, { ...log, kind, records });
    if (told > 0) detail[kind] = told;
  }
  await moveCheck(tx, log, entries.at(-1)?.seq ?? after);
  const all = Object.values(detail).reduce((sum, count) => sum + count, 0);
  if (all > 0)
    await recordAudit(tx, ctx, {
      action: "federation.sealed_again",
      subjectKind: "log",
      subjectId: log.stream,
      city: log.city,
      detail,
    });
  return { told: all, more: entries.length === PAGE };
}

/**
 * Seals records for cities of other nodes again whose key ended: those under way, and those that stand. Finds
 * them in the own logs, so no event can be lost. The place in a log is kept in the transaction that tells
 * its records again: each is told once. Returns the number told.
 */
export async function sealAgain(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  let count = 0;
  for (const log of await selectUnchecked(ctx.db))
    for (let more = true; more; ) {
      const page = await inTransaction(ctx, (tx) => checkPage(tx, ctx, log));
      if (page.told > 0) ctx.ring("changes");
      count += page.told;
      more = page.more;
    }
  return count;
}
