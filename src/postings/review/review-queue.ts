import { recordLooks } from "../../candidates/index.ts";
import { phonesOf } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import type { AccountActor } from "../../platform/core/actor.ts";
import { encodeCursor, type Page, type PageRequest, placeAfter } from "../../platform/core/cursor.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { selectManagedByIds } from "../store/managed-postings.ts";
import { countWaiting, type QueueRow, selectQueue } from "../store/queue.ts";
import { toManagedPosting } from "../views/present.ts";
import type { QueueItem } from "./schema.ts";

const QUESTION = "reviews";

/**
 * Returns the rows of the queue as officers see them. Records the look at the phone of each claimant.
 */
async function presentQueue(
  ctx: RequestContext,
  actor: AccountActor,
  rows: readonly QueueRow[],
): Promise<QueueItem[]> {
  const ids = rows.filter((row) => row.kind === "posting").map((row) => row.id);
  const desks = new Map(
    (await selectManagedByIds(ctx.db, actor, ids)).map((posting) => [posting.id, toManagedPosting(posting)]),
  );
  const claims = rows.flatMap(({ claimantId, unionName }) => (claimantId ? [{ claimantId, unionName }] : []));
  const phones = await phonesOf(
    ctx,
    ctx.db,
    claims.map(({ claimantId }) => claimantId),
  );
  for (const organisation of new Set(claims.map(({ unionName }) => unionName)))
    await recordLooks(
      ctx,
      { role: "officer", organisation, why: "claim" },
      claims
        .filter(({ unionName }) => unionName === organisation)
        .map(({ claimantId }) => ({ accountId: claimantId, applicationId: null, phone: true })),
    );
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    cursor: encodeCursor(QUESTION, [row.key, row.id]),
    at: row.at.toISOString(),
    homeCity: row.homeCity,
    county: row.county,
    employer: { id: row.enterpriseId, name: row.employerName, status: row.employerStatus },
    posting: desks.get(row.id) ?? null,
    claim:
      row.kind === "posting"
        ? null
        : {
            statement: row.statement,
            uscc: row.uscc,
            usccCheck: row.usccCheck,
            claimant: row.claimant,
            phone: phones.get(row.claimantId ?? "") ?? row.contactPhone,
            refusalReason: row.refusalReason,
          },
  }));
}

/**
 * Lists what the officer must decide, oldest first: submitted postings, claims and registered enterprises of
 * the officer's cities and counties. Records the look at the phone of each claimant.
 */
export async function listReviewQueue(ctx: RequestContext, page: PageRequest): Promise<Page<QueueItem>> {
  const actor = requireOfficer(ctx.actor);
  const after = placeAfter(QUESTION, page.cursor);
  const found = await selectQueue(ctx.db, actor, { after, limit: page.limit });
  const rows = found.slice(0, page.limit);
  const last = found.length > page.limit ? rows.at(-1) : undefined;
  return {
    items: await presentQueue(ctx, actor, rows),
    nextCursor: last ? encodeCursor(QUESTION, [last.key, last.id]) : null,
  };
}

/** Returns those of the postings, claims and registrations that wait for the officer, by their id. */
export async function reviewItems(
  ctx: RequestContext,
  ids: readonly string[],
): Promise<Map<string, QueueItem>> {
  const actor = requireOfficer(ctx.actor);
  if (ids.length === 0) return new Map();
  const rows = await selectQueue(ctx.db, actor, { after: null, limit: ids.length, ids });
  return new Map((await presentQueue(ctx, actor, rows)).map((item) => [item.id, item]));
}

/** Counts what the officer must decide, by kind and in total. */
export async function countQueue(
  ctx: RequestContext,
): Promise<{ postings: number; claims: number; enterprises: number; total: number }> {
  const counts = await countWaiting(ctx.db, requireOfficer(ctx.actor));
  return {
    postings: counts.posting,
    claims: counts.claim,
    enterprises: counts.enterprise,
    total: counts.posting + counts.claim + counts.enterprise,
  };
}
