import type { RequestContext } from "../../../platform/context.ts";
import { copiedKeys } from "../../tickets/index.ts";
import { ownBooth } from "../booth.ts";
import type { Booth } from "../store/desk.ts";

/** Keys by which a device without network checks codes of another node's fair. `x`: base64url of a key. */
export type CodeCheck = { fairId: string; venueId: string | null; keys: { id: string; x: string }[] };

/** Returns what a booth's device needs to check codes. The caller must be a member of its enterprise. */
export async function codeCheckOf(
  ctx: RequestContext,
  { registrationId }: Pick<Booth, "registrationId">,
): Promise<CodeCheck> {
  const { fairId, venueId } = await ownBooth(ctx, registrationId);
  const keys = await copiedKeys(ctx.db, fairId);
  return {
    fairId,
    venueId,
    keys: keys.map(({ id, publicKey }) => ({
      id,
      x: Buffer.from(publicKey, "base64").toString("base64url"),
    })),
  };
}
