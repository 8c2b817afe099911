import type { ApplicationStatus } from "../../../db/schema/index.ts";
import { receivedPhones, recordLooks } from "../../candidates/index.ts";
import { peopleAway, phonesOf } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import type { Page, PageRequest } from "../../platform/core/cursor.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireAccount, requireMemberOf } from "../../platform/core/guard.ts";
import { type AnswerInput, type ReceivedApplication, STATUSES } from "../schema.ts";
import { type Meeting, selectMeetings } from "../store/meetings.ts";
import {
  type AppliedPosting,
  countReceived,
  type ReceivedRow,
  selectAppliedPostings,
  selectLastInvitation,
  selectOneReceived,
  selectReceived,
} from "../store/received.ts";
import { invitationOf } from "./mine.ts";
import { iso, paged, position } from "./paging.ts";

function receivedView(row: ReceivedRow, meeting?: Meeting): ReceivedApplication {
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    posting: { id: row.postingId, title: row.title },
    card: row.card,
    message: row.card ? (row.message ?? row.cardMessage) : null,
    answer: row.answer,
    invitation: invitationOf(row),
    answerDueAt: iso(row.answerDueAt),
    startedOn: row.startedOn,
    startDenied: row.startDenied,
    met: meeting ? { at: meeting.at.toISOString(), title: meeting.title } : null,
    createdAt: row.createdAt.toISOString(),
    history: row.history,
    rev: row.rev,
  };
}

/** Selects received applications: all, or those of one status or posting, or counted for a livestream. */
export type ReceivedFilter = {
  enterpriseId: string;
  status?: ApplicationStatus | undefined;
  postingId?: string | undefined;
  livestreamId?: string | undefined;
};

const meetingsOf = (ctx: RequestContext, enterpriseId: string, rows: readonly ReceivedRow[]) =>
  selectMeetings(
    ctx.db,
    enterpriseId,
    rows.map(({ id }) => id),
  );

function requireMember(ctx: RequestContext, enterpriseId: string): void {
  requireMemberOf(requireAccount(ctx.actor), enterpriseId);
}

/**
 * Records that the caller saw these cards; the rows are of one enterprise. A look at the whole application,
 * with the phone if it is shared, counts as one of its own.
 */
const recordListed = (ctx: RequestContext, rows: readonly ReceivedRow[], whole: boolean): Promise<void> => {
  const shown = rows.filter(({ card }) => card !== null);
  const why = whole ? "application" : "applications";
  return recordLooks(
    ctx,
    { role: "member", organisation: shown[0]?.employerName ?? "", why },
    shown.map(({ accountId, id: applicationId, fields }) => ({
      accountId,
      applicationId,
      phone: whole && fields.includes("phone"),
    })),
  );
};

/**
 * Lists the applications that an enterprise received: newest first, or with `sort` "due" those first that
 * must be answered first. Their cards have no phone numbers. Records the look at each card. Throws unless the
 * caller is a member of the enterprise.
 */
export async function listReceived(
  ctx: RequestContext,
  { cursor, limit, sort = "newest", ...q }: PageRequest & ReceivedFilter & { sort?: "newest" | "due" },
): Promise<Page<ReceivedApplication>> {
  requireMember(ctx, q.enterpriseId);
  const narrowed = [q.status, q.postingId, q.livestreamId].map((one) => one ?? "");
  const question = ["received", q.enterpriseId, ...narrowed, sort].join(" ");
  const after = position(question, cursor);
  const rows = await selectReceived(ctx.db, { ...q, sort, after, limit: limit + 1 });
  await recordListed(ctx, rows.slice(0, limit), false);
  const met = await meetingsOf(ctx, q.enterpriseId, rows.slice(0, limit));
  const view = (row: ReceivedRow) => receivedView(row, met.get(row.id));
  return paged(question, rows, limit, view, ({ dueKey, createdKey }) =>
    sort === "due" ? dueKey : createdKey,
  );
}

/**
 * Returns the phones that these cards may show, by application: from the accounts, or from the cards that
 * other cities sent.
 */
