import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { hasSignal } from "../../livestream/index.ts";
import type { HandoverAct, HandoverView } from "../schema.ts";
import { acceptOpen } from "../store/handovers.ts";
import { changeHandover } from "./change-handover.ts";

/**
 * Accepts the programme of another livestream. From then on both rooms and the viewers see the countdown.
 * Throws as `changeHandover` does, and LIVESTREAM_NO_SIGNAL if there is no picture here.
 */
export const acceptHandover = (
  ctx: RequestContext,
  { id, handoverId, commandId }: HandoverAct<"accept">,
): Promise<HandoverView> =>
  changeHandover(
    ctx,
    { id, handoverId, commandId, action: "acceptHandover", as: "to" },
    (tx, row, { to }) => {
      if (!hasSignal(to, row.now)) throw new AppError("LIVESTREAM_NO_SIGNAL");
      return acceptOpen(tx, { id: row.id, by: accountIdOf(ctx.actor) });
    },
  );
