import { labelsOf, maskPhone, phonesOf, selectStaff } from "../identity/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { accountIdOf } from "../platform/core/actor.ts";
import { notFound } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { placeName } from "./place-names.ts";
import { mayAppoint, maySee, OPEN_MAX, STAFF_MAX } from "./rules.ts";
import type { Invitation, StaffList, StaffPlace } from "./schema.ts";
import { type InvitationRow, selectInvitations, selectInvitationsTo } from "./store.ts";

/** Converts invitations to what people see: names of the place and of the inviting person, masked phone. */
export async function invitationViews(
  ctx: RequestContext,
  rows: readonly InvitationRow[],
): Promise<Invitation[]> {
  const inviters = rows.flatMap(({ invitedBy }) => (invitedBy ? [invitedBy] : []));
  const [labels, phones] = await Promise.all([
    labelsOf(ctx, ctx.db, inviters),
    phonesOf(
      ctx,
      ctx.db,
      rows.map(({ accountId }) => accountId),
    ),
  ]);
  const names = new Map<string, string>();
  for (const { place } of rows) {
    const key = JSON.stringify(place);
    if (!names.has(key)) names.set(key, await placeName(ctx, place));
  }
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    phoneMasked: maskPhone(phones.get(row.accountId) ?? ""),
    place: row.place,
    placeName: names.get(JSON.stringify(row.place)) ?? "",
    invitedBy: (row.invitedBy && labels.get(row.invitedBy)) ?? null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

/**
 * Returns the people of a place with their open invitations: at most 200 people and 50 invitations. Throws
 * NOT_FOUND for a place whose staff the caller may not see.
 */
export async function listStaff(ctx: RequestContext, place: StaffPlace): Promise<StaffList> {
  if (!maySee(ctx.actor, place)) throw notFound();
  const name = await placeName(ctx, place);
  const mayInvite = mayAppoint(ctx.actor, place);
  const [people, invitations] = await Promise.all([
    selectStaff(ctx.db, place, STAFF_MAX),
    mayInvite ? selectInvitations(ctx.db, place, OPEN_MAX) : [],
  ]);
  const labels = await labelsOf(ctx, ctx.db, [
    ...new Set(people.flatMap(({ accountId, grantedBy }) => [accountId, ...(grantedBy ? [grantedBy] : [])])),
  ]);
  const own = accountIdOf(ctx.actor);
  return {
    place,
    placeName: name,
    mayInvite,
    staff: people.map((person) => ({
      id: person.membershipId,
      label: labels.get(person.accountId) ?? "",
      since: person.since.toISOString(),
      seenAt: person.seenAt?.toISOString() ?? null,
      grantedBy: (person.grantedBy && labels.get(person.grantedBy)) ?? null,
      own: person.accountId === own,
      mayEnd: mayInvite || person.accountId === own,
    })),
    invitations: await invitationViews(ctx, invitations),
  };
}

/** Returns the open invitations to the caller. */
export async function listMyInvitations(ctx: RequestContext): Promise<Invitation[]> {
  const { accountId } = requireAccount(ctx.actor);
  return invitationViews(ctx, await selectInvitationsTo(ctx.db, accountId));
}
