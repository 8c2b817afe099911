import type { DbOrTx } from "../../../db/client.ts";
import type { Services } from "../../platform/context.ts";
import { sealedPhoneOf } from "./store/received.ts";

/**
 * Returns the phone on a card that came from another city, or null. The caller must check that the consent
 * stands, and record the look.
 */
export async function receivedPhone(
  { vault }: Pick<Services, "vault">,
  db: DbOrTx,
  consentId: string,
): Promise<string | null> {
  const sealed = await sealedPhoneOf(db, consentId);
  return sealed ? vault.open(sealed) : null;
}
