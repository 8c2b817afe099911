import type { DbOrTx } from "../../../../db/client.ts";
import { readReference, readTicketCode, verifyCode } from "../codes.ts";
import { selectFairKeys } from "./store.ts";

/**
 * Checks a code for a fair of another node by what its record tells: fair, venue and signature. Returns
 * UNKNOWN_TICKET, OTHER_VENUE or null. A typed reference, and a key that is not known here, are left to the
 * host, which alone knows whether the ticket stands.
 */
export async function checkCopiedCode(
  db: DbOrTx,
  { fairId, venueId, code: text }: { fairId: string; venueId: string | null; code: string },
): Promise<"UNKNOWN_TICKET" | "OTHER_VENUE" | null> {
  const code = readTicketCode(text);
  if (!code) return readReference(text) === null ? "UNKNOWN_TICKET" : null;
  const { k, f, v } = code.payload;
  if (f !== fairId) return "UNKNOWN_TICKET";
  const key = (await selectFairKeys(db, fairId)).find(({ id }) => id === k);
  if (key && !(await verifyCode(code, Buffer.from(key.publicKey, "base64")))) return "UNKNOWN_TICKET";
  return venueId !== null && v !== venueId ? "OTHER_VENUE" : null;
}
