import type { RequestContext } from "../platform/context.ts";
import { rolesOf } from "../platform/core/actor.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { phoneOf } from "./phones.ts";
import { maskPhone } from "./rules.ts";
import type { AccountView } from "./schema.ts";

/** Returns the signed-in account for its owner, with the phone masked. */
export async function accountView(ctx: RequestContext): Promise<AccountView> {
  const account = requireAccount(ctx.actor);
  return {
    id: account.accountId,
    name: account.label,
    phoneMasked: maskPhone(await phoneOf(ctx, ctx.db, account.accountId)),
    roles: rolesOf(account),
    enterprises: account.enterprises,
    offices: account.offices,
  };
}
