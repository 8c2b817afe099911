import type { RequestContext } from "../../platform/context.ts";
import { closePin } from "../livestream/index.ts";
import { changePin } from "./change-programme.ts";
import type { PinAct, PinState } from "./schema.ts";

/**
 * Unpins the posting that is being explained. With `pinId`, only that pin: if somebody pinned another
 * posting meanwhile, nothing changes. Throws as `changePin` does.
 */
export const unpinPosting = (
  ctx: RequestContext,
  { id, pinId, commandId }: PinAct<"unpin">,
): Promise<PinState> =>
  changePin(ctx, { id, action: "unpin", commandId, input: { pinId } }, async (tx, _livestream, pin) => {
    if (!pin || (pinId !== undefined && pin.id !== pinId)) return null;
    return { closed: await closePin(tx, id, "officer") };
  });
