import { ensureAccount, grantMembership, type Membership } from "../../src/identity/index.ts";
import { contextFor, type RequestContext, type Services } from "../../src/platform/context.ts";
import { type AccountActor, ANONYMOUS } from "../../src/platform/core/actor.ts";
import { inTransaction } from "../../src/platform/core/store.ts";

let next = 0;

/**
 * Creates an account and returns the context of the signed-in person. `more` adds roles as if memberships
 * were granted.
 */
export async function person(
  services: Services,
  more: Partial<Pick<AccountActor, "enterprises" | "offices">> & { agreement?: string } = {},
): Promise<RequestContext & { actor: AccountActor }> {
  next += 1;
  const phone = `139${String(next).padStart(8, "0")}`;
  const accountId = await ensureAccount(services, services.db, { phone, name: `person ${next}` });
  const actor: AccountActor = {
    kind: "account",
    accountId,
    sessionId: services.ids.uuid(),
    label: `person ${next}`,
    enterprises: more.enterprises ?? [],
    offices: more.offices ?? [],
    administrator: false,
  };
  return { ...contextFor(services, actor, { agreement: more.agreement ?? null }), actor };
}

/** Grants a membership to the account with this phone. Creates the account if missing. Returns its id. */
export async function grantByPhone(
  ctx: RequestContext,
  phone: string,
  membership: Membership,
): Promise<string> {
  const accountId = await ensureAccount(ctx, ctx.db, { phone });
  await inTransaction(ctx, (tx) => grantMembership(tx, ctx, { accountId, membership }));
  return accountId;
}

/** Creates an officer of a city or of one of its counties. */
export async function officer(services: Services, city: string, county: string | null = null) {
  const ctx = await person(services, { offices: [{ city, county }] });
  await inTransaction(ctx, (tx) =>
    grantMembership(tx, ctx, {
      accountId: ctx.actor.accountId,
      membership: { kind: "officer", city, county },
    }),
  );
  return ctx;
}

/** Returns the context of the same person as a member of the enterprise. It grants no membership. */
export function asMember(
  ctx: RequestContext & { actor: AccountActor },
  enterprise: { id: string; homeCity: string },
) {
  const actor: AccountActor = {
    ...ctx.actor,
    enterprises: [{ id: enterprise.id, homeCity: enterprise.homeCity }],
  };
  return { ...contextFor(ctx, actor), actor };
}

export const visitor = (services: Services, agreement: string | null = null): RequestContext =>
  contextFor(services, ANONYMOUS, { agreement });
