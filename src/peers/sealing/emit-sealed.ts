import { z } from "zod";
import type { Tx } from "../../../db/client.ts";
import { emit } from "../../platform/changes/index.ts";
import { noteAbout } from "../ledger/note-about.ts";
import { seal } from "./seal.ts";

export type SealedRecord = {
  /** The own city that writes the record, and the city that alone can read it. */
  city: string;
  receiver: string;
  kind: string;
  id: string;
  rev: number;
  /** End of the consent on which the record rests. */
  endsAt?: Date | null;
  /** Its members `subject` and `enterpriseId` tell the ledger whom it is about, and for whom it is. */
  value: unknown;
};

const About = z.object({ subject: z.string(), enterpriseId: z.uuid().nullish().catch(null) });

/**
 * Inserts a record into the log for one city. Its payload is sealed before it reaches the database. The
 * ledger of who received what names the own person whom it is about.
 */
export async function emitSealed(tx: Tx, { receiver, value, ...record }: SealedRecord): Promise<void> {
  const payload = await seal(tx, receiver, value);
  await emit(tx, { ...record, audience: `to/${receiver}`, op: "put", payload });
  const { data } = About.safeParse(value);
  if (data) await noteAbout(tx, { ...record, receiver, ...data });
}
