import type { RequestContext } from "../../../platform/context.ts";
import type { HandoverAct, HandoverView } from "../schema.ts";
import { closeOpen } from "../store/handovers.ts";
import { changeHandover } from "./change-handover.ts";

/** Declines the programme of another livestream, also after it was accepted. Throws as `changeHandover`. */
export const declineHandover = (
  ctx: RequestContext,
  { id, handoverId, commandId }: HandoverAct<"decline">,
): Promise<HandoverView> =>
  changeHandover(ctx, { id, handoverId, commandId, action: "declineHandover", as: "to" }, (tx, row) =>
    closeOpen(tx, { id: row.id, reason: "declined" }),
  );
