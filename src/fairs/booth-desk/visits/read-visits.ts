import { type Look, recordLooks } from "../../../candidates/index.ts";
import { phonesOf } from "../../../identity/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { encodeCursor, type Page, placeAfter } from "../../../platform/core/cursor.ts";
import { ownBooth } from "../booth.ts";
import type { VisitView } from "../schema.ts";
import { type BoothPosting, postingsOf } from "../store/desk.ts";
import { countVisits, selectVisits, type VisitRow } from "../store/visits.ts";
import { notesOf } from "./notes-of.ts";

const toView = ({ accountId, createdAt, ...row }: VisitRow, notes: VisitView["notes"] = []): VisitView => ({
  id: row.id,
  callName: row.callName,
  canDo: row.canDo,
  skills: row.skills,
  consented: row.consented,
  account: accountId !== null,
  notes,
  at: createdAt.toISOString(),
  applications: row.applications,
  intents: row.intents,
});

/** Records that the caller sees the cards of these visits. */
const recordVisitLooks = (ctx: RequestContext, look: Look, rows: readonly VisitRow[]): Promise<void> =>
  recordLooks(
    ctx,
    look,
    rows.flatMap(({ consented, accountId, applicationId, phoneShared }) =>
      consented && accountId
        ? [{ accountId, applicationId, phone: phoneShared && look.why === "boothExport" }]
        : [],
    ),
  );

/** Returns the postings of a booth. The caller must be a member of its enterprise. */
export async function listBoothPostings(
  ctx: RequestContext,
  registrationId: string,
): Promise<BoothPosting[]> {
  await ownBooth(ctx, registrationId);
  return postingsOf(ctx.db, registrationId);
}

const PAGE = 100;
/** Maximum number of visits in one export. No booth is expected to have that many. */
const VISITS_MAX = 20_000;

/**
 * Returns the visits of a booth, newest first, a hundred a page. The caller must be a member of its
 * enterprise. Card fields are included as far as consents allow, phones never; the look at each card is
 * recorded. `total` counts all visits of the booth.
 */
export async function listVisits(
  ctx: RequestContext,
  { registrationId, cursor }: { registrationId: string; cursor?: string | undefined },
): Promise<Page<VisitView> & { total: number }> {
  const { enterpriseName: organisation } = await ownBooth(ctx, registrationId);
  const question = `visits ${registrationId}`;
  const place = placeAfter(question, cursor);
  const after = place && { createdKey: place.at, id: place.id };
  const [rows, total] = await Promise.all([
    selectVisits(ctx.db, registrationId, { limit: PAGE + 1, after }),
    countVisits(ctx.db, registrationId),
  ]);
  const shown = rows.slice(0, PAGE);
  await recordVisitLooks(ctx, { role: "member", organisation, why: "booth" }, shown);
  const notes = await notesOf(
    ctx,
    shown.map(({ id }) => id),
  );
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => toView(row, notes.get(row.id))),
    total,
    nextCursor: last ? encodeCursor(question, [last.createdKey, last.id]) : null,
  };
}

/**
 * Returns all visits of a booth for an export, with the phones that valid consents include. Records the look
 * at each card.
 */
export async function exportVisits(
  ctx: RequestContext,
  registrationId: string,
): Promise<(VisitView & { phone: string | null })[]> {
  const { enterpriseName: organisation } = await ownBooth(ctx, registrationId);
  const rows = await selectVisits(ctx.db, registrationId, { limit: VISITS_MAX });
  const shared = rows.flatMap((row) => (row.phoneShared && row.accountId ? [row.accountId] : []));
  const phones = await phonesOf(ctx, ctx.db, shared);
  const notes = await notesOf(
    ctx,
    rows.map(({ id }) => id),
  );
  await recordVisitLooks(ctx, { role: "member", organisation, why: "boothExport" }, rows);
  return rows.map((row) => ({
    ...toView(row, notes.get(row.id)),
    phone: row.phoneShared && row.accountId ? (phones.get(row.accountId) ?? null) : null,
  }));
}
