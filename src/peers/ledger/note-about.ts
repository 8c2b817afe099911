import type { Tx } from "../../../db/client.ts";
import { personBySubject } from "../../identity/index.ts";
import { writeAbout } from "./store/ledger.ts";

/** Notes in the ledger the own person whom a told record is about, and the enterprise for which it is. */
export async function noteAbout(
  tx: Tx,
  of: {
    city: string;
    receiver: string;
    kind: string;
    id: string;
    subject: string;
    enterpriseId?: string | null | undefined;
  },
): Promise<void> {
  const { city, receiver, kind, id, subject, enterpriseId = null } = of;
  const personId = await personBySubject(tx, { city: receiver, subject });
  if (personId) await writeAbout(tx, { stream: `${city}/to/${receiver}`, kind, id, personId, enterpriseId });
}
