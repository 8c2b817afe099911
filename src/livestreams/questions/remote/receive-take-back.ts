import type { RequestContext } from "../../../platform/context.ts";
import { peerCityOf } from "../../../platform/core/actor.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, runOnce } from "../../../platform/core/store.ts";
import { withdrawAsker } from "../asking/withdraw-asker.ts";
import { askersOfCity } from "../viewer.ts";
import type { TakeBackCommand } from "./schema.ts";
import { selectByAsk } from "./store.ts";

/**
 * Takes back a question that another city's node sent, as `takeBackQuestion` does for people here. Throws
 * NOT_FOUND for one that this node does not have from that viewer.
 */
export async function receiveTakeBack(
  ctx: RequestContext,
  { livestreamId: id, ...input }: TakeBackCommand & { livestreamId: string },
): Promise<null> {
  const city = orNotFound(peerCityOf(ctx.actor));
  const askers = await askersOfCity(ctx, id, { city, asker: input.asker });
  return inTransaction(ctx, (tx) =>
    runOnce(tx, ctx, { type: "livestream.takeBack", target: id, id: undefined, input }, async () => {
      const of = { livestreamId: id, askId: input.askId, city, askers };
      await withdrawAsker(tx, ctx, { id, questionId: orNotFound(await selectByAsk(tx, of)), askers });
      return null;
    }),
  );
}
