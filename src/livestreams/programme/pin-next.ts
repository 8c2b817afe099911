import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { changePin } from "./change-programme.ts";
import { replacePin } from "./pin-posting.ts";
import type { PinAct, PinState } from "./schema.ts";
import { selectNext } from "./store/pins.ts";

/**
 * Pins the next posting of the run sheet that may be shown. `from` is the posting that the caller saw
 * pinned, null for none: if another one is pinned now, nothing changes, so two presses go one step. Throws
 * as `changePin` does, and LIVESTREAM_POSTING with `last` at the end of the run sheet.
 */
export const pinNext = (ctx: RequestContext, { id, from, commandId }: PinAct<"next">): Promise<PinState> =>
  changePin(ctx, { id, action: "next", commandId, input: { from } }, async (tx, _livestream, pin) => {
    const shown = pin?.standing === "live" ? pin.postingId : null;
    if (shown !== from && pin?.postingId !== from) return null;
    const postingId = await selectNext(tx, id);
    if (!postingId) throw new AppError("LIVESTREAM_POSTING", { facts: { standing: "last" } });
    return replacePin(tx, ctx, { livestreamId: id, postingId });
  });
