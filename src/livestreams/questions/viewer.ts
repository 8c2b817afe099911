import type { RequestContext } from "../../platform/context.ts";
import { personIdOf } from "../../platform/core/actor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { allMacs } from "../../platform/core/vault.ts";

const PURPOSE = "livestream-asker";

/**
 * The viewer as texts: the person, and the random id in the visitor's cookie of the same browser. Many people
 * ask first and sign in later, to apply.
 */
function viewersOf({ actor }: Pick<RequestContext, "actor">, visitor: string | null): string[] {
  const person = personIdOf(actor);
  const counted = visitor !== null && (person !== null || actor.kind === "anonymous");
  return [...(person === null ? [] : [`person ${person}`]), ...(counted ? [`visitor ${visitor}`] : [])];
}

/**
 * Returns the HMACs of a viewer at one livestream, that of the person and the current key first. The same
 * person has others at each livestream, so that rows of two livestreams cannot be joined. Empty for nobody.
 */
export async function askersOf(
  ctx: Pick<RequestContext, "actor" | "vault">,
  livestreamId: string,
  visitor: string | null,
): Promise<Buffer[]> {
  const viewers = viewersOf(ctx, visitor);
  const macs = viewers.map((viewer) => allMacs(ctx.vault, PURPOSE, `${livestreamId} ${viewer}`));
  return (await Promise.all(macs)).flat();
}

/**
 * Returns the HMAC of a viewer to write, and all others of the same viewer. Throws SIGN_IN_REQUIRED for
 * somebody without account and cookie.
 */
export async function requireAsker(
  ctx: Pick<RequestContext, "actor" | "vault">,
  livestreamId: string,
  visitor: string | null,
): Promise<{ asker: Buffer; others: Buffer[] }> {
  const [asker, ...others] = await askersOf(ctx, livestreamId, visitor);
  if (!asker) throw new AppError("SIGN_IN_REQUIRED");
  return { asker, others };
}

/** Returns the HMAC of the address from which a visitor asks, for its limit. Null where there is none. */
export const addressOf = async (
  { actor, client, vault }: Pick<RequestContext, "actor" | "client" | "vault">,
  livestreamId: string,
): Promise<Buffer | null> =>
  actor.kind !== "anonymous" || client === null
    ? null
    : vault.mac(`${PURPOSE}-address`, `${livestreamId} ${client}`);

/**
 * Returns the HMACs of a viewer whom another city's node knows, as `askersOf` does. `asker`: that node's own
 * HMAC of the viewer.
 */
export const askersOfCity = (
  { vault }: Pick<RequestContext, "vault">,
  livestreamId: string,
  { city, asker }: { city: string; asker: string },
): Promise<Buffer[]> => allMacs(vault, PURPOSE, `${livestreamId} city ${city} ${asker}`);
