import type { RequestContext } from "../../../platform/context.ts";
import type { HandoverAct, HandoverView } from "../schema.ts";
import { closeOpen } from "../store/handovers.ts";
import { changeHandover } from "./change-handover.ts";

/** Takes a hand-over back before viewers were sent on. Throws as `changeHandover` does. */
export const takeBackHandover = (
  ctx: RequestContext,
  { id, handoverId, commandId }: HandoverAct<"takeBack">,
): Promise<HandoverView> =>
  changeHandover(ctx, { id, handoverId, commandId, action: "takeBackHandover", as: "from" }, (tx, row) =>
    closeOpen(tx, { id: row.id, reason: "takenBack" }),
  );
