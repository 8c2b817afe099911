import type { RequestContext } from "../../../platform/context.ts";
import { notFound, orNotFound } from "../../../platform/core/errors.ts";
import { requirePerson } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { selectHead } from "../../fair/index.ts";
import { dropRefusals } from "../store/refused-asks.ts";

/**
 * Removes what a host refused to the caller at a booth. Throws NOT_FOUND unless the caller may read the fair
 * and something was refused there.
 */
export async function dropRefused(
  ctx: RequestContext,
  { fairId, registrationId }: { fairId: string; registrationId: string },
): Promise<void> {
  const personId = requirePerson(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    orNotFound(await selectHead(tx, ctx, { id: fairId }));
    if ((await dropRefusals(tx, { personId, registrationIds: [registrationId] })) === 0) throw notFound();
    const subject = { subjectKind: "fair", subjectId: fairId };
    await recordAudit(tx, ctx, { action: "queue.dropRefused", ...subject, detail: { registrationId } });
  });
}