async function phonesFor(ctx: RequestContext, rows: readonly ReceivedRow[]): Promise<Map<string, string>> {
  const shared = rows.filter(({ card, fields }) => card !== null && fields.includes("phone"));
  const away = await peopleAway(
    ctx.db,
    shared.map(({ accountId }) => accountId),
  );
  const there = shared.filter(({ accountId }) => away.has(accountId));
  const here = shared.filter(({ accountId }) => !away.has(accountId));
  const [received, own] = await Promise.all([
    receivedPhones(
      ctx,
      ctx.db,
      there.map(({ consentId }) => consentId),
    ),
    phonesOf(
      ctx,
      ctx.db,
      here.map(({ accountId }) => accountId),
    ),
  ]);
  return new Map(
    shared.flatMap(({ id, accountId, consentId }) => {
      const phone = away.has(accountId) ? received.get(consentId) : own.get(accountId);
      return phone ? [[id, phone] as const] : [];
    }),
  );
}

const withPhone = (view: ReceivedApplication, phone: string | undefined): ReceivedApplication =>
  view.card && phone ? { ...view, card: { ...view.card, phone } } : view;

/** Maximum number of applications in one export. */
const EXPORT_MAX = 5_000;

/**
 * Returns received applications for an export, at most 5,000, newest first, with the phones that valid
 * consents include. Records the look at each card. Throws unless the caller is a member of the enterprise.
 */
export async function exportReceived(ctx: RequestContext, q: ReceivedFilter): Promise<ReceivedApplication[]> {
  requireMember(ctx, q.enterpriseId);
  const rows = await selectReceived(ctx.db, { ...q, sort: "newest", after: null, limit: EXPORT_MAX });
  const phones = await phonesFor(ctx, rows);
  const met = await meetingsOf(ctx, q.enterpriseId, rows);
  await recordListed(ctx, rows, true);
  return rows.map((row) => withPhone(receivedView(row, met.get(row.id)), phones.get(row.id)));
}

/** Counts the applications that an enterprise received, by status. Throws unless the caller is its member. */
export async function countReceivedOf(
  ctx: RequestContext,
  enterpriseId: string,
): Promise<Record<ApplicationStatus, number>> {
  requireMember(ctx, enterpriseId);
  const counted = await countReceived(ctx.db, enterpriseId);
  return Object.fromEntries(STATUSES.map((status) => [status, counted[status] ?? 0])) as Record<
    ApplicationStatus,
    number
  >;
}

/**
 * Returns the postings of an enterprise that somebody applied for, each with the number of applications. The
 * posting with the newest application is first. At most 100. Throws unless the caller is a member.
 */
export async function listAppliedPostings(
  ctx: RequestContext,
  enterpriseId: string,
): Promise<AppliedPosting[]> {
  requireMember(ctx, enterpriseId);
  return selectAppliedPostings(ctx.db, enterpriseId);
}

type Invitation = Extract<AnswerInput, { kind: "invite" }>;

/** Returns the newest invitation of an enterprise, or null. Throws unless the caller is its member. */
export async function lastInvitation(
  ctx: RequestContext,
  enterpriseId: string,
): Promise<Partial<Invitation> | null> {
  requireMember(ctx, enterpriseId);
  return selectLastInvitation(ctx.db, enterpriseId);
}

/**
 * Returns a received application, with card and phone if a valid consent has these fields. Records the view
 * of the card, which its owner can see.
 */
export async function getReceived(
  ctx: RequestContext,
  q: { enterpriseId: string; id: string },
): Promise<ReceivedApplication> {
  requireMember(ctx, q.enterpriseId);
  const row = orNotFound(await selectOneReceived(ctx.db, q.enterpriseId, q.id));
  const view = receivedView(row, (await meetingsOf(ctx, q.enterpriseId, [row])).get(row.id));
  if (!view.card) return view;
  const phone = (await phonesFor(ctx, [row])).get(row.id);
  const look = { role: "member", organisation: row.employerName, why: "application" } as const;
  const { accountId, id: applicationId } = row;
  await recordLooks(ctx, look, [{ accountId, applicationId, phone: phone !== undefined }]);
  return withPhone(view, phone);
}
