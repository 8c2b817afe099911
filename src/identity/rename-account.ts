import type { RequestContext } from "../platform/context.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import { NameInput } from "./schema.ts";
import { updateName } from "./store/accounts.ts";

/** Sets the name of the caller's account, by which colleagues know the person. */
export async function renameAccount(ctx: RequestContext, input: NameInput): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  const { name } = NameInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    await updateName(tx, accountId, name);
    await recordAudit(tx, ctx, { action: "account.rename", subjectKind: "account", subjectId: accountId });
  });
}
