import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { recordRegistration } from "../record-registration.ts";
import { lockRegistration, updateRegistration } from "../store/registrations.ts";
import { applyTold } from "./apply-told.ts";
import { forgetForm } from "./forget-form.ts";
import { isSentAgain, selectSent, writeConflict } from "./store/sent.ts";
import { selectStanding } from "./store/standing.ts";

export type Settled = {
  registrationId: string;
  type: string;
  body: string;
  state: "done" | "refused" | "expired";
  /** Code of the refusal, if the home named one. */
  code: string | null;
};

/** Takes back a registration that its fair's home never had, so that the enterprise may send it again. */
async function takeBack(tx: Tx, ctx: RequestContext, id: string): Promise<void> {
  const r = await lockRegistration(tx, id);
  if (!r || r.status === "withdrawn" || (await isSentAgain(tx, id))) return;
  const rev = await updateRegistration(tx, id, { status: "withdrawn", offerEndsAt: null });
  await recordRegistration(tx, ctx, {
    of: r,
    action: "undelivered",
    status: "withdrawn",
    from: r.status,
    rev,
  });
}

/**
 * Runs what follows here from the answer to a command on a registration, or from its end without an answer.
 * A refused or expired act is undone: the registration stands as its home told it last. If the home never
 * had it, it is taken back. An edit that met a newer version is kept beside it, so that the page shows both.
 */
export async function settleRegistration(ctx: RequestContext, settled: Settled): Promise<void> {
  requireSystem(ctx.actor);
  const { registrationId: id, type, body, state, code } = settled;
  await inTransaction(ctx, async (tx) => {
    await forgetForm(tx, body);
    const sent = await selectSent(tx, id);
    if (!sent) return;
    const failed = state !== "done";
    if (type === "edit" && code === "REVISION_CONFLICT")
      await writeConflict(tx, id, await selectStanding(tx, id));
    if (failed && sent.told === null && type === "register") await takeBack(tx, ctx, id);
    else await applyTold(tx, ctx, { id, failed });
  });
}
