import type { Tx } from "../../../../db/client.ts";
import { emit } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import type { Figures } from "../schema.ts";
import { selectTeller, writeTold } from "../store/told.ts";
import type { AudiencePayload } from "./schema.ts";

/**
 * Tells the home of a livestream the figures of the viewers whom this node counted. They stand in the public
 * log of an own city of the agreement. Tells nothing of an own livestream; equal figures make no version.
 */
export async function tellAudience(
  tx: Tx,
  ctx: Pick<RequestContext, "ids">,
  { livestreamId, figures }: { livestreamId: string; figures: Figures },
): Promise<void> {
  const teller = await selectTeller(tx, livestreamId);
  if (!teller) return;
  const { people, visits, minutes, series, uncounted } = figures;
  const payload: AudiencePayload = { livestreamId, people, visits, minutes, series, uncounted };
  const told = await writeTold(tx, { id: ctx.ids.uuid(), city: teller.city, figures: payload });
  if (!told) return;
  await emit(tx, {
    city: teller.city,
    audience: "public",
    kind: "livestreamAudience",
    id: told.id,
    rev: told.rev,
    op: "put",
    agreement: teller.agreement,
    payload,
  });
}
