import { placesOf } from "../../identity/index.ts";
import { isSealable, sendersTo, termsOf } from "../../peers/index.ts";
import type { RequestContext } from "../../platform/context.ts";

/**
 * Returns true if an application of the reader can reach a city of another node. Before sign-in it is true if
 * that of anybody of this node's cities can.
 */
export async function takesApplications(ctx: RequestContext, homeCity: string): Promise<boolean> {
  const { actor, db } = ctx;
  const rests = { receiver: homeCity, type: "apply", kind: "card" };
  if (actor.kind !== "account") return (await sendersTo(db, rests)) && isSealable(db, homeCity);
  const { personCity, hosted } = await placesOf(db, { personId: actor.accountId, city: homeCity });
  if (hosted) return true;
  if (personCity === null) return false;
  const { accepted } = await termsOf(db, { ...rests, city: personCity });
  return accepted && isSealable(db, homeCity);
}
