import type { Tx } from "../../../../db/client.ts";
import { emitSealed, isSealable } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { TOLD_KIND, type ToldRegistration } from "./schema.ts";
import { selectStanding } from "./store/standing.ts";

type Of = {
  id: string;
  hostCity: string;
  endorsingCity: string;
  hostedHere: boolean;
  endorsedHere: boolean;
};

/**
 * Tells the city of another node that recommends a registration where it stands now. Names that city's
 * command, if one led to this, so that a lost answer to it costs nothing.
 */
export async function tellEndorser(
  tx: Tx,
  ctx: RequestContext,
  { of, action, rev }: { of: Of; action: string; rev: number },
): Promise<void> {
  const { id, hostCity: city, endorsingCity: receiver } = of;
  if (of.endorsedHere || !of.hostedHere || !(await isSealable(tx, receiver))) return;
  const own = ctx.actor.kind === "peer" && ctx.actor.city === receiver;
  const commandId = own ? (ctx.command?.id ?? null) : null;
  const value: ToldRegistration = { ...(await selectStanding(tx, id)), action, commandId };
  await emitSealed(tx, { city, receiver, kind: TOLD_KIND, id, rev, value });
}
