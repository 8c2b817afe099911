import type { RequestContext } from "../../platform/context.ts";
import { signerNow } from "../keys/index.ts";
import { type RequestToSign, signRequest } from "./sign-request.ts";

/** Returns the headers that sign a request in the name of a hosted city, or null while it has no key. */
export async function signFor(
  ctx: Pick<RequestContext, "db" | "vault">,
  city: string,
  request: RequestToSign,
): Promise<Record<string, string> | null> {
  const found = await signerNow(ctx, city);
  return found && signRequest(request, found.signer, { now: found.now });
}
