import type { RequestContext } from "../platform/context.ts";
import { AppError, invalid, orNotFound } from "../platform/core/errors.ts";
import { requireOfficer } from "../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import type { HandOverInput } from "./schema.ts";
import { mayDecide } from "./store/items.ts";
import { dropOwner, putOwner, selectOffices } from "./store/owners.ts";

/**
 * Gives an item to an officer, to the caller too, or to nobody. Anybody who may decide the item may do so;
 * an owner is a note for colleagues and keeps nobody from deciding. Throws NOT_FOUND unless the item waits
 * for the caller, INVALID_INPUT unless the receiver may decide it, WORK_TAKEN if its owner is not `from`.
 */
export async function handOver(ctx: RequestContext, { kind, id, to, from }: HandOverInput): Promise<void> {
  const actor = requireOfficer(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const { city } = orNotFound(await mayDecide(tx, actor, { kind, id }));
    if (to !== null && to !== actor.accountId) {
      const offices = await selectOffices(tx, to);
      if (!(await mayDecide(tx, { ...actor, accountId: to, offices }, { kind, id })))
        throw invalid("to", "INVALID_VALUE");
    }
    const item = { kind, id, city };
    const done =
      to === null
        ? from === null || (await dropOwner(tx, item, from))
        : await putOwner(tx, item, { to, from, by: actor.accountId });
    if (!done) throw new AppError("WORK_TAKEN");
    await recordAudit(tx, ctx, {
      action: "work.handOver",
      subjectKind: kind,
      subjectId: id,
      city,
      detail: { to, from },
    });
  });
}
