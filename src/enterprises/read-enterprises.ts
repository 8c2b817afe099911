import type { RequestContext } from "../platform/context.ts";
import { type Page, type PageRequest, pageOf, placeAfter } from "../platform/core/cursor.ts";
import { notFound, orNotFound } from "../platform/core/errors.ts";
import { requireOfficer } from "../platform/core/guard.ts";
import { toView } from "./present.ts";
import { nameKey } from "./rules.ts";
import { type EnterpriseView, STATUSES } from "./schema.ts";
import {
  countManaged,
  type ListQuestion,
  selectEnterprise,
  selectEnterprises,
  selectVerification,
  type Verification,
} from "./store.ts";

type Reader = Pick<RequestContext, "db" | "actor" | "scope">;

/**
 * Returns one enterprise. Its members and officers see it in any state, with the internal part. Others see it
 * if it is verified or imported (not suspended) and visible under their agreement, or at a fair that they may
 * see. Throws NOT_FOUND otherwise.
 */
export async function getEnterprise(ctx: Reader, id: string): Promise<EnterpriseView> {
  return toView(orNotFound(await selectEnterprise(ctx.db, ctx, id)));
}

/**
 * Returns a verified enterprise for its public page, with its verification. Throws NOT_FOUND for any other,
 * also to its own members, who see it at their desk.
 */
export async function getEmployer(
  ctx: Reader,
  id: string,
): Promise<EnterpriseView & { verification: Verification | null }> {
  const [enterprise, verification] = await Promise.all([
    getEnterprise(ctx, id),
    selectVerification(ctx.db, id),
  ]);
  if (!enterprise.verified) throw notFound();
  return { ...enterprise, management: null, verification };
}

/** Returns the verification of an enterprise that the caller manages; null without one. */
export async function getVerification(ctx: Reader, id: string): Promise<Verification | null> {
  const { management } = await getEnterprise(ctx, id);
  return management ? selectVerification(ctx.db, id) : null;
}

type Question = Partial<Omit<ListQuestion, "after" | "limit">> & PageRequest;

/**
 * Lists verified enterprises visible under the reader's agreement, newest first. With `managed`, lists the
 * enterprises of an officer's cities and counties in any state.
 */
export async function listEnterprises(
  ctx: Reader,
  { cursor, limit, managed = false, status, q }: Question,
): Promise<Page<EnterpriseView>> {
  if (managed) requireOfficer(ctx.actor);
  const asked = { managed, status: managed ? status : undefined, q: q ? nameKey(q) : undefined };
  const question = JSON.stringify(["enterprises", asked.managed, asked.status, asked.q, ctx.scope]);
  const place = placeAfter(question, cursor);
  const after = place && { createdAt: place.at, id: place.id };
  const rows = await selectEnterprises(ctx.db, ctx, { ...asked, after, limit });
  return pageOf(question, rows, limit, ({ key }) => key, toView);
}

/** Counts the enterprises of an officer's cities and counties by status; `q` is a part of the name. */
export async function countEnterprises(
  ctx: Reader,
  { q }: { q?: string | undefined },
): Promise<Record<(typeof STATUSES)[number], number>> {
  requireOfficer(ctx.actor);
  const counted = await countManaged(ctx.db, ctx.actor, q ? nameKey(q) : undefined);
  const counts = new Map(counted.map(({ status, n }) => [status, n]));
  return Object.fromEntries(STATUSES.map((status) => [status, counts.get(status) ?? 0])) as Record<
    (typeof STATUSES)[number],
    number
  >;
}
