import type { RequestContext } from "../../platform/context.ts";
import type { Page, PageRequest } from "../../platform/core/cursor.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import type { ApplicationView } from "../schema.ts";
import {
  type ApplicationRow,
  selectByConsent,
  selectMine,
  selectMineFor,
  selectOneOfMine,
} from "../store/reads.ts";
import { iso, paged, position } from "./paging.ts";
import { readWhen } from "./when.ts";

/** Returns the invitation that an application holds, or null. Both sides read it. */
export function invitationOf(row: ApplicationRow) {
  const { invitationId, answer, answeredAt, reply } = row;
  if (invitationId === null || answer?.kind !== "invite") return null;
  const startsAt = readWhen(String(answer.when ?? ""), answeredAt ?? row.createdAt);
  return { id: invitationId, startsAt, reply, repliedAt: iso(row.repliedAt) };
}

function mineView(row: ApplicationRow): ApplicationView {
  const invitation = invitationOf(row);
  const open = !row.employerSuspended;
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    posting: {
      id: row.postingId,
      title: row.title,
      expired: row.expired,
      city: row.city,
      occupation: row.occupation,
    },
    employer: {
      id: row.enterpriseId,
      name: row.employerName,
      suspended: row.employerSuspended,
      phone: open ? row.employerPhone : null,
      hours: open ? row.employerHours : null,
    },
    answer: row.answer,
    invitation: invitation && { ...invitation, delivery: replyDelivery(row) },
    answerDueAt: iso(row.answerDueAt),
    startedOn: row.startedOn,
    startDenied: row.startDenied,
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

/** Returns how far the person's reply to an employer of another node is. */
function replyDelivery({ replyDelivery: told }: ApplicationRow) {
  return told && { state: told.state, reason: told.state === "refused" ? told.reason : null };
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

/** Returns the caller's application that rests on a consent, or null. */
export async function findByConsent(ctx: RequestContext, consentId: string): Promise<ApplicationView | null> {
  const { accountId } = requireAccount(ctx.actor);
  const row = await selectByConsent(ctx.db, accountId, consentId);
  return row ? mineView(row) : null;
}

/** Returns the caller's application to a posting, or null. */
export async function findMine(ctx: RequestContext, postingId: string): Promise<ApplicationView | null> {
  const { accountId } = requireAccount(ctx.actor);
  const row = await selectMineFor(ctx.db, accountId, postingId);
  return row ? mineView(row) : null;
}
