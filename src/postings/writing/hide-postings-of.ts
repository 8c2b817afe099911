import type { Tx } from "../../../db/client.ts";
import { emitPostings } from "../emissions.ts";
import { touchLiveOf } from "../store/rows.ts";

/**
 * Removes the live postings of an enterprise from the public change feeds, inside the transaction that
 * suspends it. No posting changes its state: queries hide them while the enterprise is suspended. The caller
 * must have checked the rights and locked the enterprise. Returns the number of postings.
 */
export async function hidePostingsOf(tx: Tx, enterpriseId: string): Promise<number> {
  const ids = await touchLiveOf(tx, enterpriseId);
  await emitPostings(tx, ids, { audience: "close", action: "posting.hide", reason: "enterpriseSuspended" });
  return ids.length;
}

/**
 * Returns the live postings of an enterprise to the public change feeds, inside the transaction that ends its
 * suspension. A posting that expired or was closed meanwhile stays so. The caller must have checked the
 * rights, locked the enterprise and written its new status. Returns the number of postings.
 */
export async function returnPostingsOf(tx: Tx, enterpriseId: string): Promise<number> {
  const ids = await touchLiveOf(tx, enterpriseId);
  await emitPostings(tx, ids, { audience: "put", action: "posting.show" });
  return ids.length;
}
