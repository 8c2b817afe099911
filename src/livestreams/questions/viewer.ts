import type { RequestContext } from "../../platform/context.ts";
import { personIdOf } from "../../platform/core/actor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { allMacs } from "../../platform/core/vault.ts";

const PURPOSE = "livestream-asker";

/** The viewer as one text: the person, or the random id in a visitor's cookie. Null for neither. */
function viewerOf({ actor }: Pick<RequestContext, "actor">, visitor: string | null): string | null {
  const person = personIdOf(actor);
  if (person !== null) return `person ${person}`;
  return visitor === null || actor.kind !== "anonymous" ? null : `visitor ${visitor}`;
}

/**
 * Returns the HMACs of a viewer at one livestream, that of the current key first. The same person has
 * another one at each livestream, so that rows of two livestreams cannot be joined. Empty for nobody.
 */
export async function askersOf(
  ctx: Pick<RequestContext, "actor" | "vault">,
  livestreamId: string,
  visitor: string | null,
): Promise<Buffer[]> {
  const viewer = viewerOf(ctx, visitor);
  return viewer === null ? [] : allMacs(ctx.vault, PURPOSE, `${livestreamId} ${viewer}`);
}

/** Returns the HMAC of a viewer. Throws SIGN_IN_REQUIRED for somebody without account and cookie. */
export async function requireAsker(
  ctx: Pick<RequestContext, "actor" | "vault">,
  livestreamId: string,
  visitor: string | null,
): Promise<Buffer> {
  const [asker] = await askersOf(ctx, livestreamId, visitor);
  if (!asker) throw new AppError("SIGN_IN_REQUIRED");
  return asker;
}

/** Returns the HMAC of the address from which a visitor asks, for its limit. Null where there is none. */
export const addressOf = async (
  { actor, client, vault }: Pick<RequestContext, "actor" | "client" | "vault">,
  livestreamId: string,
): Promise<Buffer | null> =>
  actor.kind !== "anonymous" || client === null
    ? null
    : vault.mac(`${PURPOSE}-address`, `${livestreamId} ${client}`);
