import { z } from "zod";
import type { Tx } from "../../../db/client.ts";
import { emissionFrom, emit } from "../../platform/changes/index.ts";
import { namedPart, type Part } from "../../platform/core/store.ts";
import { noteAbout } from "../ledger/note-about.ts";
import { aboutFrom } from "../ledger/store/ledger.ts";
import { seal, sealTo } from "./seal.ts";
import type { SealingKey } from "./store.ts";

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

/**
 * Returns parts of a statement that insert the first version of a record into the log for one city. They do
 * so for each row of the part `from`. The ledger names the person and the enterprise.
 */
export async function sealedParts(
  from: Part,
  {
    receiver,
    value,
    key,
    personId,
    enterpriseId,
    ...record
  }: SealedRecord & {
    key: SealingKey;
    personId: string;
    enterpriseId: string;
  },
): Promise<Part[]> {
  const { city, kind, id } = record;
  const about = { stream: `${city}/to/${receiver}`, kind, id, personId, enterpriseId };
  const payload = await sealTo(key, value);
  const change = { ...record, audience: `to/${receiver}`, op: "put", payload } as const;
  return [namedPart("told", aboutFrom(from, about)), namedPart("sealed", emissionFrom(from, change))];
}
