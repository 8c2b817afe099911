import type { DbOrTx } from "../../../db/client.ts";
import type { Services } from "../../platform/context.ts";
import { sealedPhonesOf } from "./store/received.ts";

/**
 * Returns the phones on cards that came from other cities, by consent; a card without one is absent. The
 * caller must check that the consents stand, and record the looks.
 */
export async function receivedPhones(
  { vault }: Pick<Services, "vault">,
  db: DbOrTx,
  consentIds: readonly string[],
): Promise<Map<string, string>> {
  if (consentIds.length === 0) return new Map();
  const sealed = await sealedPhonesOf(db, consentIds);
  return new Map(
    await Promise.all(
      sealed.map(async ({ consentId, phoneSealed }) => [consentId, await vault.open(phoneSealed)] as const),
    ),
  );
}
