import type { RequestContext } from "../../platform/context.ts";
import { type TicketKey, ticketKeys } from "../fair/index.ts";
import { selectKeys } from "../tickets/index.ts";

/** Returns the public keys that verify codes: the current key, then former ones. */
export async function knownKeys(ctx: RequestContext): Promise<Pick<TicketKey, "id" | "publicKey">[]> {
  const [kept, own] = await Promise.all([selectKeys(ctx.db), ticketKeys(ctx.vault)]);
  return [...own, ...kept.filter(({ id }) => own.every((one) => one.id !== id))];
}
