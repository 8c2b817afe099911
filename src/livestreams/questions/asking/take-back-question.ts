import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { getLivestream } from "../../livestream/index.ts";
import { takeBackSent } from "../remote/index.ts";
import { askersOf } from "../viewer.ts";
import { withdrawAsker } from "./withdraw-asker.ts";

/**
 * Takes back a question: the caller's link to it is deleted. A question that nobody else asked and nobody
 * answered is deleted too, and live pages lose it. One about a livestream of another node is taken back here
 * and there. Throws NOT_FOUND unless the caller asked it.
 */
export async function takeBackQuestion(
  ctx: RequestContext,
  { id, questionId, visitor }: { id: string; questionId: string; visitor: string | null },
): Promise<void> {
  const livestream = await getLivestream(ctx, { id });
  const askers = await askersOf(ctx, id, visitor);
  orNotFound(askers[0]);
  if (!livestream.hostedHere) return takeBackSent(ctx, { livestream, questionId, askers });
  await inTransaction(ctx, (tx) => withdrawAsker(tx, ctx, { id, questionId, askers }));
}
