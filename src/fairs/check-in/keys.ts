import type { RequestContext } from "../../platform/context.ts";
import { selectKeys, type TicketKey, ticketKey } from "../tickets/index.ts";

/** Returns the public keys that verify codes: the current key, then former ones. */
export async function knownKeys(ctx: RequestContext): Promise<Pick<TicketKey, "id" | "publicKey">[]> {
  const [kept, own] = await Promise.all([selectKeys(ctx.db), ticketKey(ctx.vault)]);
  return [own, ...kept.filter(({ id }) => id !== own.id)];
}
