import type { ApplicationStatus } from "../../db/schema/index.ts";
import { receivedPhone, recordLooks } from "../candidates/index.ts";
import { peopleAway, phoneOf } from "../identity/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "../platform/core/cursor.ts";
import { AppError, orNotFound } from "../platform/core/errors.ts";
import { requireAccount, requireMemberOf } from "../platform/core/guard.ts";
import { UUID } from "../platform/core/ids.ts";
import { type ApplicationView, type ReceivedApplication, STATUSES } from "./schema.ts";
import {
  type After,
  type ApplicationRow,
  countReceived,
  type ReceivedRow,
  selectMine,
  selectMineFor,
  selectOneOfMine,
  selectOneReceived,
  selectReceived,
} from "./store/reads.ts";

const iso = (date: Date | null) => date?.toISOString() ?? null;

function mineView(row: ApplicationRow): ApplicationView {
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    posting: { id: row.postingId, title: row.title, expired: row.expired },
    employer: { id: row.enterpriseId, name: row.employerName, suspended: row.employerSuspended },
    answer: row.answer,
    answerDueAt: iso(row.answerDueAt),
    startedOn: row.startedOn,
    consent: {
      id: row.consentId,
      fields: row.fields as ApplicationView["consent"]["fields"],
      grantedAt: row.grantedAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      withdrawnAt: iso(row.withdrawnAt),
    },
    createdAt: row.createdAt.toISOString(),
    history: row.history,
    delivery: deliveryOf(row),
    rev: row.rev,
  };
}

/** Returns how far an application to another node is, with the number to call if it takes long or failed. */
function deliveryOf({ delivery, employerPhone }: ApplicationRow): ApplicationView["delivery"] {
  if (!delivery) return null;
  const { state, since, reason, late } = delivery;
  const call = state === "refused" || state === "expired" || (state === "waiting" && late);
  return { state, since, reason: state === "refused" ? reason : null, phone: call ? employerPhone : null };
}

function receivedView(row: ReceivedRow): ReceivedApplication {
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    posting: { id: row.postingId, title: row.title },
    card: row.card,
    message: row.card ? (row.message ?? row.cardMessage) : null,
    answer: row.answer,
    answerDueAt: iso(row.answerDueAt),
    startedOn: row.startedOn,
    createdAt: row.createdAt.toISOString(),
    history: row.history,
    rev: row.rev,
  };
}

function position(question: string, cursor: string | undefined): After {
  if (!cursor) return null;
  const [createdKey, id] = decodeCursor(question, cursor, 2);
  const sound =
    typeof createdKey === "string" && !Number.isNaN(Date.parse(createdKey.replace(/([+-]\d\d)$/, "$1:00")));
  if (sound && typeof id === "string" && UUID.test(id)) return { createdKey, id };
  throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
}

/** Converts rows to a page. One row more than `limit` means that there is a next page. */
function paged<R extends ApplicationRow, T>(
  question: string,
  rows: R[],
  limit: number,
  view: (row: R) => T,
): Page<T> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(view),
    nextCursor: last ? encodeCursor(question, [last.createdKey, last.id]) : null,
  };
}

/** Lists the caller's applications, newest first. */
export async function listMine(ctx: RequestContext, paging: PageRequest): Promise<Page<ApplicationView>> {
  const { accountId } = requireAccount(ctx.actor);
  const question = `mine ${accountId}`;
  const after = position(question, paging.cursor);
  const rows = await selectMine(ctx.db, accountId, { after, limit: paging.limit + 1 });
  return paged(question, rows, paging.limit, mineView);
}

/** Returns one of the caller's applications. Throws NOT_FOUND for all others. */
export async function getMine(ctx: RequestContext, id: string): Promise<ApplicationView> {
  const { accountId } = requireAccount(ctx.actor);
  return mineView(orNotFound(await selectOneOfMine(ctx.db, accountId, id)));
}

/** Returns the caller's application to a posting, or null. */
export async function findMine(ctx: RequestContext, postingId: string): Promise<ApplicationView | null> {
  const { accountId } = requireAccount(ctx.actor);
  const row = await selectMineFor(ctx.db, accountId, postingId);
  return row ? mineView(row) : null;
}

/**
 * Lists the applications that an enterprise received, newest first. Their cards have no phone numbers.
 * Records the look at each card. Throws unless the caller is a member of the enterprise.
 */
export async function listReceived(
  ctx: RequestContext,
  q: PageRequest & { enterpriseId: string; status?: ApplicationStatus | undefined },
): Promise<Page<ReceivedApplication>> {
  requireAccount(ctx.actor);
  requireMemberOf(ctx.actor, q.enterpriseId);
  const status = q.status ?? null;
  const question = `received ${q.enterpriseId} ${status}`;
  const after = position(question, q.cursor);
  const rows = await selectReceived(ctx.db, q.enterpriseId, { status, after, limit: q.limit + 1 });
  const shown = rows.slice(0, q.limit).filter(({ card }) => card !== null);
  const look = { role: "member", organisation: shown[0]?.employerName ?? "", why: "applications" } as const;
  await recordLooks(
    ctx,
    look,
    shown.map(({ accountId, id: applicationId }) => ({ accountId, applicationId })),
  );
  return paged(question, rows, q.limit, receivedView);
}

/** Counts the applications that an enterprise received, by status. Throws unless the caller is its member. */
export async function countReceivedOf(
  ctx: RequestContext,
  enterpriseId: string,
): Promise<Record<ApplicationStatus, number>> {
  requireAccount(ctx.actor);
  requireMemberOf(ctx.actor, enterpriseId);
  const counted = await countReceived(ctx.db, enterpriseId);
  return Object.fromEntries(STATUSES.map((status) => [status, counted[status] ?? 0])) as Record<
    ApplicationStatus,
    number
  >;
}

/** Returns the phone of an applicant: from the account, or from the card that another city sent. */
async function phoneFor(ctx: RequestContext, { consentId, accountId }: ReceivedRow): Promise<string | null> {
  const away = await peopleAway(ctx.db, [accountId]);
  return away.has(accountId) ? receivedPhone(ctx, ctx.db, consentId) : phoneOf(ctx, ctx.db, accountId);
}

/**
 * Returns a received application, with card and phone if a valid consent has these fields. Records the view
 * of the card, which its owner can see.
 */
export async function getReceived(
  ctx: RequestContext,
  q: { enterpriseId: string; id: string },
): Promise<ReceivedApplication> {
  const account = requireAccount(ctx.actor);
  requireMemberOf(account, q.enterpriseId);
  const row = orNotFound(await selectOneReceived(ctx.db, q.enterpriseId, q.id));
  const view = receivedView(row);
  if (!view.card) return view;
  const shown = row.fields.includes("phone") ? await phoneFor(ctx, row) : null;
  const phone = shown === null ? {} : { phone: shown };
  const look = { role: "member", organisation: row.employerName, why: "application" } as const;
  const { accountId, id: applicationId } = row;
  await recordLooks(ctx, look, [{ accountId, applicationId, phone: "phone" in phone }]);
  return { ...view, card: { ...view.card, ...phone } };
}
