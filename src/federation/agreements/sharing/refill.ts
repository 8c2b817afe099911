import { lockHead, logName, type SharedKind } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import type { Outbound } from "../../../platform/outbound/index.ts";
import { noteCopies } from "../../digest/index.ts";
import { applyEntries, askChanges, type PeerLog, readEntries } from "../../pull/index.ts";
import { kindsOf } from "./kinds-of.ts";
import { addPayloads, type DueLog, firstWithheld, givenKinds } from "./store.ts";

type Entry = Awaited<ReturnType<typeof readEntries>>[number];

/** Writes payloads that the log's home gives now, and the copies that they tell. Returns how many. */
async function takePayloads(
  ctx: RequestContext,
  log: DueLog,
  { entries, kinds }: { entries: readonly Entry[]; kinds: readonly SharedKind[] },
): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    const head = await lockHead(tx, log.stream);
    if (head.epoch !== log.epoch) return 0;
    const given = entries.flatMap(({ head: { seq }, header, payload, salt }) =>
      payload === null || salt === null
        ? []
        : [{ seq, header, payload, salt: Buffer.from(salt).toString("base64") }],
    );
    const added = await addPayloads(tx, log, given);
    const told = entries.filter((entry) => added.has(entry.head.seq));
    const passed = await applyEntries(tx, told, kinds);
    const unread = new Set(passed.map(({ seq }) => seq));
    for (const kind of kinds) {
      const ids = told.filter(({ head: { seq, kind: name } }) => name === kind.kind && !unread.has(seq));
      await noteCopies(
        tx,
        kind,
        ids.map(({ head: { id } }) => id),
      );
    }
    return told.length;
  });
}

/**
 * Asks a log's home for payloads that it once withheld and now gives, and applies them. Headers are here and
 * proved, so a payload counts if it comes with exactly the header's text. Returns how many came. Stops at an
 * answer of no use; the next look tries again.
 */
export async function refillWithheld(
  ctx: RequestContext,
  { log, from, privateKinds = [] }: { log: DueLog; from: PeerLog; privateKinds?: readonly SharedKind[] },
  fetch: Outbound,
): Promise<{ taken: number; finished: boolean }> {
  const { stream, city, epoch } = log;
  const known = kindsOf(log, privateKinds);
  const kinds = await givenKinds(
    ctx.db,
    log,
    known.map(({ kind }) => kind),
  );
  let taken = 0;
  for (let after = 0; ; ) {
    const first = await firstWithheld(ctx.db, { stream, epoch, kinds, after });
    if (first === null) return { taken, finished: true };
    const question = { epoch, after: first - 1, waitS: 0 };
    const answer = await askChanges(ctx, from, question, { fetch }).catch(() => null);
    if (answer?.status !== 200) return { taken, finished: false };
    const entries = await readEntries(answer.body, { log: logName(stream, epoch), city }, first - 1);
    const last = entries.at(-1)?.head.seq;
    if (last === undefined) return { taken, finished: true };
    taken += await takePayloads(ctx, log, { entries, kinds: known });
    after = last;
  }
}
