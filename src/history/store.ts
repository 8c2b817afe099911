import type { DbOrTx } from "../../db/client.ts";

/** Returns the application of a person that rests on this consent, or null. */
export async function applicationOfConsent(
  db: DbOrTx,
  { accountId, consentId }: { accountId: string; consentId: string },
): Promise<{ id: string; enterpriseId: string } | null> {
  const row = await db
    .selectFrom("shared.application")
    .select(["id", "enterpriseId"])
    .where("accountId", "=", accountId)
    .where("consentId", "=", consentId)
    .executeTakeFirst();
  return row ?? null;
}
