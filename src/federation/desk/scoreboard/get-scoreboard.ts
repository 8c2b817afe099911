import { answerFigures } from "../../../applications/index.ts";
import { commandFigures } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { SHARED_KINDS } from "../../kinds.ts";
import { getPartner } from "../get-partner.ts";
import { partnerOf } from "../partner-of.ts";
import type { Scoreboard } from "./schema.ts";
import { countTold, selectMeasured } from "./store.ts";

/** Returns how cooperation with a partner city goes. Throws NOT_FOUND for a city that is no partner. */
export async function getScoreboard(ctx: RequestContext, { city }: { city: string }): Promise<Scoreboard> {
  const { own } = await partnerOf(ctx, city);
  const { given, received } = await getPartner(ctx, { city });
  const among = (names: readonly string[]) => SHARED_KINDS.filter(({ kind }) => names.includes(kind));
  const { db } = ctx;
  const measured = await selectMeasured(db, city, own);
  const { comparedAt, differing, repaired, refusedPages, ...freshness } = measured;
  return {
    shared: await countTold(db, own, among(given)),
    held: await countTold(db, city, among(received)),
    freshness,
    comparison: comparedAt && { at: comparedAt.toISOString(), differing, repaired },
    refusedPages,
    commands: await commandFigures(db, city),
    answers: await answerFigures(db, city),
  };
}
